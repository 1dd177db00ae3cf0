"""What a company sees in the review days of a round: anonymous matches at its places, a few of which it may refuse."""

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.accounts.access import ActorRequest, require
from marketplace.actor import Role
from marketplace.web.submit import submit
from placements.actions.refusal import refuse_match
from placements.forms.offer import DeclineForm
from placements.match_need import MatchNeed, needs_of, with_needs
from placements.models import Match, Round
from placements.rules.refusal import most_refusals, refusals_left, refused_in
from placements.week import weekdays_in_words

PAGE = 50


@require(Role.HR)
def match_list(request: ActorRequest) -> HttpResponse:
    """The anonymous matches of the rounds that are reviewed now; by first day, because companies rank nobody."""
    rows = with_needs(Match.objects.visible_to(request.actor.only(Role.HR)))
    page = Paginator(rows.order_by("round", "request__starts_on", "pk"), PAGE).get_page(request.GET.get("page"))
    by_round = groupby(needs_of(page), key=lambda need: need.match.round)
    most, used = most_refusals(timezone.localdate()), refused_in(request.actor.organisation_id)
    rounds = [_shown(row, list(needs), max(0, most - used[row.pk])) for row, needs in by_round]
    return render(request, "placements/match_list.html", {"page": page, "rounds": rounds, "most": most})


def _shown(row: Round, needs: list[MatchNeed], left: int) -> dict[str, Any]:
    cards = [{"need": need, "days": weekdays_in_words(need.match.request.weekdays)} for need in needs]
    return {"row": row, "cards": cards, "left": left}


@require(Role.HR)
def match_refuse(request: ActorRequest, pk: int) -> HttpResponse:
    """Refuse one match with a reason from the closed list."""
    match = get_object_or_404(with_needs(Match.objects.visible_to(request.actor.only(Role.HR))), pk=pk)
    form = DeclineForm(request.POST or None)
    if request.POST and submit(form, refuse_match, match=match, by=request.actor):
        messages.success(request, _("Bedankt. We zoeken meteen een andere plaats voor deze leerling."))
        return redirect("match-list")
    need = needs_of([match])[0]
    context = {
        "form": form,
        "need": need,
        "days": weekdays_in_words(match.request.weekdays),
        "refusal": refusals_left(match, request.actor, timezone.localdate()),
    }
    return render(request, "placements/match_refuse.html", context)
