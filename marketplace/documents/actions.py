"""Seal a document and keep it."""

import secrets
from base64 import b32encode
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.actor import Actor
from marketplace.audit.actions import record
from marketplace.documents.models import SealCertificate, SealedDocument
from marketplace.documents.seal import belongs, fingerprint, make_certificate, seal_pdf, sign_bytes
from marketplace.workflow import refuse

NAME_ON_SEAL = "Ik werk mee aan de toekomst van A"
GROUP = 4
Write = Callable[[str, str], bytes]


@transaction.atomic
def seal_document(*, kind: str, reference: str, write: Write, by: Actor) -> SealedDocument:
    """Make, seal and keep a PDF; `write(number, address)` gives it unsealed, with both printed on it.

    `address` is where everybody checks it. Refused: `documents.no_key` without DOCUMENT_SEAL_KEY.
    """
    at, number = timezone.now(), _number()
    secret, certificate = _secret(), own_certificate(timezone.now())
    sealed = seal_pdf(write(number, address_of(number)), secret=secret, certificate=bytes(certificate.der))
    row = SealedDocument(number=number, kind=kind, reference=reference, certificate=certificate, sealed_at=at)
    row.digest = sha256(sealed).hexdigest()
    row.file.save(f"{row.digest}.pdf", ContentFile(sealed), save=True)
    record("document.sealed", subject=row, by=by, at=at, data={"kind": kind, "reference": reference})
    return row


def sign_content(content: bytes, *, at: datetime) -> tuple[bytes, bytes]:
    """The platform's signature over bytes, and the certificate (DER) that it fits. Refused: `documents.no_key`."""
    return sign_bytes(content, _secret()), bytes(own_certificate(at).der)


def own_certificate(at: datetime) -> SealCertificate:
    """The certificate of DOCUMENT_SEAL_KEY, made the first time it is used. Refused: `documents.no_key`."""
    secret = _secret()
    known = next((row for row in SealCertificate.objects.order_by("-pk") if belongs(bytes(row.der), secret)), None)
    if known:
        return known
    der = make_certificate(secret, NAME_ON_SEAL, at)
    return SealCertificate.objects.create(fingerprint=fingerprint(der), der=der, added_at=at)


def address_of(number: str) -> str:
    """Where everybody checks the document with this number."""
    return f"{settings.PUBLIC_URL}{reverse('document-verify')}?number={number}"


def _secret() -> bytes:
    if settings.DOCUMENT_SEAL_KEY is None:
        refuse("documents.no_key", _("Deze installatie heeft geen DOCUMENT_SEAL_KEY: er kan niets verzegeld worden."))
    return settings.DOCUMENT_SEAL_KEY


def _number() -> str:
    """Sixteen letters and digits (80 random bits) in groups of four."""
    text = b32encode(secrets.token_bytes(10)).decode()
    return "-".join(text[start : start + GROUP] for start in range(0, len(text), GROUP))
