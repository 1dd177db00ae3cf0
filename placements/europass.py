"""What a student reached, in the shape of the European Learning Model 3 that Europass reads, without any seal; pure."""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass

from labels.proof import Document
from placements.portfolio import Achieved

CONTEXTS = ["https://www.w3.org/2018/credentials/v1", "http://data.europa.eu/snb/model/context/edc-ap"]
PROFILE = "http://data.europa.eu/snb/model/ap/edc-generic-full"
LISTS = "http://publications.europa.eu/resource/authority"
SNB = "http://data.europa.eu/snb"
LANGUAGE = "nl"
NO_SEAL = "Wat een leerling op een werkplek en op school bereikte. Op dit bestand staat geen Europees zegel."


@dataclass(frozen=True)
class Owner:
    """Whose file it is; `number` is a urn:uuid that says nothing about the person."""

    number: str
    first_name: str
    last_name: str


@dataclass(frozen=True)
class Issuer:
    """The platform that wrote it down: its identifier, its name and its address on the web."""

    number: str
    name: str
    home: str


def european_credential(
    reached: Sequence[Achieved], *, number: str, owner: Owner, issuer: Issuer, pages: Sequence[bytes]
) -> Document:
    """A EuropeanDigitalCredential with one LearningAchievement a competence; `pages` are PNG, `reached` is not empty.

    It follows the application profile EDC of the European Learning Model 3 (European Commission, 5 June 2023), but for
    the eIDAS identifier of the issuer and the proof: these are of who seals, and nobody seals this file.
    """
    newest = max(each.since for each in reached)
    return {
        "@context": CONTEXTS,
        "id": number,
        "type": ["VerifiableCredential", "EuropeanDigitalCredential"],
        "credentialSchema": {"id": PROFILE, "type": "ShaclValidator2017"},
        "credentialProfiles": [_concept(f"{SNB}/credential/e34929035b", f"{SNB}/credential/25831c2", "Generic", "en")],
        "issuer": _organisation(issuer),
        "issuanceDate": newest,
        "issued": newest,
        "validFrom": newest,
        "displayParameter": _display(owner, pages),
        "credentialSubject": {
            "id": owner.number,
            "type": "Person",
            "fullName": _said(f"{owner.first_name} {owner.last_name}"),
            "givenName": _said(owner.first_name),
            "familyName": _said(owner.last_name),
            "hasClaim": [_achievement(each, place, issuer) for place, each in enumerate(reached, start=1)],
        },
    }


def _achievement(achieved: Achieved, place: int, issuer: Issuer) -> Document:
    return {
        "id": achieved.number,
        "type": "LearningAchievement",
        "title": _said(achieved.competence),
        "description": _said(achieved.programme),
        "awardedBy": {
            "id": f"urn:epass:awardingProcess:{place}",
            "type": "AwardingProcess",
            "description": _said(achieved.how),
            "awardingBody": [_organisation(issuer)],
            "awardingDate": achieved.since,
        },
        "specifiedBy": {
            "id": f"{issuer.home}/competences/{achieved.code}",
            "type": "LearningAchievementSpecification",
            "title": _said(achieved.competence),
        },
    }


def _organisation(issuer: Issuer) -> Document:
    return {
        "id": issuer.number,
        "type": "Organisation",
        "legalName": _said(issuer.name),
        "homepage": {"id": f"{issuer.home}/", "type": "WebResource", "contentURL": f"{issuer.home}/"},
        "location": {
            "id": "urn:epass:location:1",
            "type": "Location",
            "address": {
                "id": "urn:epass:address:1",
                "type": "Address",
                "countryCode": _listed("country", "BEL", "België"),
            },
        },
    }


def _display(owner: Owner, pages: Sequence[bytes]) -> Document:
    """How a reader shows it: its title, and the pages as they look on paper."""
    dutch = _listed("language", "NLD", "Nederlands")
    return {
        "id": "urn:epass:displayParameter:1",
        "type": "DisplayParameter",
        "title": _said(f"Bereikte competenties van {owner.first_name} {owner.last_name}"),
        "description": _said(NO_SEAL),
        "primaryLanguage": dutch,
        "language": [dutch],
        "individualDisplay": [
            {
                "id": "urn:epass:individualDisplay:1",
                "type": "IndividualDisplay",
                "language": dutch,
                "displayDetail": [_page(content, page) for page, content in enumerate(pages, start=1)],
            }
        ],
    }


def _page(content: bytes, page: int) -> Document:
    return {
        "id": f"urn:epass:displayDetail:{page}",
        "type": "DisplayDetail",
        "page": page,
        "image": {
            "id": f"urn:epass:mediaObject:{page}",
            "type": "MediaObject",
            "content": b64encode(content).decode(),
            "contentEncoding": _concept(f"{SNB}/encoding/6146cde7dd", f"{SNB}/encoding/25831c2", "base64", "en"),
            "contentType": _listed("file-type", "PNG", "PNG"),
        },
    }


def _listed(name: str, code: str, label: str) -> Document:
    """A term of a list of the Publications Office."""
    return _concept(f"{LISTS}/{name}/{code}", f"{LISTS}/{name}", label)


def _concept(address: str, scheme: str, label: str, language: str = LANGUAGE) -> Document:
    return {
        "id": address,
        "type": "Concept",
        "inScheme": {"id": scheme, "type": "ConceptScheme"},
        "prefLabel": {language: [label]},
    }


def _said(text: str) -> dict[str, list[str]]:
    """A text with its language, as the model asks of each text for people."""
    return {LANGUAGE: [text]}
