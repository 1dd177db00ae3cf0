"""Which matches a coordinator unticked while reviewing a round: kept in the session over pages, errors and drops."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from marketplace.accounts.access import ActorRequest, require
from marketplace.actor import Role
from placements.models import Match, Round


@require_POST
@require(Role.COORDINATOR)
def round_ticks(request: ActorRequest, pk: int) -> HttpResponse:
    """Keep the ticks of this page, and go to another page or to the match to drop; nothing is published."""
    row = get_object_or_404(Round.objects.visible_to(request.actor), pk=pk)
    keep_ticks(request, row)
    if (match := request.POST.get("drop", "")) in _to_review(request, row):
        return redirect("match-drop", match)
    page = request.POST.get("page", "")
    return redirect(f"{reverse('round-review', args=[pk])}?page={page if page.isdecimal() else 1}")


def keep_ticks(request: ActorRequest, row: Round) -> None:
    """Of the matches that the page showed, those without a tick are left out until somebody ticks them again."""
    known = _to_review(request, row)
    shown, ticked = (set(request.POST.getlist(name)) & known for name in ("shown", "matches"))
    request.session[_name(row)] = sorted((unticked(request, row) - shown) & known | (shown - ticked))


def unticked(request: ActorRequest, row: Round) -> set[str]:
    """The keys, as text, of the matches that were unticked in this browser."""
    return set(request.session.get(_name(row), []))


def _to_review(request: ActorRequest, row: Round) -> set[str]:
    found = Match.objects.visible_to(request.actor.only(Role.COORDINATOR)).filter(round=row).to_review()
    return {str(key) for key in found.values_list("pk", flat=True)}


def _name(row: Round) -> str:
    return f"unticked_in_round_{row.pk}"
