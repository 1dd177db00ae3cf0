"""Note the proofs of study that a student has earned."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from marketplace.actor import Actor
from marketplace.audit.actions import record
from marketplace.workflow import refuse_if
from schools import rules
from schools.models import Student, StudyProof


@transaction.atomic
def note_proof(*, student: Student, kind: str, earned_on: date, by: Actor) -> StudyProof:
    """Note a proof from the day on which it was earned. Refused: `study_proof.ahead`, `study_proof.noted`."""
    row = Student.objects.visible_to(by).select_for_update(of=("self",)).get(pk=student.pk)
    refuse_if(rules.proof_is_new(row, kind, earned_on, timezone.localdate()))
    proof = StudyProof.objects.create(student=row, kind=kind, earned_on=earned_on)
    record("study_proof.noted", subject=proof, by=by, data={"student": row.pk, "kind": kind})
    return proof


@transaction.atomic
def remove_proof(*, proof: StudyProof, by: Actor) -> None:
    """Remove a proof that was noted by mistake; what was signed before stays as it was signed."""
    record("study_proof.removed", subject=proof, by=by, data={"student": proof.student_id, "kind": proof.kind})
    proof.delete()
