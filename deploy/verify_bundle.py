#!/usr/bin/env python3
"""Checks an evidence bundle of a sealed agreement without the platform: Python 3.11 and `cryptography` are enough.

    python verify_bundle.py bewijs.json --certificate platform.pem

`platform.pem` holds the certificates that the platform publishes at /documents/certificates/; get it from there, or
from somebody you trust, and never from the bundle itself. The format is described in docs/reference/evidence.md.
Exit code: 0 genuine, 1 not, 2 used wrongly.
"""

import argparse
import base64
import hashlib
import json
import sys
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

FORMAT = "ikwerkmee-evidence/1"
PARTS = {"format", "evidence", "pdf", "certificate", "signature"}
HALF_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551 // 2
SIGNING_STEPS = ("signature.sign", "signature.witness", "signature.paper")


class NotGenuine(Exception):  # noqa: N818 -- it is an answer, not a fault
    """The bundle is not what the platform made; the message says what does not fit."""


def verify(content: bytes, trusted: list[bytes]) -> dict:
    """The evidence inside a bundle; `trusted` holds certificates in DER. Raises NotGenuine."""
    bundle = _read(content)
    certificate, evidence = _bytes_of(bundle["certificate"]), bundle["evidence"]
    if certificate not in trusted:
        raise NotGenuine("The certificate is not one of the platform's.")
    _check_signature(certificate, _bytes_of(bundle["signature"]), canonical(evidence))
    try:
        _check_body(evidence)
        _check_pdf(evidence, _bytes_of(bundle["pdf"]))
        _check_events(evidence)
    except (KeyError, TypeError, AttributeError) as fault:
        raise NotGenuine("The evidence lacks a part.") from fault
    return evidence


def canonical(value: object) -> bytes:
    """The one spelling of a JSON value without fractions (RFC 8785): keys sorted, no spaces, UTF-8."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode()


def _read(content: bytes) -> dict:
    """The bundle, when it is spelled as the platform spells it: one changed byte anywhere shows."""
    try:
        bundle = json.loads(content.decode(), parse_float=_no_fraction, parse_constant=_no_fraction)
        spelled = canonical(bundle)
    except (ValueError, RecursionError) as fault:
        raise NotGenuine("This is no bundle: it is not JSON in UTF-8.") from fault
    if spelled != content:
        raise NotGenuine("The bundle is not in canonical form: something was changed or added.")
    if not isinstance(bundle, dict) or set(bundle) != PARTS or bundle["format"] != FORMAT:
        raise NotGenuine(f"This is no bundle of the format {FORMAT}.")
    return bundle


def _no_fraction(text: str) -> None:
    raise ValueError(f"no fractions: {text}")


def _bytes_of(text: object) -> bytes:
    """Bytes from base64 in its one spelling."""
    try:
        found = base64.b64decode(text, validate=True)
    except (TypeError, ValueError) as fault:
        raise NotGenuine("A part of the bundle is not base64.") from fault
    if base64.b64encode(found).decode() != text:
        raise NotGenuine("A part of the bundle is spelled in another way.")
    return found


def _check_signature(certificate: bytes, signature: bytes, signed: bytes) -> None:
    """ECDSA on P-256 over SHA-256, as r and s of 32 bytes each with the lower s."""
    r, s = int.from_bytes(signature[:32]), int.from_bytes(signature[32:])
    key = x509.load_der_x509_certificate(certificate).public_key()
    if len(signature) != 64 or s > HALF_ORDER or not isinstance(key, ec.EllipticCurvePublicKey):
        raise NotGenuine("The signature does not have the shape of the platform's.")
    try:
        key.verify(encode_dss_signature(r, s), signed, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature as fault:
        raise NotGenuine("The signature does not fit: the evidence was changed.") from fault


def _check_body(evidence: dict) -> None:
    if hashlib.sha256(canonical(evidence["body"])).hexdigest() != evidence["digest"]:
        raise NotGenuine("The signed text does not have its digest.")
    if evidence["body"]["version"] != evidence["agreement"]["version"]:
        raise NotGenuine("The signed text is of another version.")


def _check_pdf(evidence: dict, pdf: bytes) -> None:
    if hashlib.sha256(pdf).hexdigest() != evidence["document"]["sha256"]:
        raise NotGenuine("The PDF is not the one that was sealed.")


def _check_events(evidence: dict) -> None:
    """Each audit event has its hash, and each signature its event at the same moment."""
    signed_at = set()
    for event in evidence["events"]:
        told = json.dumps([event["previous_hash"], event["fields"]], sort_keys=True)
        if hashlib.sha256(told.encode()).hexdigest() != event["hash"]:
            raise NotGenuine("An audit event does not have its hash.")
        if event["fields"]["verb"] in SIGNING_STEPS:
            signed_at.add((event["fields"]["subject_id"], event["fields"]["at"]))
    for slot in evidence["slots"]:
        if slot["status"] == "signed" and (slot["number"], slot["answered_at"]) not in signed_at:
            raise NotGenuine("A signature has no audit event.")


def _certificates(path: Path) -> list[bytes]:
    found = x509.load_pem_x509_certificates(path.read_bytes())
    return [certificate.public_bytes(serialization.Encoding.DER) for certificate in found]


def _tell(evidence: dict) -> None:
    agreement = evidence["agreement"]
    number, version, at = agreement["number"], agreement["version"], agreement["sealed_at"]
    _say(f"Genuine: agreement {number}, version {version}, sealed {at}.")
    for slot in evidence["slots"]:
        if slot["status"] == "signed":
            _say(f"  {slot['party']}: {slot['name']}, {slot['answered_at']}, {slot['way']}")


def _say(sentence: str) -> None:
    sys.stdout.write(f"{sentence}\n")


def main(arguments: list[str] | None = None) -> int:
    """Read the command line, check, and say in one sentence what it is worth."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("bundle", type=Path)
    parser.add_argument("--certificate", type=Path, required=True, help="the platform's certificates in PEM")
    asked = parser.parse_args(arguments)
    try:
        content, trusted = asked.bundle.read_bytes(), _certificates(asked.certificate)
    except (OSError, ValueError) as fault:
        _say(f"Cannot read: {fault}")
        return 2
    try:
        _tell(verify(content, trusted))
    except NotGenuine as fault:
        _say(f"NOT genuine. {fault}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
