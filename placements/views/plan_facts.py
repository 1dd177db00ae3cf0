"""What the plan's page shows of the negotiation: what differs, what both sides agreed, and where the gauge would go."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from marketplace.actor import Actor
from placements.competences import Line, Split, split
from placements.models import LineProposal, PlanLine, TrainingPlan
from placements.rules.plan import norms_on
from placements.rules.plan_difference import line_changes
from placements.rules.plan_line import side_of
from placements.rules.plan_share import classmates_of
from placements.workflow.proposal import proposals

HOURS = ("place", "work_hours", "school_hours", "third_hours")


def negotiation_of(plan: TrainingPlan, actor: Actor, on: date, *, may_write: bool) -> dict[str, Any]:
    """The context of the part of the page that is about lines."""
    lines = sorted(plan.lines.all(), key=lambda line: (line.competence.number, line.pk))
    waiting = {row.line_id: row for row in waiting_of(plan, actor)}
    mine = f"{side_of(plan.agreement.placement, actor)}_accepted_at"
    return {
        "lines": [{"line": line, "waits": line.pk in waiting} for line in lines],
        "proposals": [proposal_facts(row, actor, on) for row in waiting.values()],
        "split_proposed": _proposed(plan, lines, waiting, on) if waiting else None,
        "to_accept": len([line for line in lines if line.pk not in waiting and getattr(line, mine) is None]),
        "has_classmates": may_write and bool(classmates_of(plan.agreement, actor)),
        "later_version": plan.agreement.version > 1,
    }


def waiting_of(plan: TrainingPlan, actor: Actor) -> Iterable[LineProposal]:
    """The proposals that wait, in the order of the lines."""
    rows = LineProposal.objects.visible_to(actor).waiting().filter(line__plan=plan)
    related = ("line__competence", "line__plan__agreement__placement", "proposed_by")
    return rows.select_related(*related).order_by("line__competence__number", "pk")


def proposal_facts(proposal: LineProposal, actor: Actor, on: date) -> dict[str, Any]:
    """A proposal with what it changes and what the actor may do with it."""
    return {
        "proposal": proposal,
        "changes": line_changes(str(proposal.line.competence), proposal.line.terms, proposal.terms),
        "steps": {step.step: step for step in proposals.steps(proposal, actor, on) if step.refusal is None},
    }


def _proposed(plan: TrainingPlan, lines: list[PlanLine], waiting: dict[int, LineProposal], on: date) -> Split:
    """The hours as they would be when everything that waits is accepted."""
    rows = [waiting.get(line.pk, line) for line in lines]
    hours = [Line(*(getattr(row, name) for name in HOURS)) for row in rows]
    return split(hours, plan.general_hours, norms_on(on))
