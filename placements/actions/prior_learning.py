"""Ask, propose and decide that a competence was acquired elsewhere; recognised ones take no hours in a plan."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from marketplace.actor import SYSTEM, Actor, Role
from marketplace.audit.actions import record
from marketplace.notifications.actions import tell_role
from marketplace.workflow import Refusal, refuse_if
from placements.actions.plan import untick
from placements.actions.plan_known import leave_out_known
from placements.actions.seat import hold_student
from placements.actions.signature import about
from placements.enums import HOLDS_SEAT, AgreementStatus, Party, PlacementStatus
from placements.models import Agreement, LineProposal, PlanLine, PriorLearning, PriorLearningEvidence
from placements.rules import prior_learning as rules
from placements.workflow.prior_learning import ASKERS
from placements.workflow.prior_learning import prior_learning as workflow
from placements.workflow.proposal import proposals
from schools.models import Competence, Student


@dataclass(frozen=True)
class Shown:
    """One piece of evidence as it is told: an EvidenceKind, what it shows, and its day."""

    kind: str
    text: str
    dated_on: date


@transaction.atomic
def ask_prior_learning(
    *, student: Student, competence: Competence, evidence: Iterable[Shown], by: Actor
) -> PriorLearning:
    """A student, coach or coordinator asks that a competence counts as known.

    Refused: `prior_learning.other_programme`, `prior_learning.asked_before`, `prior_learning.no_evidence`,
    `prior_learning.evidence_in_future`. Raises DoesNotExist for a student of another school, PermissionDenied for
    other roles.
    """
    if not by.has(*ASKERS):
        raise PermissionDenied
    hold_student(student.pk)
    row, shown, at = Student.objects.visible_to(by).get(pk=student.pk), list(evidence), timezone.now()
    refuse_if(rules.may_ask(row, competence) or _evidence_wrong(shown, at))
    side = Party.STUDENT if by.has(Role.STUDENT) else Party.SCHOOL
    asked = PriorLearning.objects.create(student=row, competence=competence, asked_at=at, asked_side=side)
    _add(asked, shown, at)
    record("prior_learning.ask", subject=asked, by=by, at=at, data={"competence": competence.pk, "side": side.value})
    return asked


@transaction.atomic
def propose_prior_learning(*, prior_learning: PriorLearning, advice: str, by: Actor) -> PriorLearning:
    """The coach has seen the evidence and puts it before the class council with an advice.

    Refused: `prior_learning.propose.wrong_status`. Raises PermissionDenied for all but coach and coordinator.
    """
    at = timezone.now()
    row = workflow.take(prior_learning, "propose", by=by, at=at, proposed_by_id=by.user_id, advice=advice.strip())
    row.evidence.filter(seen_on=None).update(seen_on=timezone.localdate(at), seen_by=by.user_id)
    return row


@transaction.atomic
def decide_prior_learning(
    *, prior_learning: PriorLearning, is_recognised: bool, council_on: date, reason: str, by: Actor
) -> PriorLearning:
    """Write down what the class council decided on a day, with its reason; a yes takes the hours out of the plans.

    Drafts change at once; for what is signed both sides hear that a new version, or an amendment, is needed. Refused:
    `prior_learning.own_proposal`, `prior_learning.council_day`, `prior_learning.recognise.wrong_status` (or `refuse`).
    Raises PermissionDenied for all but coordinator and director.
    """
    at = timezone.now()
    hold_student(prior_learning.student_id)
    refuse_if(rules.council_day_wrong(prior_learning, council_on, timezone.localdate(at)))
    step = "recognise" if is_recognised else "refuse"
    said = {"council_on": council_on, "reason": reason.strip(), "decided_by_id": by.user_id}
    row = workflow.take(prior_learning, step, by=by, at=at, **said)
    if is_recognised:
        _leave_out(row, by)
    return row


def _leave_out(row: PriorLearning, by: Actor) -> None:
    """Out of every plan of the student that still counts; company and coach hear of it."""
    standing = Agreement.objects.live().filter(placement__student=row.student_id, placement__status__in=HOLDS_SEAT)
    plans = standing.newest().filter(plan__lines__competence=row.competence_id)
    for agreement in plans.select_related("plan", "placement__programme", "placement__company__organisation"):
        _leave_out_of(agreement, row, by)


def _leave_out_of(agreement: Agreement, row: PriorLearning, by: Actor) -> None:
    """A draft changes now; what is fixed or signed changes by a new version, which both sides are told."""
    if agreement.status == AgreementStatus.DRAFT:
        _change_draft(agreement, row, by)
    _tell(agreement)


def ask_amendment_again(dropped: Agreement) -> None:
    """A recognised competence of which the hours fell away in a dropped amendment alone: both sides amend anew."""
    known = PlanLine.objects.filter(plan__agreement=dropped, prior_learning__isnull=False).values("competence")
    lines = PlanLine.objects.filter(competence__in=known, prior_learning=None)
    if dropped.amends and lines.filter(plan__agreement=dropped.amends).exists():
        _tell(dropped.amends)


def _tell(agreement: Agreement) -> None:
    code, page = _asks(agreement)
    placement, path = agreement.placement, reverse(page, args=[agreement.pk])
    for organisation, role in ((placement.company_id, Role.HR), (placement.school_id, Role.COACH)):
        tell_role(organisation, role, code, **about(agreement) | {"path": path})


def _asks(agreement: Agreement) -> tuple[str, str]:
    """The message, and the page that it leads to: the plan, a new version, or an amendment of what runs."""
    if agreement.status == AgreementStatus.DRAFT:
        return "prior_learning.left_out", "plan-edit"
    if agreement.status == AgreementStatus.SEALED and agreement.placement.status == PlacementStatus.RUNNING:
        return "prior_learning.amend", "agreement-amend"
    return "prior_learning.new_version", "plan-edit"


def _change_draft(agreement: Agreement, row: PriorLearning, by: Actor) -> None:
    """A proposal for that line has no object any more; both sides check the data again."""
    asked = LineProposal.objects.waiting().filter(line__plan=agreement.plan, line__competence=row.competence_id)
    for proposal in asked:
        proposals.take(proposal, "drop", by=SYSTEM)
    leave_out_known(agreement.plan)
    untick(agreement)
    record("agreement.plan_saved", subject=agreement, by=by, data={"version": agreement.version})


@transaction.atomic
def reopen_prior_learning(*, prior_learning: PriorLearning, evidence: Iterable[Shown], by: Actor) -> PriorLearning:
    """Ask once more after a refusal, with new evidence.

    Refused: `prior_learning.reopened_before`, `prior_learning.no_evidence`, `prior_learning.evidence_in_future`,
    `prior_learning.reopen.wrong_status`.
    """
    at, shown = timezone.now(), list(evidence)
    refuse_if(_evidence_wrong(shown, at))
    forgotten = {"proposed_by": None, "decided_by": None, "council_on": None, "decided_at": None, "reason": ""}
    row = workflow.take(prior_learning, "reopen", by=by, at=at, is_reopened=True, asked_at=at, **forgotten)
    _add(row, shown, at)
    return row


@transaction.atomic
def withdraw_prior_learning(*, prior_learning: PriorLearning, by: Actor) -> PriorLearning:
    """Take the question back before the council decides. Refused: `prior_learning.withdraw.wrong_status`."""
    return workflow.take(prior_learning, "withdraw", by=by)


def _evidence_wrong(shown: list[Shown], at: datetime) -> Refusal | None:
    return rules.evidence_wrong([piece.dated_on for piece in shown], timezone.localdate(at))


def _add(row: PriorLearning, shown: list[Shown], at: datetime) -> None:
    PriorLearningEvidence.objects.bulk_create(
        PriorLearningEvidence(
            prior_learning=row, kind=piece.kind, text=piece.text.strip(), dated_on=piece.dated_on, added_at=at
        )
        for piece in shown
    )
