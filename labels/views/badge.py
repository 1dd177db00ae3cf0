"""The badge of a label for machines and walls: credential, picture, sticker, status lists and keys."""

import json
from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from labels.actions.credential import signed_status_list
from labels.actions.signing_key import issuer
from labels.credential import did_document, positions
from labels.documents.sticker import sticker
from labels.models import Credential, Label, SigningKey
from marketplace.accounts.access import ActorRequest, public
from marketplace.web.throttle import costly

MOST_LISTS = 1000
OPEN = {"Access-Control-Allow-Origin": "*"}  # pages elsewhere may read what everybody may read


@require_safe
@public
def label_credential(request: ActorRequest, pk: int) -> HttpResponse:
    """The signed badge of a label, revoked or not."""
    return _json(_badge(request, pk).document)


@require_safe
@public
def label_badge(request: ActorRequest, pk: int) -> HttpResponse:
    """The badge as a picture with the credential baked in."""
    credential = _badge(request, pk)
    baked = json.dumps(credential.document).replace("]]>", "]]\\u003e")
    svg = render_to_string("labels/badge.svg", {"label": credential.label, "baked": baked})
    return HttpResponse(svg, content_type="image/svg+xml", headers=OPEN)


@costly
@require_safe
@public
def label_sticker(request: ActorRequest, pk: int) -> HttpResponse:
    """A window sticker to print, A4 or A6: only while the label is valid."""
    valid = Label.objects.visible_to(request.actor).valid_on(timezone.localdate())
    label = get_object_or_404(valid.select_related("organisation", "site"), pk=pk)
    pdf = sticker(label, "a6" if request.GET.get("paper") == "a6" else "a4")
    disposition = {"Content-Disposition": f'inline; filename="label-{label.pk}.pdf"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=disposition)


@require_safe
@public
def label_status_list(request: ActorRequest, number: int) -> HttpResponse:
    """One list of badges that were taken back, as it is at this moment."""
    if not 0 < number < MOST_LISTS or not _is_begun(number):
        raise Http404
    return _json(signed_status_list(number), **{"Cache-Control": "public, max-age=15"})


@require_safe
@public
def did(request: ActorRequest) -> HttpResponse:
    """The public keys with which badges are checked, retired ones too."""
    keys = SigningKey.objects.filter(issuer=issuer(), compromised_at__isnull=True).order_by("-pk")
    return JsonResponse(did_document(issuer(), [key.multikey for key in keys]), headers=OPEN)


def _badge(request: ActorRequest, pk: int) -> Credential:
    badges = Credential.objects.current().filter(label__in=Label.objects.visible_to(request.actor))
    return get_object_or_404(badges.select_related("label__organisation", "label__site"), label=pk)


def _is_begun(number: int) -> bool:
    return Credential.objects.at_positions(positions(number)[1]).exists()


def _json(document: dict[str, Any], **headers: str) -> HttpResponse:
    return JsonResponse(document, content_type="application/ld+json", headers={**OPEN, **headers})
