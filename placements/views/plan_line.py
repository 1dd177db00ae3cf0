"""The negotiation of a plan: one line, its answers, the rest at once, what changed, and the plan of classmates."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from marketplace.accounts.access import ActorRequest, require
from marketplace.actor import Role
from marketplace.web.submit import submit
from placements.actions import plan_line as actions
from placements.actions.plan_share import share_plan
from placements.forms.plan import PlanForm
from placements.forms.plan_line import LineForm, ShareForm
from placements.models import LineProposal, PlanLine, TrainingPlan
from placements.rules.agreement import is_draft
from placements.rules.plan_difference import plan_changes
from placements.rules.plan_share import classmates_of
from placements.views.agreement import one
from placements.views.plan import plan_of, show_plan
from placements.views.plan_facts import proposal_facts

WRITERS = (Role.HR, Role.COACH, Role.COORDINATOR)
READERS = (*WRITERS, Role.DIRECTOR, Role.MENTOR)


@require(*WRITERS)
def plan_line(request: ActorRequest, pk: int) -> HttpResponse:
    """Propose other terms for one line, or answer what the other side proposed with another proposal."""
    line = _line(request, pk)
    form = LineForm(request.POST or None, start=line.proposals.waiting().first() or line)
    if request.POST and submit(form, actions.propose_or_counter, line=line, by=request.actor):
        messages.success(request, _("Je voorstel is verstuurd. De andere kant antwoordt erop."))
        return redirect("plan-edit", line.plan.agreement_id)
    context = _line_context(request, line, form)
    return render(request, "placements/plan_line.html", context, status=409 if request.POST else 200)


def _line_context(request: ActorRequest, line: PlanLine, form: LineForm) -> dict[str, Any]:
    on = timezone.localdate()
    rows = [proposal_facts(row, request.actor, on) for row in _history(line)]
    waits = next((row for row in rows if row["proposal"].answered_at is None), None)
    return {
        "line": line,
        "agreement": line.plan.agreement,
        "form": form if waits is None or "counter" in waits["steps"] else None,
        "waits": waits,
        "history": [row for row in rows if row is not waits],
        "refusal": is_draft(line.plan.agreement, request.actor, on),
    }


def _line(request: ActorRequest, pk: int) -> PlanLine:
    rows = PlanLine.objects.visible_to(request.actor)
    related = ("competence", "plan__agreement__placement__student", "plan__agreement__placement__programme")
    return get_object_or_404(rows.select_related(*related), pk=pk)


def _history(line: PlanLine) -> Any:
    related = ("line__competence", "line__plan__agreement__placement", "proposed_by", "answered_by")
    return LineProposal.objects.filter(line=line).select_related(*related).order_by("-pk")


@require_POST
@require(*WRITERS)
def proposal_accept(request: ActorRequest, pk: int) -> HttpResponse:
    """Say yes to a proposal."""
    line = actions.accept_line(proposal=_proposal(request, pk), by=request.actor)
    messages.success(request, _("Afgesproken: de lijn is aangepast."))
    return redirect("plan-edit", line.plan.agreement_id)


@require_POST
@require(*WRITERS)
def proposal_withdraw(request: ActorRequest, pk: int) -> HttpResponse:
    """Take one's own proposal back."""
    proposal = actions.withdraw_line(proposal=_proposal(request, pk), by=request.actor)
    messages.success(request, _("Je voorstel is ingetrokken."))
    return redirect("plan-edit", proposal.line.plan.agreement_id)


def _proposal(request: ActorRequest, pk: int) -> LineProposal:
    rows = LineProposal.objects.visible_to(request.actor)
    return get_object_or_404(rows.select_related("line__plan__agreement__placement"), pk=pk)


@require_POST
@require(*WRITERS)
def plan_accept(request: ActorRequest, pk: int) -> HttpResponse:
    """Say yes to every line about which nothing is asked; a table that differs from what is saved is saved first."""
    plan = plan_of(request, pk)
    table = PlanForm(request.POST, plan=plan)
    if "weeks" in request.POST and table.has_changed():
        table.add_error(None, _("Je veranderde iets in het plan. Bewaar dat eerst: je zegt ja op wat bewaard is."))
        return show_plan(request, plan, table)
    number = actions.accept_unchanged(agreement=plan.agreement, by=request.actor)
    words = ngettext("%(number)s lijn aanvaard.", "%(number)s lijnen aanvaard.", number)
    messages.success(request, words % {"number": number})
    return redirect("plan-edit", pk)


@require(*READERS)
def plan_changes_page(request: ActorRequest, pk: int) -> HttpResponse:
    """What this version changes in the plan of the version before."""
    plan = _plan(request, pk)
    agreement = plan.agreement
    compared = {"agreement__placement": agreement.placement_id, "agreement__version": agreement.version - 1}
    if agreement.amends_id:
        compared = {"agreement": agreement.amends_id}
    before = TrainingPlan.objects.filter(**compared).first()
    changes = plan_changes(before, plan) if before else []
    return render(
        request, "placements/plan_changes.html", {"agreement": agreement, "before": before, "changes": changes}
    )


@require(*WRITERS)
def plan_share(request: ActorRequest, pk: int) -> HttpResponse:
    """Choose the classmates at this site whose drafts take over this plan."""
    plan = _plan(request, pk)
    form = ShareForm(request.POST or None, classmates=classmates_of(plan.agreement, request.actor))
    if request.POST and submit(form, share_plan, agreement=plan.agreement, by=request.actor):
        messages.success(request, _("Het plan is overgenomen. Iedereen kijkt de gegevens opnieuw na."))
        return redirect("plan-edit", pk)
    context = {"agreement": plan.agreement, "form": form}
    return render(request, "placements/plan_share.html", context, status=409 if request.POST else 200)


def _plan(request: ActorRequest, pk: int) -> TrainingPlan:
    agreement = one(request, pk)
    plan = TrainingPlan.objects.filter(agreement=agreement).first()
    if plan is None:
        raise Http404
    plan.agreement = agreement
    return plan
