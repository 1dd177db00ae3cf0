"""What the student and a legal representative say: yes, no, or a question to the coach."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from marketplace.actor import Actor, Role
from marketplace.audit.actions import record
from marketplace.notifications.actions import tell_role
from marketplace.workflow import Refusal, Refused
from placements.actions.placement import agree_when_complete, stop
from placements.actions.seat import hold_student
from placements.enums import Party, PlacementStatus, SignedBy
from placements.models import FamilyQuestion, Placement
from placements.rules import family as rules
from placements.rules.side import party_of, sides_of
from placements.workflow.placement import placements
from schools.models import LegalRepresentative

FAMILY = (Role.STUDENT, Role.REPRESENTATIVE)


@transaction.atomic
def say_yes(*, placement: Placement, by: Actor, way: str) -> Placement:
    """The yes of the student or representative who acts; with the last one the placement is agreed.

    `way`: account or link. Refused: `placement.meeting_first`, `placement.yes_already`, `placement.adult`,
    `placement.no_say`, `placement.yes.wrong_status`. Raises PermissionDenied for anybody else.
    """
    if not sides_of(placement, by).has(*FAMILY):
        raise PermissionDenied
    return _take_yes(placement, by, party_of(placement, by), by.representative_id, way=way, witness="")


@transaction.atomic
def record_yes(
    *, placement: Placement, by: Actor, party: str, witness: str, representative: LegalRepresentative | None = None
) -> Placement:
    """A yes that was given on paper or in person, written down by the school with the name of who saw it.

    Refused: as `say_yes`, and `placement.witness_needed`. Raises PermissionDenied for all but coach and coordinator.
    """
    if not sides_of(placement, by).has(Role.COACH, Role.COORDINATOR):
        raise PermissionDenied
    if refusal := rules.witnessed(party, witness):
        raise Refused(refusal)
    representative_id = representative.pk if representative else None
    return _take_yes(placement, by, Party(party), representative_id, way=SignedBy.WITNESS, witness=witness.strip())


def _take_yes(
    placement: Placement, by: Actor, party: Party, representative_id: int | None, *, way: str, witness: str
) -> Placement:
    at = timezone.now()
    row = _locked(placement, by)
    if refusal := rules.may_say_yes(row, party, representative_id, timezone.localdate(at)):
        raise Refused(refusal)
    changes = _yes(party, representative_id, at, way, witness)
    for name, value in changes.items():
        setattr(row, name, value)
    row.save(update_fields=list(changes))
    record(f"placement.{party}_yes", subject=row, by=by, at=at, data={"way": way, "representative": representative_id})
    agree_when_complete(row)
    row.refresh_from_db()
    return row


def _yes(party: Party, representative_id: int | None, at: datetime, way: str, witness: str) -> dict[str, Any]:
    """The columns that hold a yes."""
    changes: dict[str, Any] = {f"{party}_yes_at": at, f"{party}_yes_way": way, f"{party}_yes_witness": witness}
    if party == Party.REPRESENTATIVE:
        changes["representative_yes_by_id"] = representative_id
    return changes


def _locked(placement: Placement, by: Actor) -> Placement:
    hold_student(placement.student_id)
    rows = Placement.objects.visible_to(by).select_for_update(of=("self",)).select_related("offer", "student")
    row = rows.get(pk=placement.pk)
    if row.status != PlacementStatus.ACCEPTED:
        raise Refused(Refusal("placement.yes.wrong_status", placements.wrong_status))
    return row


@transaction.atomic
def say_no(*, placement: Placement, by: Actor, reason: str, text: str = "") -> Placement:
    """The no of the student or representative who acts; `text` goes to the coach alone.

    Refused: `placement.end_reason`, `placement.no_say`, `placement.stop.wrong_status`. PermissionDenied for others.
    """
    if not sides_of(placement, by).has(*FAMILY):
        raise PermissionDenied
    if refusal := rules.has_a_say(placement, by, timezone.localdate()):
        raise Refused(refusal)
    if text.strip():
        ask_coach(placement=placement, by=by, text=text)
    return stop(placement=placement, by=by, reason=reason)


@transaction.atomic
def ask_coach(*, placement: Placement, by: Actor, text: str) -> FamilyQuestion:
    """A question of the family, or of who signs, that only coach and coordinator read.

    Refused: `placement.question_empty`.
    """
    if not sides_of(placement, by).has(*FAMILY, Role.HR, Role.DIRECTOR):
        raise PermissionDenied
    if refusal := rules.asks_something(text):
        raise Refused(refusal)
    at = timezone.now()
    row = Placement.objects.visible_to(by).select_related("programme").get(pk=placement.pk)
    question = FamilyQuestion.objects.create(
        placement=row, party=party_of(row, by), representative_id=by.representative_id, text=text.strip(), asked_at=at
    )
    record("placement.question", subject=row, by=by, at=at, data={"question": question.pk})
    for role in (Role.COACH, Role.COORDINATOR):
        tell_role(
            row.school_id,
            role,
            "placement.question.teacher" if row.is_of_teacher else "placement.question",
            path=reverse("placement-detail", args=[row.pk]),
            programme=row.programme.name,
        )
    return question


@transaction.atomic
def mark_answered(*, question: FamilyQuestion, by: Actor) -> FamilyQuestion:
    """Coach or coordinator has spoken with the one who asked; a second time changes nothing."""
    at = timezone.now()
    row = FamilyQuestion.objects.visible_to(by).select_for_update().get(pk=question.pk)
    if row.answered_at is None:
        row.answered_at, row.answered_by_id = at, by.user_id
        row.save(update_fields=["answered_at", "answered_by"])
        record("placement.question_answered", subject=row.placement, by=by, at=at, data={"question": row.pk})
    return row
