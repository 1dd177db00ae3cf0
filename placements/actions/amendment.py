"""The sealed amendment of a signed agreement when another mentor takes over: asked for at once, made by a worker."""

from collections.abc import Iterable

from django.conf import settings
from django.db import transaction

from marketplace.actor import SYSTEM
from marketplace.documents.actions import seal_document
from marketplace.documents.models import SealedDocument
from marketplace.jobs.actions import enqueue
from placements.documents.amendment import write_amendment
from placements.models import MentorAssignment

KIND = "mentor_amendment"
JOB = "mentor_amendment_document"


def ask_for_amendment(assignment: MentorAssignment) -> None:
    """Let a worker make the paper of a take-over; an installation without a seal makes none."""
    if settings.DOCUMENT_SEAL_KEY is not None:
        enqueue(JOB, assignment_id=assignment.pk)


@transaction.atomic
def make_amendment(*, assignment_id: int) -> None:
    """Make and seal the paper once; a take-over that was replaced before its first day gets none any more."""
    rows = MentorAssignment.objects.select_for_update(of=("self",)).exclude(taken_over_at=None)
    assignment = rows.filter(pk=assignment_id).first()
    if assignment and not amendments_of([assignment]):
        seal_document(
            kind=KIND,
            reference=_reference(assignment.pk),
            write=lambda number, address: write_amendment(assignment, number, address),
            by=SYSTEM,
        )


def amendments_of(assignments: Iterable[MentorAssignment]) -> dict[int, SealedDocument]:
    """By assignment its sealed paper, where it is made; one query."""
    asked = {_reference(row.pk): row.pk for row in assignments if row.taken_over_at}
    if not asked:
        return {}
    rows = SealedDocument.objects.filter(kind=KIND, reference__in=asked)
    return {asked[row.reference]: row for row in rows}


def _reference(key: int) -> str:
    return f"{KIND}:{key}"
