"""Everybody may ask what a document is worth."""

from ssl import DER_cert_to_PEM_cert

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from marketplace.accounts.access import ActorRequest, public
from marketplace.documents.forms import VerifyForm
from marketplace.documents.kinds import name_of
from marketplace.documents.models import SealCertificate
from marketplace.documents.verification import Verdict, judge_file, judge_number
from marketplace.web.throttle import costly


@costly
@require_http_methods(["GET", "POST"])
@public
def document_verify(request: ActorRequest) -> HttpResponse:
    """Type a number (or follow the QR code) or upload a file, and read the verdict; nothing is kept."""
    asked = request.POST if request.method == "POST" else request.GET if "number" in request.GET else None
    form = VerifyForm(asked, request.FILES or None)
    verdict = _verdict(form) if form.is_valid() else None
    kind = name_of(verdict.document.kind) if verdict and verdict.document else ""
    return render(request, "documents/verify.html", {"form": form, "verdict": verdict, "kind": kind})


def _verdict(form: VerifyForm) -> Verdict:
    """A file says more than a number."""
    content = form.cleaned_data["file"]
    return judge_file(content) if content else judge_number(form.cleaned_data["number"])


@require_safe
@public
def document_certificates(request: ActorRequest) -> HttpResponse:
    """The certificates with which the platform seals and signs, in PEM; those of earlier keys too."""
    pem = "".join(DER_cert_to_PEM_cert(bytes(row.der)) for row in SealCertificate.objects.order_by("pk"))
    return HttpResponse(pem, content_type="application/x-pem-file")
