"""The sealed competence certificate of a student: made anew when it would say something else, never taken back."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from marketplace.actor import SYSTEM
from marketplace.documents.actions import seal_document
from marketplace.documents.models import SealedDocument
from marketplace.jobs.actions import enqueue, enqueue_many
from marketplace.jobs.models import Job, JobState
from placements.documents.certificate import digest_of, write_certificate
from placements.models import ReachedCompetence
from schools.models import Student

KIND = "competence_certificate"
JOB = "competence_certificate_document"
ORDER = ("competence__programme__name", "competence__programme", "competence__number", "pk")
RELATED = ("competence__programme", "placement__company__organisation", "student__school__organisation")


def ask_for_certificate(student_id: int) -> None:
    """Let a worker make the paper of what stands; an installation without a seal makes none."""
    if settings.DOCUMENT_SEAL_KEY is not None:
        enqueue(JOB, student_id=student_id)


@transaction.atomic
def make_certificate(*, student_id: int) -> None:
    """Make and seal the paper of the lines that stand, unless the newest one says the same; a second worker waits."""
    student = Student.objects.select_for_update().get(pk=student_id)
    rows = list(lines_of(student_id))
    if rows and not _says(certificate_of(student), rows):
        seal_document(
            kind=KIND,
            reference=_reference(rows),
            write=lambda number, address: write_certificate(rows, number, address),
            by=SYSTEM,
        )


def ask_for_missing() -> int:
    """Ask again for each paper that is not there or says something else by now (a corrected name); how many."""
    if settings.DOCUMENT_SEAL_KEY is None:
        return 0
    made = SealedDocument.objects.filter(kind=KIND).order_by("pk").values_list("reference", flat=True)
    newest = {reference.split(":")[1]: reference for reference in made}
    lines = ReachedCompetence.objects.select_related(*RELATED).order_by("student", *ORDER)
    by_student = groupby(lines.iterator(), key=lambda row: row.student_id)
    missing = [key for key, rows in by_student if newest.get(str(key)) != _reference(list(rows))]
    return enqueue_many(JOB, ({"student_id": key} for key in missing))


def lines_of(student_id: int) -> QuerySet[ReachedCompetence]:
    """The lines of a student by programme, with all that is printed of them."""
    return ReachedCompetence.objects.filter(student=student_id).select_related(*RELATED).order_by(*ORDER)


def certificate_of(student: Student) -> SealedDocument | None:
    """The newest sealed paper of a student, once it is made; what changed a moment ago may be missing."""
    rows = SealedDocument.objects.filter(kind=KIND, reference__startswith=f"{KIND}:{student.pk}:")
    return rows.order_by("-pk").first()


def take_certificate(student: Student) -> SealedDocument | None:
    """The paper that says what stands; None while a new one is made, because the newest says something else by now.

    Where making a new one was given up, it is asked for again, and the newest paper is better than none.
    """
    paper, rows = certificate_of(student), list(lines_of(student.pk))
    if settings.DOCUMENT_SEAL_KEY is None or not rows or _says(paper, rows):
        return paper
    if not Job.objects.alive(JOB, student_id=student.pk).exists():
        ask_for_certificate(student.pk)
    return paper if paper and _was_given_up(student, since=paper.sealed_at) else None


def _was_given_up(student: Student, since: datetime) -> bool:
    dead = Job.objects.filter(kind=JOB, state=JobState.DEAD, arguments__student_id=student.pk)
    return dead.filter(created_at__gte=since).exists()


def _says(paper: SealedDocument | None, rows: Sequence[ReachedCompetence]) -> bool:
    return paper is not None and paper.reference == _reference(rows)


def _reference(rows: Sequence[ReachedCompetence]) -> str:
    """Ends in what is printed; those of before ended in the number of lines, and stay valid."""
    return f"{KIND}:{rows[0].student_id}:{digest_of(rows)}"
