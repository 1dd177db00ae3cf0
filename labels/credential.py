"""The signed badge of a label and the lists of what was taken back, as Open Badges 3.0 and W3C credentials; pure."""

import base64
import gzip
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from typing import Any
from urllib.parse import quote, urlsplit

from labels.proof import BADGE_CONTEXT, VC_CONTEXT, Document

LIST_BITS = 131_072  # the smallest list that Bitstring Status List v1.0 (W3C, 15 May 2025) allows
REVOCATION, SUSPENSION = "revocation", "suspension"
PURPOSES = (REVOCATION, SUSPENSION)
TTL_MILLISECONDS = 30_000  # readers may keep a list half a minute


class NotOurs(ValueError):  # noqa: N818 -- it is an answer, not a fault
    """A document that does not have the one shape of our badges."""


@dataclass(frozen=True)
class Claim:
    """What one badge says; all text. `number` is a urn:uuid, `level` one of the audited levels, moments are UTC."""

    number: str
    issuer: str
    home: str
    page: str
    holder: str
    level: str
    level_name: str
    rules: str
    valid_from: str
    valid_until: str
    position: str


def did_web(public_url: str) -> str:
    """The did:web identifier of an address without path: a port's colon is written %3A."""
    return "did:web:" + quote(urlsplit(public_url).netloc, safe="")


def badge(claim: Claim) -> Document:
    """The badge without its proof."""
    return {
        "@context": [VC_CONTEXT, BADGE_CONTEXT],
        "id": claim.number,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {
            "id": claim.issuer,
            "type": ["Profile"],
            "name": "Ik werk mee aan de toekomst van A",
            "url": claim.home,
        },
        "validFrom": claim.valid_from,
        "validUntil": claim.valid_until,
        "name": f"Ik werk mee aan de toekomst van A: {claim.level_name}",
        "credentialSubject": {
            "id": claim.page,
            "type": ["AchievementSubject"],
            "name": claim.holder,
            "achievement": _achievement(claim),
        },
        "credentialStatus": [_status(claim, purpose) for purpose in PURPOSES],
    }


def _achievement(claim: Claim) -> Document:
    return {
        "id": f"{claim.home}/labels/?level={claim.level}",
        "type": ["Achievement"],
        "achievementType": "Certification",
        "name": claim.level_name,
        "description": "Geauditeerd: hier leren leerlingen goed op de werkplek.",
        "criteria": {"id": f"{claim.home}/", "narrative": claim.rules},
    }


def _status(claim: Claim, purpose: str) -> Document:
    number, bit = place(int(claim.position), purpose)
    address = f"{claim.home}/labels/status/{number}"
    return {
        "id": f"{address}#{bit}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": purpose,
        "statusListIndex": str(bit),
        "statusListCredential": address,
    }


def place(position: int, purpose: str) -> tuple[int, int]:
    """The number of the list and the bit in it for the badge at a position (from 0): two lists for each 131,072."""
    block, bit = divmod(position, LIST_BITS)
    return 2 * block + 1 + PURPOSES.index(purpose), bit


def positions(number: int) -> tuple[str, range]:
    """The purpose of a list and the positions that it holds."""
    block, which = divmod(number - 1, 2)
    return PURPOSES[which], range(block * LIST_BITS, (block + 1) * LIST_BITS)


def claim_of(document: Mapping[str, Any]) -> Claim:
    """What a badge says; raises NotOurs unless it has exactly the shape of `badge`, with or without a proof."""
    unsecured = {name: value for name, value in document.items() if name != "proof"}
    try:
        claim = _read(unsecured)
        same = all(isinstance(value, str) for value in astuple(claim)) and badge(claim) == unsecured
    except (KeyError, IndexError, TypeError, ValueError, AttributeError):
        same = False
    if not same:
        raise NotOurs
    return claim


def _read(document: Mapping[str, Any]) -> Claim:
    issuer, subject = document["issuer"], document["credentialSubject"]
    achievement = subject["achievement"]
    list_number, bit = (int(part) for part in document["credentialStatus"][0]["id"].rpartition("/")[2].split("#"))
    return Claim(
        number=document["id"],
        issuer=issuer["id"],
        home=issuer["url"],
        page=subject["id"],
        holder=subject["name"],
        level=achievement["id"].rpartition("=")[2],
        level_name=achievement["name"],
        rules=achievement["criteria"]["narrative"],
        valid_from=document["validFrom"],
        valid_until=document["validUntil"],
        position=str(positions(list_number)[1][bit]),
    )


def status_list(*, issuer: str, address: str, purpose: str, bits: Iterable[int], at: str, until: str) -> Document:
    """The list that tells which badges were taken back (`bits`), without its proof; `at` and `until` in UTC."""
    return {
        "@context": [VC_CONTEXT],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer,
        "validFrom": at,
        "validUntil": until,
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": purpose,
            "encodedList": encoded(bits),
            "ttl": TTL_MILLISECONDS,
        },
    }


def encoded(bits: Iterable[int]) -> str:
    """A bit string, its first bit leftmost, as u and base64url of its gzip; the same bits give the same text."""
    string = bytearray(LIST_BITS // 8)
    for bit in bits:
        string[bit // 8] |= 0x80 >> (bit % 8)
    return "u" + base64.urlsafe_b64encode(gzip.compress(bytes(string), mtime=0)).decode().rstrip("=")


def did_document(issuer: str, multikeys: Iterable[str]) -> Document:
    """The did:web document with every key that may have signed a badge."""
    methods = [
        {"id": f"{issuer}#{key}", "type": "Multikey", "controller": issuer, "publicKeyMultibase": key}
        for key in multikeys
    ]
    return {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
        "id": issuer,
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }
