"""The platform's seal on a PDF (PAdES): it proves integrity and origin, and is no signature of a person."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from io import BytesIO
from typing import Any

from asn1crypto import keys
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

FIELD = "Zegel"
LASTS = timedelta(days=365 * 30)
P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


@dataclass(frozen=True)
class Seal:
    """What a file carries: whose certificate (SHA-256 of its DER), and whether nothing changed since."""

    fingerprint: str
    is_intact: bool


def fingerprint(certificate: bytes) -> str:
    """SHA-256 of a certificate in DER."""
    return sha256(certificate).hexdigest()


def make_certificate(secret: bytes, name: str, at: datetime) -> bytes:
    """A self-signed certificate in DER for the key that 32 secret bytes give."""
    key, named = _key(secret), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)  # signs, and cannot deny it
    builder = (
        x509.CertificateBuilder(issuer_name=named, subject_name=named, public_key=key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - timedelta(minutes=5))
        .not_valid_after(at + LASTS)
        .add_extension(usage, critical=True)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    )
    return builder.sign(key, hashes.SHA256()).public_bytes(Encoding.DER)


def belongs(certificate: bytes, secret: bytes) -> bool:
    """Whether a certificate is that of this key."""
    public = x509.load_der_x509_certificate(certificate).public_key()
    return public == _key(secret).public_key()


def seal_pdf(pdf: bytes, *, secret: bytes, certificate: bytes) -> bytes:
    """The same PDF with the seal; a byte changed or added afterwards breaks it."""
    private = _key(secret).private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    signer = signers.SimpleSigner(
        signing_cert=asn1.Certificate.load(certificate),
        signing_key=keys.PrivateKeyInfo.load(private),
        cert_registry=SimpleCertificateStore(),
    )
    how = signers.PdfSignatureMetadata(field_name=FIELD, md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES)
    out: BytesIO = _apart(signers.sign_pdf, IncrementalPdfFileWriter(BytesIO(pdf)), how, signer=signer)
    return out.getvalue()


def sign_bytes(content: bytes, secret: bytes) -> bytes:
    """ECDSA on P-256 over SHA-256, as r and s of 32 bytes each; the lower s, as the other would fit too."""
    r, s = decode_dss_signature(_key(secret).sign(content, ec.ECDSA(hashes.SHA256())))
    return r.to_bytes(32) + min(s, P256_ORDER - s).to_bytes(32)


def seal_of(pdf: bytes) -> Seal | None:
    """The last seal in a file; None when it carries none, or is no PDF that can be read."""
    try:
        signature = PdfFileReader(BytesIO(pdf)).embedded_signatures[-1]
        certificate: asn1.Certificate = signature.signer_cert
        trusted = ValidationContext(trust_roots=[certificate], moment=certificate.not_valid_before)
        status = _apart(validate_pdf_signature, signature, trusted)
    except Exception:  # noqa: BLE001 -- a hostile file may break the reader anywhere, and then it carries no seal
        return None
    whole = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    return Seal(fingerprint(certificate.dump()), bool(status.intact and status.valid and whole))


def _key(secret: bytes) -> ec.EllipticCurvePrivateKey:
    """The P-256 key of 32 secret bytes: PDF readers know this curve better than Ed25519."""
    return ec.derive_private_key(int.from_bytes(secret) % (P256_ORDER - 1) + 1, ec.SECP256R1())


def _apart(function: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
    """Call in a thread of its own: pyHanko starts an event loop, which a thread that runs one already refuses."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(function, *arguments, **named).result()
