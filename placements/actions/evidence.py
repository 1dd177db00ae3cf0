"""Make and keep the evidence bundle of a sealed agreement; a worker does it once its paper is made."""

from hashlib import sha256

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from marketplace.actor import SYSTEM
from marketplace.audit.actions import record
from marketplace.audit.chain import seal_new_events
from marketplace.documents.actions import sign_content
from marketplace.jobs.actions import enqueue
from placements.actions.document import EVIDENCE_JOB, document_of
from placements.documents.evidence import bundle_of, evidence_of
from placements.models import Agreement, Evidence


def make_missing() -> int:
    """Ask for the bundles that are not made yet; how many."""
    papers = Agreement.objects.sealed_here().filter(evidence=None)
    waiting = [row.pk for row in papers.order_by("pk") if document_of(row)]
    for key in waiting:
        enqueue(EVIDENCE_JOB, agreement_id=key)
    return len(waiting)


def make_evidence(*, agreement_id: int) -> None:
    """Make the bundle of a sealed version; a second worker finds the first one's and makes none."""
    while seal_new_events():  # its events must be in the chain first
        pass
    with transaction.atomic():
        agreement = Agreement.objects.select_for_update().get(pk=agreement_id)
        if not Evidence.objects.filter(agreement=agreement).exists():
            _keep(agreement)


def _keep(agreement: Agreement) -> None:
    at, document = timezone.now(), document_of(agreement)
    if document is None:
        raise LookupError(f"The paper of agreement {agreement.pk} is not made yet.")
    with document.file.open("rb") as file:
        pdf = file.read()
    bundle = bundle_of(evidence_of(agreement, document, at), pdf, lambda content: sign_content(content, at=at))
    row = Evidence(agreement=agreement, digest=sha256(bundle).hexdigest(), made_at=at)
    row.file.save(f"{row.digest}.json", ContentFile(bundle), save=True)
    record("agreement.evidence", subject=agreement, by=SYSTEM, at=at, data={"evidence": row.pk})
