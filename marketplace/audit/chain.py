"""The hash chain over the audit events: sealing and verifying it."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from django.db import IntegrityError, transaction

from marketplace.audit.models import AuditEvent, AuditSeal

GENESIS = "0" * 64
BATCH = 2000  # a transaction of a second or so


def link(event: AuditEvent, previous_hash: str) -> str:
    """The SHA-256 (hex) over the previous link and every field of the event, as canonical JSON."""
    return hashlib.sha256(json.dumps([previous_hash, event_fields(event)], sort_keys=True).encode()).hexdigest()


def event_fields(event: AuditEvent) -> dict[str, Any]:
    """Every field of an event as JSON values, as its link covers them."""
    return {name: getattr(event, name) for name in FIELDS} | {"at": event.at.isoformat()}


FIELDS = [
    "id",
    "verb",
    "subject_type",
    "subject_id",
    "user_id",
    "organisation_id",
    "roles",
    "student_id",
    "representative_id",
    "data",
]


def seal_new_events() -> int:
    """Append a link for each event that has none, in key order, at most BATCH; 0 when another sealer was first."""
    try:
        with transaction.atomic():
            return _append()
    except IntegrityError:  # both read the same head; the constraint lets one of them append
        return 0


def head_hash() -> str:
    """The last link of the chain, or the genesis."""
    return AuditSeal.objects.order_by("-id").values_list("hash", flat=True).first() or GENESIS


def _append() -> int:
    previous, seals = head_hash(), []
    for event in AuditEvent.objects.filter(seal=None).order_by("id")[:BATCH]:
        seals.append(AuditSeal(event=event, previous_hash=previous, hash=link(event, previous)))
        previous = seals[-1].hash
    return len(AuditSeal.objects.bulk_create(seals))


def problems() -> Iterator[str]:
    """One sentence for each link that does not fit its event or its predecessor; nothing when the chain holds."""
    previous = GENESIS
    for seal in AuditSeal.objects.select_related("event").order_by("id").iterator():
        if seal.previous_hash != previous:
            yield f"Link {seal.pk} does not follow the link before it."
        if seal.hash != link(seal.event, seal.previous_hash):
            yield f"Event {seal.event_id} was changed after it was sealed."
        previous = seal.hash
