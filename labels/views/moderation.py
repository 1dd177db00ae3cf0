"""The page on which two auditors settle where they differ, each criterion on its own."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from labels.actions import moderation as actions
from labels.assessed import joint, sides_of
from labels.forms.assessment import SettleForm
from labels.models import Assignment, Settlement
from labels.rules.assignment import AUDITORS, ready
from labels.workflow.assessment import settlements as workflow
from marketplace.accounts.access import ActorRequest, require
from marketplace.web.submit import submit
from marketplace.workflow import Step

STEPS: dict[str, Callable[..., Any]] = {"propose": actions.propose, "agree": actions.agree, "decide": actions.decide}


@require(*AUDITORS)
def application_moderation(request: ActorRequest, pk: int) -> HttpResponse:
    """Both judgements side by side, and what each criterion still needs."""
    return _page(request, _duty(request, pk))


@require_POST
@require(*AUDITORS)
def settlement_step(request: ActorRequest, pk: int, step: str) -> HttpResponse:
    """Propose, agree, or decide as the moderator."""
    rows = Settlement.objects.visible_to(request.actor).select_related("answer__criterion", "assessment")
    row = get_object_or_404(rows, pk=pk)
    duty = _duty(request, row.assessment.application_id)
    form = Form(request.POST) if step == "agree" else _form(row, request.POST)
    if not submit(form, STEPS[step], settlement=row, by=request.actor):
        return _page(request, duty, row, form)
    messages.success(request, _("Bewaard."))
    return redirect("application-moderation", duty.application_id)


def _page(request: ActorRequest, duty: Assignment, tried: Settlement | None = None, form: Any = None) -> HttpResponse:
    rows = Settlement.objects.visible_to(request.actor).filter(assessment=joint(duty.application))
    rows = rows.select_related("assessment", "answer__criterion", "answer__application_site__site", "proposed_by")
    sides = sides_of(duty.application, request.actor)
    shown = []
    for row in rows.order_by("answer__criterion__code", "pk"):
        row.duty_read = duty
        own_form = form if row == tried and isinstance(form, SettleForm) else _form(row)
        shown.append((row, sides.get(row.answer_id, []), _steps(request, row), own_form))
    context = {
        "application": duty.application,
        "problem": ready(duty, timezone.localdate()),
        "is_declared": duty.declared_at is not None,
        "joint": joint(duty.application),
        "form": form,
        "rows": shown,
    }
    return render(request, "labels/moderation.html", context)


def _steps(request: ActorRequest, row: Settlement) -> dict[str, Step]:
    """The steps that are open to the actor, by name."""
    found = workflow.steps(row, request.actor, timezone.localdate())
    return {step.step: step for step in found if not step.refusal}


def _form(row: Settlement, data: Any = None) -> SettleForm:
    return SettleForm(data, criterion=row.answer.criterion, auto_id=f"settle_{row.pk}_%s")


def _duty(request: ActorRequest, pk: int) -> Assignment:
    """The actor's duty as auditor or moderator of this file; a 404 for everybody else."""
    rows = Assignment.objects.of(request.actor).filter(duty__in=actions.SETTLERS)
    rows = rows.select_related("organisation", "application__organisation", "application__scheme")
    return get_object_or_404(rows, application=pk)
