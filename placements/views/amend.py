"""Amend the agreement of a placement that runs: from which day, and the last day and hours from then on."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from marketplace.accounts.access import ActorRequest, require
from marketplace.actor import Actor
from marketplace.reference.models import Figure
from marketplace.web.submit import submit
from marketplace.workflow import refuse_if
from placements.actions import amend as actions
from placements.forms.agreement import AmendForm
from placements.models import Agreement
from placements.rules.amend import may_amend
from placements.views.agreement import WRITERS, one


def amend(*, agreement: Agreement, changes: dict[str, Any], by: Actor) -> Agreement:
    """The form says the day with what changes."""
    in_force_on = changes.pop("in_force_on")
    return actions.amend_agreement(agreement=agreement, in_force_on=in_force_on, changes=changes, by=by)


@require(*WRITERS)
def agreement_amend(request: ActorRequest, pk: int) -> HttpResponse:
    """Choose the day; the draft that it makes has the plan and the hours of what was signed last."""
    agreement, on = one(request, pk), timezone.localdate()
    refuse_if(may_amend(agreement, request.actor, on))
    form = AmendForm(request.POST or None, placement=agreement.placement, in_force_on=_usual_day(agreement, on))
    row = submit(form, amend, agreement=agreement, by=request.actor) if request.POST else None
    if row:
        messages.success(request, _("De bijlage staat klaar. Pas het plan en het uurrooster aan, en kijk ze na."))
        return redirect("agreement-detail", row.pk)
    context = {"agreement": agreement, "form": form}
    return render(request, "placements/agreement_amend.html", context, status=409 if request.POST else 200)


@require_POST
@require(*WRITERS)
def agreement_drop(request: ActorRequest, pk: int) -> HttpResponse:
    """The amendment goes away."""
    dropped = actions.drop_amendment(agreement=one(request, pk), by=request.actor)
    messages.success(request, _("De bijlage gaat niet door. Wat iedereen vroeger tekende, blijft gelden."))
    return redirect("agreement-detail", dropped.amends_id or pk)


def _usual_day(agreement: Agreement, on: date) -> date:
    """With the usual time to sign, within the placement and after the day of what it amends."""
    placement, before = agreement.placement, agreement.in_force_on
    usual = min(on + timedelta(days=int(Figure.objects.value("sign_by_days", on))), max(on, placement.ends_on))
    return max(usual, before + timedelta(days=1)) if before else usual
