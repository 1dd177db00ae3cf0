"""The list of placements that a school looks at again because a label was suspended."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from marketplace.accounts.access import ActorRequest, require
from marketplace.actor import Role
from marketplace.web.submit import submit
from placements.actions import review as actions
from placements.enums import ReviewStatus
from placements.forms.review import KeepForm
from placements.models import PlacementReview


@require_safe
@require(Role.COORDINATOR, Role.COACH, Role.DIRECTOR)
def review_list(request: ActorRequest) -> HttpResponse:
    """What stands, the undecided first."""
    return _page(request)


@require_POST
@require(Role.COORDINATOR, Role.COACH)
def review_keep(request: ActorRequest, pk: int) -> HttpResponse:
    """The placement goes on, with a reason."""
    review = get_object_or_404(PlacementReview.objects.visible_to(request.actor), pk=pk)
    form = KeepForm(request.POST, auto_id=f"keep_{pk}_%s")
    if submit(form, actions.keep, review=review, by=request.actor) is None:
        return _page(request, wrong={pk: form})
    messages.success(request, _("Genoteerd: deze plaats gaat door."))
    return redirect("review-list")


def _page(request: ActorRequest, wrong: dict[int, Form] | None = None) -> HttpResponse:
    found = PlacementReview.objects.visible_to(request.actor).standing()
    found = found.select_related("placement__student", "placement__site", "placement__company__organisation")
    may_keep, wrong = request.actor.has(Role.COORDINATOR, Role.COACH), wrong or {}
    rows = [
        (row, wrong.get(row.pk) or KeepForm(auto_id=f"keep_{row.pk}_%s"))
        if may_keep and row.status == ReviewStatus.OPEN
        else (row, None)
        for row in found
    ]
    return render(request, "placements/review_list.html", {"rows": rows})
