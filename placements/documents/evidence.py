"""The evidence bundle of a sealed agreement: what was signed, by whom, how and when, under the platform's signature."""

import base64
import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db.models import Q

from marketplace.audit.chain import event_fields
from marketplace.audit.models import AuditEvent
from marketplace.documents.models import SealedDocument
from placements.models import Agreement, Signature

FORMAT = "ikwerkmee-evidence/1"
OF_SCHOOL = frozenset({"host_tie", "school_allowed_it"})  # every party reads the bundle; a tie is the school's to know
Sign = Callable[[bytes], tuple[bytes, bytes]]


def canonical(value: Any) -> bytes:
    """The one spelling of a JSON value without fractions (RFC 8785): keys sorted, no spaces, UTF-8."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode()


def bundle_of(evidence: dict[str, Any], pdf: bytes, sign: Sign) -> bytes:
    """The file: the evidence, the PDF, and the signature over the evidence; `sign` gives it with its certificate."""
    signature, certificate = sign(canonical(evidence))
    parts = {"pdf": pdf, "certificate": certificate, "signature": signature}
    texts = {name: base64.b64encode(part).decode() for name, part in parts.items()}
    return canonical({"format": FORMAT, "evidence": evidence, **texts})


def evidence_of(agreement: Agreement, document: SealedDocument, at: datetime) -> dict[str, Any]:
    """Everything that proves a sealed version; of people names as printed, codes and ids: no address, reason or tie.

    Raises AuditEvent.seal.RelatedObjectDoesNotExist while an event is not chained yet.
    """
    return {
        "agreement": {
            "number": agreement.pk,
            "placement": agreement.placement_id,
            "version": agreement.version,
            "sealed_at": _moment(agreement.sealed_at),
        },
        "body": agreement.body,
        "digest": agreement.digest,
        "slots": [_slot(slot) for slot in agreement.signatures.order_by("pk")],
        "document": {"number": document.number, "sha256": document.digest},
        "events": [_event(event) for event in _events(agreement)],
        "made_at": at.isoformat(),
    }


def _slot(slot: Signature) -> dict[str, Any]:
    return {
        "number": slot.pk,
        "party": slot.party,
        "representative": slot.representative_id,
        "status": slot.status,
        "name": slot.name,
        "user": slot.user_id,
        "way": slot.way,
        "answered_at": _moment(slot.answered_at),
        "witness": slot.witness,
        "witness_user": slot.witness_by_id,
        "paper_on": slot.paper_on.isoformat() if slot.paper_on else None,
        "identity": {name: shown for name, shown in slot.identity.items() if name not in OF_SCHOOL},
    }


def _events(agreement: Agreement) -> list[AuditEvent]:
    """What the audit tells of this version, its slots, and the codes of its links that the school told.

    Nothing that was refused: it proves nothing, and its code may tell of somebody's tie to the host.
    """
    slots = list(agreement.signatures.values_list("pk", flat=True))
    links = list(agreement.links.values_list("pk", flat=True))
    asked = Q(subject_type="placements.agreement", subject_id=agreement.pk)
    asked |= Q(subject_type="placements.signature", subject_id__in=slots)
    asked |= Q(subject_type="placements.placement", verb="placement.link_code", data__link__in=links)
    return list(AuditEvent.objects.filter(asked).exclude(verb="refused").select_related("seal").order_by("pk"))


def _event(event: AuditEvent) -> dict[str, Any]:
    return {"fields": event_fields(event), "previous_hash": event.seal.previous_hash, "hash": event.seal.hash}


def _moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
