"""The sealed paper of an agreement, for whoever may read the agreement."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from marketplace.accounts.access import ActorRequest, public, require
from marketplace.documents.models import SealedDocument
from marketplace.workflow import refuse
from placements.actions.document import document_of
from placements.actions.link import actor_of
from placements.actions.take_over_paper import papers_of
from placements.models import Agreement, Evidence, MentorAssignment, PersonalLink
from placements.rules.link import reads_on
from placements.views.agreement import READERS
from placements.views.link import with_code


@require_safe
@never_cache
@require(*READERS)
def agreement_pdf(request: ActorRequest, pk: int) -> HttpResponseBase:
    """The PDF of a sealed version."""
    return _file_of(get_object_or_404(Agreement.objects.visible_to(request.actor), pk=pk))


@public
@never_cache
@require_safe
@with_code
def link_agreement_pdf(request: HttpRequest, token: str, link: PersonalLink) -> HttpResponseBase:
    """The same for who opened a personal link with its code."""
    rows = Agreement.objects.visible_to(actor_of(link)).live()
    return _file_of(get_object_or_404(rows, pk=link.agreement_id))


@require_safe
@never_cache
@require(*READERS)
def agreement_evidence(request: ActorRequest, pk: int) -> HttpResponseBase:
    """The evidence bundle of a sealed version."""
    return _evidence_of(get_object_or_404(Agreement.objects.visible_to(request.actor), pk=pk))


@public
@never_cache
@require_safe
@with_code
def link_agreement_evidence(request: HttpRequest, token: str, link: PersonalLink) -> HttpResponseBase:
    """The same for who opened a personal link with its code."""
    rows = Agreement.objects.visible_to(actor_of(link)).live()
    return _evidence_of(get_object_or_404(rows, pk=link.agreement_id))


def _evidence_of(agreement: Agreement) -> HttpResponseBase:
    row = Evidence.objects.filter(agreement=agreement).first()
    if row is None:
        refuse("evidence.not_made", _("Het bewijs is er nog niet. Probeer het over een paar minuten opnieuw."))
    name = f"bewijs-overeenkomst-{agreement.pk}.json"
    return FileResponse(row.file.open("rb"), as_attachment=True, filename=name, content_type="application/json")


@require_safe
@never_cache
@require(*READERS)
def mentor_amendment_pdf(request: ActorRequest, pk: int) -> HttpResponseBase:
    """The PDF of a take-over by another mentor."""
    assignment = get_object_or_404(MentorAssignment.objects.visible_to(request.actor), pk=pk)
    return pdf_of(papers_of([assignment]).get(assignment.pk), "wijziging-mentor")


@public
@never_cache
@require_safe
@with_code
def link_amendment_pdf(request: HttpRequest, token: str, link: PersonalLink, pk: int) -> HttpResponseBase:
    """The same for who reads on through a personal link."""
    if not reads_on(link.placement, link.person, timezone.localdate()):
        raise Http404
    assignment = get_object_or_404(link.placement.mentors, pk=pk)
    return pdf_of(papers_of([assignment]).get(assignment.pk), "wijziging-mentor")


def _file_of(agreement: Agreement) -> HttpResponseBase:
    return pdf_of(document_of(agreement), "overeenkomst")


def pdf_of(document: SealedDocument | None, name: str) -> HttpResponseBase:
    """A sealed PDF to keep. Refused: `document.not_made`."""
    if document is None:
        refuse("document.not_made", _("Dit document is er nog niet. Probeer het over een minuut opnieuw."))
    named = f"{name}-{document.number}.pdf"
    return FileResponse(document.file.open("rb"), as_attachment=True, filename=named, content_type="application/pdf")
