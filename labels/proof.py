"""Data Integrity proofs `eddsa-rdfc-2022` over JSON-LD, with contexts from the project's own files; no network."""

import json
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from pyld import jsonld

FOLDER = Path(__file__).parent / "contexts"
VC_CONTEXT = "https://www.w3.org/ns/credentials/v2"
BADGE_CONTEXT = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
FILES = {VC_CONTEXT: "credentials-v2.json", BADGE_CONTEXT: "open-badges-3.0.3.json"}
BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
ED25519_PUBLIC = b"\xed\x01"  # multicodec of the raw public key
ONE_AT_A_TIME = Lock()  # PyLD shares its cache of contexts between threads

Document = dict[str, Any]


def secure(document: Document, *, key: Ed25519PrivateKey, method: str, created: str) -> Document:
    """The document with a proof by `key`, which others find under the address `method`; `created` in UTC with a Z."""
    proof = _options(method, created)
    signature = key.sign(_digest(document, proof))
    return {**document, "proof": {**proof, "proofValue": "z" + to_base58(signature)}}


def holds(document: Mapping[str, Any], *, key: Ed25519PublicKey) -> bool:
    """Whether the proof of a document is of our kind, is by this key, and covers it as it stands.

    Every node of the document must have an `id`: canonical naming of nameless nodes can be made to last for ever.
    """
    unsecured = {name: value for name, value in document.items() if name != "proof"}
    try:
        proof = document["proof"]
        options, value = _options(proof["verificationMethod"], proof["created"]), proof["proofValue"]
        are_texts = all(isinstance(part, str) for part in proof.values())
        if not are_texts or proof != {**options, "proofValue": value} or not value.startswith("z"):
            return False
        key.verify(from_base58(value[1:]), _digest(unsecured, options))
    except (KeyError, TypeError, AttributeError, ValueError, InvalidSignature, jsonld.JsonLdError):
        return False
    return True


def multikey(key: Ed25519PublicKey) -> str:
    """A public key as Multikey text: z and base58 of its kind and its 32 bytes."""
    return "z" + to_base58(ED25519_PUBLIC + key.public_bytes_raw())


def from_multikey(text: str) -> Ed25519PublicKey:
    """The public key of a Multikey text; ValueError for another kind."""
    raw = from_base58(text.removeprefix("z"))
    if not raw.startswith(ED25519_PUBLIC):
        raise ValueError("This is no Ed25519 public key.")
    return Ed25519PublicKey.from_public_bytes(raw.removeprefix(ED25519_PUBLIC))


def to_base58(raw: bytes) -> str:
    """Bytes in base58 as Bitcoin writes it; leading zero bytes become 1."""
    number, text = int.from_bytes(raw), ""
    while number:
        number, rest = divmod(number, 58)
        text = BASE58[rest] + text
    return "1" * (len(raw) - len(raw.lstrip(b"\0"))) + text


def from_base58(text: str) -> bytes:
    """The bytes of a base58 text of at most 100 characters; ValueError for another."""
    if len(text) > 100:
        raise ValueError("This is too long for a key or a signature.")
    number = 0
    for character in text:
        number = number * 58 + BASE58.index(character)
    return b"\0" * (len(text) - len(text.lstrip("1"))) + number.to_bytes((number.bit_length() + 7) // 8)


def _options(method: str, created: str) -> dict[str, str]:
    return {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "created": created,
        "verificationMethod": method,
        "proofPurpose": "assertionMethod",
    }


def _digest(document: Document, options: Mapping[str, str]) -> bytes:
    """VC Data Integrity EdDSA (W3C, 15 May 2025): hash of the canonical options, then that of the document."""
    configuration = {**options, "@context": document["@context"]}
    return b"".join(sha256(_canonical(part).encode()).digest() for part in (configuration, document))


def _canonical(document: Document) -> str:
    options = {"algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": _own_context}
    with ONE_AT_A_TIME:
        return str(jsonld.normalize(document, options))


def _own_context(url: str, options: Any = None) -> Document:
    if url not in FILES:
        raise ValueError("Only the project's own contexts are read.")
    return {"contextUrl": None, "documentUrl": url, "document": _context(FILES[url]), "tag": "static"}


@cache
def _context(name: str) -> Document:
    return dict(json.loads((FOLDER / name).read_text(encoding="utf-8")))
