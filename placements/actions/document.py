"""The sealed paper of an agreement: asked for when the last party signs, made by a worker."""

from django.conf import settings
from django.db import transaction
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat

from marketplace.actor import SYSTEM
from marketplace.documents.actions import seal_document
from marketplace.documents.models import SealedDocument
from marketplace.jobs.actions import enqueue, enqueue_many
from placements.documents.agreement import write_agreement
from placements.models import Agreement

KIND = "agreement"
JOB = "agreement_document"
EVIDENCE_JOB = "agreement_evidence"


def ask_for_document(agreement: Agreement) -> None:
    """Let a worker make the paper of a sealed version; an installation without a seal makes none."""
    if settings.DOCUMENT_SEAL_KEY is not None:
        enqueue(JOB, agreement_id=agreement.pk)


@transaction.atomic
def make_document(*, agreement_id: int) -> None:
    """Make and seal the paper of a version; a second worker finds the first one's and makes none.

    None either of a version that was replaced meanwhile, or that binds elsewhere.
    """
    agreement = Agreement.objects.select_for_update().sealed_here().filter(pk=agreement_id).first()
    if agreement and document_of(agreement) is None:
        seal_document(
            kind=KIND,
            reference=_reference(agreement),
            write=lambda number, address: write_agreement(agreement, number, address),
            by=SYSTEM,
        )
        enqueue(EVIDENCE_JOB, agreement_id=agreement_id)


def ask_for_missing() -> int:
    """Ask again for each paper that was never made, after a fault or before there was a seal; how many."""
    if settings.DOCUMENT_SEAL_KEY is None:
        return 0
    made = SealedDocument.objects.filter(kind=KIND).values("reference")
    sealed = Agreement.objects.sealed_here()
    named = sealed.annotate(named=Concat(Value(f"{KIND}:"), Cast("pk", CharField())))
    missing = named.exclude(named__in=made).values_list("pk", flat=True)
    return enqueue_many(JOB, ({"agreement_id": key} for key in missing))


def document_of(agreement: Agreement) -> SealedDocument | None:
    """The sealed paper of a version, once it is made."""
    return SealedDocument.objects.about(KIND, _reference(agreement)).first()


def _reference(agreement: Agreement) -> str:
    return f"{KIND}:{agreement.pk}"
