"""Says of a pasted or uploaded badge what it is worth today; asks the database, never the network."""

import json
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from labels.baked import Tampered, Unreadable, credential_in
from labels.credential import NotOurs, claim_of
from labels.enums import LabelStatus
from labels.models import Credential, Label, SigningKey
from labels.proof import from_multikey, holds
from marketplace.actor import ANONYMOUS

MOST_CHARACTERS = 100_000
NUMBER = re.compile(r"urn:uuid:[0-9a-f-]{36}")


class Verdict(models.TextChoices):
    """What a badge is worth; the words say it to anybody."""

    VALID = "valid", _("Geldig: wij hebben dit bewijs getekend, er is niets aan veranderd en het label geldt vandaag.")
    SUSPENDED = "suspended", _("Geschorst: het bewijs is echt, maar het label geldt nu niet.")
    WITHDRAWN = "withdrawn", _("Ingetrokken: het bewijs is echt, maar de stad heeft het label ingetrokken.")
    EXPIRED = "expired", _("Verlopen: het bewijs is echt, maar de laatste dag van het label is voorbij.")
    REPLACED = "replaced", _("Vervangen: voor dit label is er een nieuwer bewijs. Kijk op de pagina van het label.")
    CHANGED = "changed", _("Veranderd of vervalst: dit is niet wat wij getekend hebben.")
    NOT_OURS = "not_ours", _("Niet van ons: een andere uitgever heeft dit gemaakt. Wij zeggen er niets over.")
    COMPETENCE = "competence", _("Echt: wij hebben dit getekend. Het is geen label, maar wat een leerling bereikte.")
    PROVISIONAL = "provisional", _("Voorlopig label: beloofd en nog niet geauditeerd. Er hoort geen bewijs bij.")
    PAGE = "page", _("Dit is een adres, geen bewijs. Op de pagina van het label lees je wat het vandaag waard is.")
    UNREADABLE = "unreadable", _("Hier staat geen bewijs in. Plak de tekst van credential.json, of kies de SVG.")

    @property
    def tone(self) -> str:
        """How it is coloured."""
        return (
            "good" if self in (Verdict.VALID, Verdict.COMPETENCE) else "attention" if self in ASKS_CARE else "stopped"
        )


ASKS_CARE = {Verdict.PROVISIONAL, Verdict.PAGE, Verdict.UNREADABLE, Verdict.REPLACED, Verdict.EXPIRED}


@dataclass(frozen=True)
class Judgement:
    """The verdict, and the label that it is about when there is one."""

    verdict: Verdict
    label: Label | None = None


def judge(text: str, at: datetime) -> Judgement:
    """What a text is worth: the JSON of a badge, an SVG with one baked in, or the address of a label's page."""
    text = text.strip()
    if page := re.fullmatch(rf"{re.escape(settings.PUBLIC_URL)}/labels/([0-9]{{1,9}})/?", text):
        return _of_page(int(page[1]))
    try:
        document = json.loads(credential_in(text) if text.startswith("<") else text)
    except Tampered:
        return Judgement(Verdict.CHANGED)
    except (Unreadable, ValueError, RecursionError):
        return Judgement(Verdict.UNREADABLE)
    return _of_document(document, at) if isinstance(document, dict) else Judgement(Verdict.UNREADABLE)


def _of_page(pk: int) -> Judgement:
    label = Label.objects.visible_to(ANONYMOUS).select_related("organisation", "site").filter(pk=pk).first()
    if label is None:
        return Judgement(Verdict.UNREADABLE)
    return Judgement(Verdict.PAGE if label.is_audited else Verdict.PROVISIONAL, label)


def _of_document(document: dict[str, Any], at: datetime) -> Judgement:
    issued = Credential.objects.select_related("label__organisation", "label__site", "key")
    number = str(document.get("id"))
    credential = issued.filter(number=number).first() if NUMBER.fullmatch(number) else None
    if credential and _is_untouched(document, credential):
        return Judgement(_today(credential, at), credential.label)
    if not _claims_to_be_ours(document):
        return Judgement(Verdict.NOT_OURS)
    return Judgement(Verdict.COMPETENCE if _is_competence(document) else Verdict.CHANGED)


def _is_competence(document: dict[str, Any]) -> bool:
    """Whether one of our keys signed it, as it stands, for a student's competence."""
    try:
        kind = document["credentialSubject"]["achievement"]["achievementType"]
        method = document["proof"]["verificationMethod"]
    except (KeyError, TypeError):
        return False
    keys = SigningKey.objects.filter(compromised_at__isnull=True)
    key = next((row for row in keys if row.method == method), None)
    return kind == "Competency" and key is not None and holds(document, key=from_multikey(key.multikey))


def _is_untouched(document: dict[str, Any], credential: Credential) -> bool:
    """The proof holds, and the document is the one that was issued: a stolen key makes no new badges."""
    try:
        claim_of(document)
    except NotOurs:
        return False
    return document == credential.document and holds(document, key=from_multikey(credential.key.multikey))


def _claims_to_be_ours(document: dict[str, Any]) -> bool:
    issuer = document.get("issuer")
    name = issuer.get("id") if isinstance(issuer, dict) else issuer
    return isinstance(name, str) and name.isprintable() and SigningKey.objects.filter(issuer=name).exists()


def _today(credential: Credential, at: datetime) -> Verdict:
    label = credential.label
    if label.status == LabelStatus.WITHDRAWN or credential.key.compromised_at:
        return Verdict.WITHDRAWN
    if credential.replaced_at or label.status == LabelStatus.REPLACED:
        return Verdict.REPLACED
    if label.status == LabelStatus.SUSPENDED:
        return Verdict.SUSPENDED
    return Verdict.VALID if Label.objects.valid_on(timezone.localdate(at)).filter(pk=label.pk) else Verdict.EXPIRED
