"""The negotiation of a training plan, line by line: propose, counter, accept, withdraw, and accept the rest at once."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from marketplace.actor import Actor, Role
from marketplace.audit.actions import record
from marketplace.notifications.actions import tell_role
from marketplace.workflow import refuse_if
from placements.actions.agreement import held
from placements.actions.plan import untick
from placements.actions.signature import about
from placements.enums import Party
from placements.models import Agreement, LineProposal, PlanLine
from placements.rules import agreement as agreement_rules
from placements.rules import plan_line as rules
from placements.workflow.proposal import proposals


@transaction.atomic
def propose_line(*, line: PlanLine, by: Actor, **terms: Any) -> LineProposal:
    """Ask the other side for other terms; what is not named in `terms` (`LineTerms.NAMES`) stays as it is.

    Refused: `agreement.not_draft`, `plan_line.hours`, `plan_line.place`, `plan_line.third_place_unnamed`,
    `plan_line.ends_before_start`, `plan_line.period_outside`, `plan_line.proposal_waits`, `plan_line.nothing_changed`.
    Raises PermissionDenied for all but coach, coordinator and HR.
    """
    at = timezone.now()
    agreement, row = _held_line(line, by, at)
    wanted = row.terms | terms
    refuse_if(rules.terms_wrong(wanted, agreement.placement_then) or rules.may_propose(row, wanted))
    return _propose(row, wanted, agreement, by, at)


@transaction.atomic
def counter_line(*, proposal: LineProposal, by: Actor, **terms: Any) -> LineProposal:
    """Answer a proposal with another one, which the other side answers in turn.

    Refused: those of `propose_line`, `plan_line.own_proposal`, `plan_line.same_as_proposed`,
    `line_proposal.counter.wrong_status`.
    """
    at = timezone.now()
    agreement, row = _held_line(proposal.line, by, at)
    wanted = proposal.terms | terms
    refuse_if(rules.terms_wrong(wanted, agreement.placement_then) or rules.same_terms(proposal, wanted))
    proposals.take(proposal, "counter", by=by, at=at, answered_by_id=by.user_id)
    return _propose(row, wanted, agreement, by, at)


@transaction.atomic
def propose_or_counter(*, line: PlanLine, by: Actor, **terms: Any) -> LineProposal:
    """Ask for other terms: an answer where the other side's proposal waits, else a proposal of one's own.

    Refused: those of `counter_line` and `propose_line`.
    """
    held(line.plan.agreement, by)
    theirs = line.proposals.waiting().exclude(side=rules.side_of(line.plan.agreement.placement, by)).first()
    return counter_line(proposal=theirs, by=by, **terms) if theirs else propose_line(line=line, by=by, **terms)


@transaction.atomic
def accept_line(*, proposal: LineProposal, by: Actor) -> PlanLine:
    """Say yes: the terms become the line's, agreed by both sides.

    Refused: `agreement.not_draft`, `plan_line.own_proposal`, `line_proposal.accept.wrong_status`.
    """
    at = timezone.now()
    agreement, row = _held_line(proposal.line, by, at)
    taken = proposals.take(proposal, "accept", by=by, at=at, answered_by_id=by.user_id)
    for name, value in taken.terms.items():
        setattr(row, name, value)
    row.answer(taken.side, taken.proposed_by_id, taken.proposed_at)
    row.answer(rules.side_of(agreement.placement, by), by.user_id, at)
    row.save()
    untick(agreement)
    _tell_other_side(agreement, by, "plan.accepted")
    return row


@transaction.atomic
def withdraw_line(*, proposal: LineProposal, by: Actor) -> LineProposal:
    """Take one's own proposal back. Refused: `plan_line.not_yours`, `line_proposal.withdraw.wrong_status`."""
    at = timezone.now()
    _held_line(proposal.line, by, at)
    return proposals.take(proposal, "withdraw", by=by, at=at, answered_by_id=by.user_id)


@transaction.atomic
def accept_unchanged(*, agreement: Agreement, by: Actor) -> int:
    """One's own side says yes to every line about which no proposal waits; how many lines that were.

    Refused: `agreement.not_draft`. Raises PermissionDenied as `propose_line`.
    """
    at, row = timezone.now(), held(agreement, by)
    side = rules.side_of(row.placement, by)
    refuse_if(agreement_rules.is_draft(row, by, timezone.localdate(at)))
    waiting = LineProposal.objects.waiting().values("line")
    lines = PlanLine.objects.filter(plan__agreement=row, **{f"{side}_accepted_at": None}).exclude(pk__in=waiting)
    number = lines.update(**{f"{side}_accepted_at": at, f"{side}_accepted_by": by.user_id})
    record("agreement.plan_accepted", subject=row, by=by, at=at, data={"side": str(side), "lines": number})
    return number


def _held_line(line: PlanLine, by: Actor, at: datetime) -> tuple[Agreement, PlanLine]:
    """The line as it is now, the student held, in a plan that may still change."""
    agreement = held(line.plan.agreement, by)
    refuse_if(agreement_rules.is_draft(agreement, by, timezone.localdate(at)))
    return agreement, PlanLine.objects.get(pk=line.pk, plan__agreement=agreement)


def _propose(line: PlanLine, terms: dict[str, Any], agreement: Agreement, by: Actor, at: datetime) -> LineProposal:
    side = rules.side_of(agreement.placement, by)
    proposal = LineProposal.objects.create(line=line, side=side, proposed_at=at, proposed_by_id=by.user_id, **terms)
    record("line_proposal.propose", subject=proposal, by=by, at=at, data={"line": line.pk, "side": str(side)})
    _tell_other_side(agreement, by, "plan.proposed")
    return proposal


def _tell_other_side(agreement: Agreement, by: Actor, code: str) -> None:
    """Coach and coordinator when the company acts, HR when the school does."""
    placement, to_plan = agreement.placement, about(agreement) | {"path": reverse("plan-edit", args=[agreement.pk])}
    if rules.side_of(placement, by) == Party.SCHOOL:
        tell_role(placement.company_id, Role.HR, code, **to_plan)
        return
    for role in (Role.COACH, Role.COORDINATOR):
        tell_role(placement.school_id, role, code, **to_plan)
