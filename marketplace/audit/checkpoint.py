"""The signed head of the audit chain: whoever keeps one can later prove that the chain was cut or rewritten."""

import json
from base64 import b64encode
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.utils import timezone

from marketplace.audit.chain import head_hash
from marketplace.audit.models import AuditSeal

UNSIGNED = "This installation has no AUDIT_SIGNING_KEY: the head is not signed."


def checkpoint() -> dict[str, Any]:
    """How many events are sealed, the last link, the moment, and an Ed25519 signature over these three.

    The signed bytes are the JSON of `statement` with sorted keys and no spaces; key and signature are base64.
    """
    statement = {"sealed": AuditSeal.objects.count(), "head": head_hash(), "at": timezone.now().isoformat()}
    if settings.AUDIT_SIGNING_KEY is None:
        return {"statement": statement, "note": UNSIGNED}
    key = Ed25519PrivateKey.from_private_bytes(settings.AUDIT_SIGNING_KEY)
    signature = key.sign(signed_bytes(statement))
    return {
        "statement": statement,
        "public_key": b64encode(key.public_key().public_bytes_raw()).decode(),
        "signature": b64encode(signature).decode(),
    }


def signed_bytes(statement: dict[str, Any]) -> bytes:
    """The canonical form that is signed."""
    return json.dumps(statement, sort_keys=True, separators=(",", ":")).encode()
