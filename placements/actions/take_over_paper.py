"""The sealed paper that says that another mentor takes over under a signed agreement; a worker makes it."""

from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat

from marketplace.actor import SYSTEM
from marketplace.documents.actions import seal_document
from marketplace.documents.models import SealedDocument
from marketplace.jobs.actions import enqueue, enqueue_many
from placements.documents.take_over import write_take_over
from placements.enums import Binding
from placements.models import Agreement, MentorAssignment

KIND = "mentor_amendment"
JOB = "mentor_amendment_document"


def ask_for_paper(assignment: MentorAssignment) -> None:
    """Let a worker make the paper of a take-over; an installation without a seal makes none.

    None either where the document that binds lies elsewhere: it may name the mentor, and is amended there.
    """
    if settings.DOCUMENT_SEAL_KEY is not None and _take_overs().filter(pk=assignment.pk).exists():
        enqueue(JOB, assignment_id=assignment.pk)


@transaction.atomic
def make_paper(*, assignment_id: int) -> None:
    """Make and seal the paper once; a take-over that was replaced before its first day gets none any more."""
    assignment = _take_overs().select_for_update(of=("self",)).filter(pk=assignment_id).first()
    if assignment and not papers_of([assignment]):
        seal_document(
            kind=KIND,
            reference=_reference(assignment.pk),
            write=lambda number, address: write_take_over(assignment, number, address),
            by=SYSTEM,
        )


def ask_for_missing() -> int:
    """Ask again for each paper that was never made, after a fault or before there was a seal; how many."""
    if settings.DOCUMENT_SEAL_KEY is None:
        return 0
    made = SealedDocument.objects.filter(kind=KIND).values("reference")
    named = _take_overs().annotate(named=Concat(Value(f"{KIND}:"), Cast("pk", CharField())))
    missing = named.exclude(named__in=made).values_list("pk", flat=True)
    return enqueue_many(JOB, ({"assignment_id": key} for key in missing))


def _take_overs() -> QuerySet[MentorAssignment]:
    """Take-overs under an agreement whose text was signed on the platform."""
    signed = Agreement.objects.filter(binding=Binding.PLATFORM).exclude(sealed_at=None)
    return MentorAssignment.objects.exclude(taken_over_at=None).filter(placement__in=signed.values("placement"))


def telling_whether_sealed(assignments: QuerySet[MentorAssignment]) -> QuerySet[MentorAssignment]:
    """With `has_paper` known of each, in the same query."""
    made = SealedDocument.objects.filter(kind=KIND, reference=Concat(Value(f"{KIND}:"), OuterRef("key")))
    return assignments.alias(key=Cast("pk", CharField())).annotate(has_paper=Exists(made))


def papers_of(assignments: Iterable[MentorAssignment]) -> dict[int, SealedDocument]:
    """By assignment its sealed paper, where it is made; one query."""
    asked = {_reference(row.pk): row.pk for row in assignments if row.taken_over_at}
    if not asked:
        return {}
    rows = SealedDocument.objects.filter(kind=KIND, reference__in=asked)
    return {asked[row.reference]: row for row in rows}


def _reference(key: int) -> str:
    return f"{KIND}:{key}"
