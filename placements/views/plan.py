"""The training plan with its 60/40 gauge, or the activities of a STAGE."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from marketplace.accounts.access import ActorRequest, require
from marketplace.actor import Actor, Role
from marketplace.web.submit import submit
from placements.actions import plan as actions
from placements.competences import Split, percent
from placements.enums import DUAL_FORMS
from placements.forms.plan import ActivitiesForm, PlanForm
from placements.models import Agreement, TrainingPlan
from placements.rules.agreement import is_draft
from placements.rules.plan import distance_in_words, plan_warnings, split_of, threshold_rows
from placements.rules.side import sides_of
from placements.views.agreement import one
from placements.views.plan_facts import negotiation_of

READ = ("lines__competence", "lines__company_accepted_by", "lines__school_accepted_by")


@require(Role.HR, Role.COACH, Role.COORDINATOR, Role.DIRECTOR, Role.MENTOR)
def plan_edit(request: ActorRequest, pk: int) -> HttpResponse:
    """Read the plan; in a draft coach, coordinator and HR write it."""
    plan = plan_of(request, pk)
    dual = plan.agreement.placement.form in DUAL_FORMS
    form: Any = (PlanForm if dual else ActivitiesForm)(request.POST or None, plan=plan)
    action = actions.save_plan if dual else actions.save_activities
    if request.POST and submit(form, action, agreement=plan.agreement, by=request.actor):
        messages.success(
            request, _("Het plan is bewaard. Trajectbegeleider en onderneming kijken de gegevens opnieuw na.")
        )
        return redirect("plan-edit", pk)
    return show_plan(request, plan, form)


@require_POST
@require(Role.HR, Role.COACH, Role.COORDINATOR)
def plan_fill(request: ActorRequest, pk: int) -> HttpResponse:
    """Take over the list of the programme in a plan that was made before there was one."""
    plan = plan_of(request, pk)
    actions.fill_plan(agreement=plan.agreement, by=request.actor)
    messages.success(request, _("De competenties van de opleiding staan in het plan. Kijk de uren na."))
    return redirect("plan-edit", pk)


def plan_of(request: ActorRequest, pk: int) -> TrainingPlan:
    """The plan of a version with its lines, or a 404."""
    agreement = one(request, pk)
    plan = TrainingPlan.objects.filter(agreement=agreement).prefetch_related(*READ).first()
    if plan is None:
        raise Http404
    plan.agreement = agreement
    return plan


def show_plan(request: ActorRequest, plan: TrainingPlan, form: Any) -> HttpResponse:
    """The page; what was posted and not saved stays in the form."""
    dual = plan.agreement.placement.form in DUAL_FORMS
    context = {"agreement": plan.agreement, "plan": plan, "form": form, "is_dual": dual}
    context |= _facts(request, plan.agreement, plan, dual)
    return render(request, "placements/plan_edit.html", context, status=409 if request.POST else 200)


def _facts(request: ActorRequest, agreement: Agreement, plan: TrainingPlan, dual: bool) -> dict[str, Any]:
    """The gauge and the thresholds of what is saved, and whether it can still be written."""
    on, actor = timezone.localdate(), sides_of(agreement.placement, request.actor)
    writes = actor.has(Role.HR, Role.COACH, Role.COORDINATOR)
    facts: dict[str, Any] = {"may_write": writes and is_draft(agreement, actor, on) is None}
    if dual:
        hours = split_of(plan, on)
        facts |= {"split": hours, "distance": distance_in_words(hours), "rows": threshold_rows(plan, on)}
        facts |= {"warnings": plan_warnings(plan, on), "competence_share": _share(hours)}
        facts |= negotiation_of(plan, actor, on, may_write=facts["may_write"])
        facts |= {"programme_list": _list_of(plan, actor)}
    return facts


def _list_of(plan: TrainingPlan, actor: Actor) -> dict[str, bool] | None:
    """Of a plan without a line: whether its programme has a list by now, and whether the reader may write one."""
    if plan.lines.all():
        return None
    known = plan.agreement.placement.programme.competences.exists()
    return {"is_known": known, "may_write": actor.has(Role.COACH, Role.COORDINATOR)}


def _share(hours: Split) -> dict[str, Any] | None:
    """The second gauge: which part of the competences is learnt at work, those of both places counted half."""
    share = hours.competence_share
    return None if share is None else {"value": float(share * 100), "shown": f"{number_format(percent(share))} %"}
