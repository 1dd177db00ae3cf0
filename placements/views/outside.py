"""Agreements that bind elsewhere: the copy sheet, the note that everybody signed, and the scan."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from marketplace.accounts.access import ActorRequest, public, require
from marketplace.web.submit import submit
from marketplace.workflow import refuse_if
from placements.actions.link import actor_of
from placements.actions.outside import sign_outside
from placements.documents.copy_sheet import copy_sheet_pdf, marked_sections, signers_of
from placements.forms.outside import OutsideForm
from placements.models import Agreement, PersonalLink
from placements.rules.outside import text_is_fixed
from placements.views.agreement import READERS, WRITERS, one
from placements.views.link import with_code
from placements.views.outside_facts import COPIERS

MEDIA_TYPES = {"pdf": "application/pdf", "jpg": "image/jpeg"}


@require_safe
@require(*COPIERS)
def agreement_copy_sheet(request: ActorRequest, pk: int) -> HttpResponse:
    """The data in the order in which they are typed over."""
    agreement = _fixed(request, pk)
    context = {"agreement": agreement, "sections": marked_sections(agreement, timezone.localdate())}
    return render(request, "placements/copy_sheet.html", context)


@require_safe
@never_cache
@require(*COPIERS)
def agreement_copy_sheet_pdf(request: ActorRequest, pk: int) -> HttpResponse:
    """The same, to print."""
    pdf = copy_sheet_pdf(_fixed(request, pk), timezone.localdate())
    said = {"Content-Disposition": 'attachment; filename="overtypblad.pdf"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=said)


@require(*WRITERS)
def agreement_signed_outside(request: ActorRequest, pk: int) -> HttpResponse:
    """Note that everybody signed."""
    agreement = one(request, pk)
    form = OutsideForm(request.POST or None, request.FILES or None)
    if request.POST and submit(form, sign_outside, agreement=agreement, by=request.actor):
        messages.success(request, _noted(agreement))
        return redirect("agreement-detail", pk)
    context = {"agreement": agreement, "form": form, "signers": _signers(agreement)}
    return render(request, "placements/signed_outside.html", context, status=409 if request.POST else 200)


def _noted(agreement: Agreement) -> str:
    return _("Genoteerd. De bijlage is getekend.") if agreement.amends_id else _("Genoteerd. De plaats is getekend.")


@require_safe
@never_cache
@require(*READERS)
def agreement_scan(request: ActorRequest, pk: int) -> HttpResponseBase:
    """The scan, for whoever may read the agreement."""
    return _scan_of(get_object_or_404(Agreement.objects.visible_to(request.actor), pk=pk))


@public
@never_cache
@require_safe
@with_code
def link_agreement_scan(request: HttpRequest, token: str, link: PersonalLink) -> HttpResponseBase:
    """The same for who opened a personal link with its code."""
    rows = Agreement.objects.visible_to(actor_of(link)).live()
    return _scan_of(get_object_or_404(rows, pk=link.agreement_id))


def _fixed(request: ActorRequest, pk: int) -> Agreement:
    agreement = one(request, pk)
    refuse_if(text_is_fixed(agreement))
    return agreement


def _signers(agreement: Agreement) -> list[tuple[str, str]]:
    """Who must sign today; nobody is named before the text is fixed."""
    return signers_of(agreement, timezone.localdate()) if text_is_fixed(agreement) is None else []


def _scan_of(agreement: Agreement) -> HttpResponseBase:
    """Always to download: a browser never opens it inside the site."""
    if not agreement.scan:
        raise Http404
    suffix = str(agreement.scan).rpartition(".")[2]
    name = f"overeenkomst-getekend.{suffix}"
    return FileResponse(agreement.scan.open("rb"), as_attachment=True, filename=name, content_type=MEDIA_TYPES[suffix])
