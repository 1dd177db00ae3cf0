"""The file for Europass has what the European application profile asks, and says of nobody that they sealed it."""

from base64 import b64decode

import pytest

from placements.europass import Issuer, Owner, european_credential
from placements.portfolio import Achieved

# What must be there, by class: sh:minCount 1 in EDC-generic-no-cv.ttl (application profile EDC, version 1.1.0, modified
# 5 June 2023; european-commission-empl/European-Learning-Model, rdf/ap/edc), in the words of edc-ap-context.jsonld; and
# `issuanceDate`, which W3C Verifiable Credentials 1.1 asks (section 4.6).
REQUIRED = {
    "EuropeanDigitalCredential": {
        *("credentialProfiles", "displayParameter", "issuer", "credentialSubject"),
        *("issued", "validFrom", "credentialSchema", "issuanceDate"),
    },
    "DisplayParameter": {"title", "primaryLanguage", "language", "individualDisplay"},
    "IndividualDisplay": {"language", "displayDetail"},
    "DisplayDetail": {"image", "page"},
    "MediaObject": {"content", "contentType", "contentEncoding"},
    "Person": {"hasClaim"},
    "LearningAchievement": {"title", "awardedBy"},
    "LearningAchievementSpecification": {"title"},
    "AwardingProcess": {"awardingBody"},
    "Organisation": {"legalName", "location"},
    "Location": {"address"},
    "Address": {"countryCode"},
    "WebResource": {"contentURL"},
    "Concept": set(),
    "ConceptScheme": set(),
    "ShaclValidator2017": set(),
}
# What else those classes may carry of the same profile, as far as the file uses it.
OPTIONAL = {
    "DisplayParameter": {"description"},
    "Person": {"fullName", "givenName", "familyName"},
    "LearningAchievement": {"description", "specifiedBy"},
    "AwardingProcess": {"description", "awardingDate"},
    "Organisation": {"homepage"},
    "Concept": {"prefLabel", "inScheme"},
}
TEXTS = {"title", "description", "fullName", "givenName", "familyName", "legalName", "prefLabel"}  # rdf:langString
SINCE = ("2026-11-19T23:00:00Z", "2027-02-04T23:00:00Z")


@pytest.fixture
def document():
    how = "twee keer goed genoeg gezien"
    reached = [
        Achieved(f"urn:uuid:{since}", f"C{place}", "Rekken aanvullen", "Logistiek", how, since)
        for place, since in enumerate(SINCE)
    ]
    owner, issuer = Owner("urn:uuid:o", "Yasmina", "El Amrani"), Issuer("did:web:a", "Platform", "https://a.example")
    return european_credential(reached, number="urn:uuid:d", owner=owner, issuer=issuer, pages=[b"one", b"two"])


def nodes(value):
    """Every object with a class, wherever it stands."""
    if isinstance(value, list):
        return [node for part in value for node in nodes(part)]
    if not isinstance(value, dict):
        return []
    inner = [node for part in value.values() for node in nodes(part)]
    return [value, *inner] if "type" in value else inner


def kind(node):
    return node["type"][-1] if isinstance(node["type"], list) else node["type"]


def test_each_part_has_what_the_profile_asks_and_nothing_that_it_does_not_know(document):
    found = nodes(document)
    assert {kind(node) for node in found} == set(REQUIRED)
    for node in found:
        said, asked = set(node) - {"@context", "type"}, REQUIRED[kind(node)] | {"id"}
        assert asked <= said <= asked | OPTIONAL.get(kind(node), set()), kind(node)
        assert all(value not in ("", [], {}, None) for value in node.values()), kind(node)


def test_it_names_its_profile_and_languages_as_europe_does(document):
    assert document["@context"] == [
        "https://www.w3.org/2018/credentials/v1",
        "http://data.europa.eu/snb/model/context/edc-ap",
    ]
    assert document["type"] == ["VerifiableCredential", "EuropeanDigitalCredential"]
    assert document["credentialSchema"]["id"] == "http://data.europa.eu/snb/model/ap/edc-generic-full"
    language = document["displayParameter"]["primaryLanguage"]
    assert language["id"] == "http://publications.europa.eu/resource/authority/language/NLD"
    texts = [(name, text) for node in nodes(document) for name, text in node.items() if name in TEXTS]
    assert {language for _name, text in texts for language in text} == {"nl", "en"}
    assert all(len(words) == 1 and words[0] for _name, text in texts for words in text.values())


def test_it_tells_each_competence_since_when_and_how(document):
    first, second = document["credentialSubject"]["hasClaim"]
    assert first["title"] == {"nl": ["Rekken aanvullen"]}
    assert first["description"] == {"nl": ["Logistiek"]}
    assert first["awardedBy"]["description"] == {"nl": ["twee keer goed genoeg gezien"]}
    assert (first["awardedBy"]["awardingDate"], second["awardedBy"]["awardingDate"]) == SINCE
    assert document["validFrom"] == document["issued"] == SINCE[1]
    assert document["credentialSubject"]["fullName"] == {"nl": ["Yasmina El Amrani"]}


def test_its_nodes_that_differ_have_names_that_differ(document):
    named = {}
    for node in nodes(document):
        assert named.setdefault(node["id"], node) == node


def test_it_shows_its_pages(document):
    details = document["displayParameter"]["individualDisplay"][0]["displayDetail"]
    shown = [(each["page"], b64decode(each["image"]["content"])) for each in details]
    assert shown == [(1, b"one"), (2, b"two")]


def test_it_claims_no_seal(document):
    """Who seals adds the eIDAS identifier of the issuer, which the profile asks, and a proof; nobody seals this."""
    assert "proof" not in document
    assert "eIDASIdentifier" not in document["issuer"]
    assert "geen Europees zegel" in document["displayParameter"]["description"]["nl"][0]
