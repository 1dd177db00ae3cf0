"""The sealed competence certificate of a student: made anew when a line is added, and kept when a placement stops."""

from django.conf import settings
from django.db import transaction
from django.db.models import Count

from marketplace.actor import SYSTEM
from marketplace.documents.actions import seal_document
from marketplace.documents.models import SealedDocument
from marketplace.jobs.actions import enqueue, enqueue_many
from placements.documents.certificate import write_certificate
from placements.models import ReachedCompetence
from schools.models import Student

KIND = "competence_certificate"
JOB = "competence_certificate_document"
ORDER = ("competence__programme__name", "competence__programme", "competence__number", "pk")
RELATED = ("competence__programme", "placement__company__organisation", "student__school__organisation")


def ask_for_certificate(student_id: int) -> None:
    """Let a worker make the paper with the newest line; an installation without a seal makes none."""
    if settings.DOCUMENT_SEAL_KEY is not None:
        enqueue(JOB, student_id=student_id)


@transaction.atomic
def make_certificate(*, student_id: int) -> None:
    """Make and seal the paper of the lines that stand; a second worker finds the first one's and makes none."""
    Student.objects.select_for_update().get(pk=student_id)
    rows = list(ReachedCompetence.objects.filter(student=student_id).select_related(*RELATED).order_by(*ORDER))
    reference = _reference(student_id, len(rows))
    if rows and not SealedDocument.objects.about(KIND, reference).exists():
        seal_document(
            kind=KIND,
            reference=reference,
            write=lambda number, address: write_certificate(rows, number, address),
            by=SYSTEM,
        )


def ask_for_missing() -> int:
    """Ask again for each paper that was never made, after a fault or before there was a seal; how many."""
    if settings.DOCUMENT_SEAL_KEY is None:
        return 0
    made = set(SealedDocument.objects.filter(kind=KIND).values_list("reference", flat=True))
    counted = ReachedCompetence.objects.order_by("student").values_list("student").annotate(lines=Count("pk"))
    missing = [key for key, lines in counted if _reference(key, lines) not in made]
    return enqueue_many(JOB, ({"student_id": key} for key in missing))


def certificate_of(student: Student) -> SealedDocument | None:
    """The newest sealed paper of a student, once it is made; it lacks at most what was reached a moment ago."""
    rows = SealedDocument.objects.filter(kind=KIND, reference__startswith=_reference(student.pk, ""))
    return rows.order_by("-pk").first()


def _reference(student_id: int, lines: int | str) -> str:
    """Lines are only added, so that their number tells which paper it is."""
    return f"{KIND}:{student_id}:{lines}"
