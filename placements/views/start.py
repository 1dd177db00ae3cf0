"""The start list of a placement: what is ticked, what is missing."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.accounts.access import ActorRequest, require
from marketplace.actor import Actor, Role
from marketplace.web.submit import submit
from marketplace.workflow import Refusal
from placements.actions.start import tick_check
from placements.enums import FOLLOWED, Party, PlacementStatus
from placements.forms.start import TickForm
from placements.models import Placement, StartCheck
from placements.rules.start import may_tick


@require(Role.HR, Role.COACH, Role.COORDINATOR, Role.STUDENT)
def check_tick(request: ActorRequest, pk: int) -> HttpResponse:
    """Tick one item with its date."""
    rows = StartCheck.objects.visible_to(request.actor).select_related("placement__student")
    check, today = get_object_or_404(rows, pk=pk), timezone.localdate()
    form = TickForm(request.POST or None, check=check, initial={"done_on": check.done_on or today})
    if request.POST and submit(form, tick_check, check=check, by=request.actor):
        messages.success(request, _("Afgevinkt."))
        return redirect("placement-detail", check.placement_id)
    context = {"check": check, "form": form, "refusal": may_tick(check, request.actor)}
    return render(request, "placements/start_tick.html", context, status=409 if request.POST else 200)


def start_list(placement: Placement, actor: Actor, missing: list[Refusal]) -> dict[str, Any]:
    """The panel on the page of a placement: items with their owner, and what is missing before it is ready."""
    checks = sorted(placement.checks.all(), key=lambda check: check.pk)
    rows = [
        {"check": check, "owner": Party(check.owner).label, "mine": may_tick(check, actor) is None} for check in checks
    ]
    not_ready = missing if rows else []
    in_order = not not_ready and all(check.done_on for check in checks)
    return {
        "checks": rows,
        "not_ready": not_ready,
        "is_ready": not not_ready and placement.status == PlacementStatus.SIGNED,
        "is_past": in_order and placement.status in FOLLOWED,
    }
