"""The sealed amendment of a signed agreement when another mentor takes over: asked for at once, made by a worker."""

from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat

from marketplace.actor import SYSTEM
from marketplace.documents.actions import seal_document
from marketplace.documents.models import SealedDocument
from marketplace.jobs.actions import enqueue, enqueue_many
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


def ask_for_missing() -> int:
    """Ask again for each paper that was never made, after a fault or before there was a seal; how many."""
    if settings.DOCUMENT_SEAL_KEY is None:
        return 0
    made = SealedDocument.objects.filter(kind=KIND).values("reference")
    said = MentorAssignment.objects.exclude(taken_over_at=None)
    named = said.annotate(named=Concat(Value(f"{KIND}:"), Cast("pk", CharField())))
    missing = named.exclude(named__in=made).values_list("pk", flat=True)
    return enqueue_many(JOB, ({"assignment_id": key} for key in missing))


def amendments_of(assignments: Iterable[MentorAssignment]) -> dict[int, SealedDocument]:
    """By assignment its sealed paper, where it is made; one query."""
    asked = {_reference(row.pk): row.pk for row in assignments if row.taken_over_at}
    if not asked:
        return {}
    rows = SealedDocument.objects.filter(kind=KIND, reference__in=asked)
    return {asked[row.reference]: row for row in rows}


def _reference(key: int) -> str:
    return f"{KIND}:{key}"
