"""The evidence bundle and its stand-alone verifier: genuine ones pass, one changed thing anywhere does not."""

import base64
import json
import random
import subprocess
import sys
from copy import deepcopy
from hashlib import sha256
from pathlib import Path
from ssl import DER_cert_to_PEM_cert

import pytest
import time_machine
from django.conf import settings as project
from django.utils import timezone

from deploy.verify_bundle import NotGenuine, canonical, verify
from marketplace.documents.seal import make_certificate, sign_bytes
from placements.actions.document import make_document
from placements.actions.evidence import make_evidence, make_missing
from placements.actions.host_tie import decide_host_tie, say_host_tie
from placements.actions.signature import record_paper, sign, sign_before_witness, sign_many
from placements.documents.evidence import bundle_of
from placements.models import Evidence
from tests.factories.accounts import actor_of
from tests.factories.agreements import director_of, in_signing, no_tie, parent_actor, student_actor
from tests.factories.offers import make_market

SECRET, OTHER = b"p" * 32, b"q" * 32
CODE = Path(project.BASE_DIR) / "deploy" / "verify_bundle.py"


def invented(number):
    """Evidence as the platform writes it, of an invented agreement."""
    at = f"2026-11-{number % 28 + 1:02d}T09:00:00+00:00"
    body = {
        "version": 1,
        "form": "OAO",
        "student": {"name": f"Noor Voorbeeld{number} ë"},
        "week": {"3": ["08:00", "16:00"]},
    }
    events, previous = [], "0" * 64
    for key in range(4):
        fields = {
            "id": number * 10 + key,
            "at": at,
            "verb": "signature.sign",
            "subject_type": "placements.signature",
            "subject_id": key,
            "user_id": None,
            "organisation_id": None,
            "roles": "student",
            "student_id": number,
            "representative_id": None,
            "data": {"from": "open", "to": "signed"},
        }
        digest = sha256(json.dumps([previous, fields], sort_keys=True).encode()).hexdigest()
        events.append({"fields": fields, "previous_hash": previous, "hash": digest})
        previous = digest
    slot = {"status": "signed", "answered_at": at, "way": "link", "identity": {"code": "mail"}, "name": "Noor"}
    pdf = b"%PDF-1.7 " + str(number).encode() * 200
    return {
        "agreement": {"number": number, "placement": number, "version": 1, "sealed_at": at},
        "body": body,
        "digest": sha256(canonical(body)).hexdigest(),
        "slots": [{"number": key, "party": "student", **slot} for key in range(4)],
        "document": {"number": "ABCD-EFGH-IJKL-MNOP", "sha256": sha256(pdf).hexdigest()},
        "events": events,
        "made_at": at,
    }, pdf


@pytest.fixture(scope="module")
def certificate():
    return make_certificate(SECRET, "Proef", timezone.now())


@pytest.fixture(scope="module")
def genuine(certificate):
    """A hundred bundles."""
    return [
        bundle_of(*invented(number), lambda content: (sign_bytes(content, SECRET), certificate))
        for number in range(100)
    ]


def test_a_hundred_genuine_bundles_pass(genuine, certificate):
    assert [verify(bundle, [certificate])["agreement"]["number"] for bundle in genuine] == list(range(100))


def test_a_thousand_forgeries_with_one_change_are_refused(genuine, certificate):
    chance, passed = random.Random(5), []
    for number in range(1000):
        bundle = genuine[number % 100]
        forged = FORGERIES[number % len(FORGERIES)](bundle, chance)
        assert forged != bundle
        try:
            passed.append(verify(forged, [certificate]))
        except NotGenuine:
            continue
    assert not passed


def one_byte(bundle, chance):
    place = chance.randrange(len(bundle))
    return bundle[:place] + bytes([bundle[place] ^ (1 << chance.randrange(8))]) + bundle[place + 1 :]


def one_byte_less(bundle, chance):
    place = chance.randrange(len(bundle))
    return bundle[:place] + bundle[place + 1 :]


def one_byte_more(bundle, chance):
    place = chance.randrange(len(bundle) + 1)
    return bundle[:place] + b" " + bundle[place:]


def one_value(bundle, chance):
    """Another value, spelled as the platform spells."""
    parts = json.loads(bundle)
    row, key = chance.choice(list(leaves(parts)))
    row[key] = f"{row[key]}x" if isinstance(row[key], str) else 7 if row[key] is None else row[key] + 1
    return canonical(parts)


def one_value_with_its_hashes(bundle, chance):
    """The signed text or an event is changed together with the hash over it."""
    parts = json.loads(bundle)
    evidence = parts["evidence"]
    if chance.random() < 0.5:
        evidence["body"]["student"]["name"] = f"Ander {chance.random()}"
        evidence["digest"] = sha256(canonical(evidence["body"])).hexdigest()
    else:
        event = chance.choice(evidence["events"])
        event["fields"]["roles"] = f"hr{chance.randrange(9)}"
        told = json.dumps([event["previous_hash"], event["fields"]], sort_keys=True)
        event["hash"] = sha256(told.encode()).hexdigest()
    return canonical(parts)


def another_pdf(bundle, chance):
    parts = json.loads(bundle)
    pdf = f"%PDF-1.7 {chance.random()}".encode()
    parts["pdf"], parts["evidence"]["document"]["sha256"] = base64.b64encode(pdf).decode(), sha256(pdf).hexdigest()
    return canonical(parts)


def one_slot_less(bundle, chance):
    parts = json.loads(bundle)
    parts["evidence"]["slots"].pop(chance.randrange(4))
    return canonical(parts)


def another_signer(bundle, chance):
    """Whole and consistent, but signed with a key of one's own."""
    parts = json.loads(bundle)
    parts["evidence"]["made_at"] = f"2027-01-{chance.randrange(10, 29)}"
    own = make_certificate(OTHER, "Proef", timezone.now())
    pdf = base64.b64decode(parts["pdf"])
    return bundle_of(parts["evidence"], pdf, lambda content: (sign_bytes(content, OTHER), own))


def own_key_under_our_certificate(bundle, chance):
    parts = json.loads(bundle)
    certificate, pdf = base64.b64decode(parts["certificate"]), base64.b64decode(parts["pdf"])
    return bundle_of(parts["evidence"], pdf, lambda content: (sign_bytes(content, OTHER), certificate))


def the_other_signature_that_fits(bundle, chance):
    """ECDSA has two for one text; only the lower one is ours."""
    order = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
    parts = json.loads(bundle)
    raw = base64.b64decode(parts["signature"])
    other = raw[:32] + (order - int.from_bytes(raw[32:])).to_bytes(32)
    parts["signature"] = base64.b64encode(other).decode()
    return canonical(parts)


FORGERIES = [
    one_byte,
    one_byte_less,
    one_byte_more,
    one_value,
    one_value_with_its_hashes,
    another_pdf,
    one_slot_less,
    another_signer,
    own_key_under_our_certificate,
    the_other_signature_that_fits,
]


def leaves(value):
    """Where each single value stands."""
    for key, each in list(value.items()) if isinstance(value, dict) else list(enumerate(value)):
        if isinstance(each, dict | list):
            yield from leaves(each)
        else:
            yield value, key


def kept():
    """The bytes of the one bundle."""
    with Evidence.objects.get().file.open("rb") as file:
        return file.read()


@pytest.mark.django_db
class TestOfThePlatform:
    @pytest.fixture(autouse=True)
    def _ground(self, settings):
        settings.DOCUMENT_SEAL_KEY = SECRET
        with time_machine.travel("2026-11-23 09:00 +0100", tick=False):
            yield

    @pytest.fixture
    def agreement(self):
        """Signed by accounts, before a witness and on paper."""
        market = make_market()
        row = in_signing(market)
        for actor in (market.hr, actor_of(director_of(market))):
            sign(agreement=row, by=actor)
        slots = {slot.party: slot for slot in row.signatures.all()}
        sign_before_witness(signature=slots["student"], by=market.coach_actor)
        no_tie(row, parent_actor(row.placement.student.representatives.get(), row.placement))
        record_paper(signature=slots["representative"], paper_on=timezone.localdate(), by=market.coach_actor)
        make_document(agreement_id=row.pk)
        row.refresh_from_db()
        return row

    def test_a_sealed_agreement_has_one_that_the_verifier_accepts(self, agreement, client, tmp_path):
        assert make_missing() == 1
        make_evidence(agreement_id=agreement.pk)
        make_evidence(agreement_id=agreement.pk)
        content = kept()
        assert Evidence.objects.get().digest == sha256(content).hexdigest()
        assert make_missing() == 0
        bundle, pem = tmp_path / "bewijs.json", tmp_path / "platform.pem"
        bundle.write_bytes(content)
        pem.write_bytes(client.get("/documents/certificates/").content)
        told = subprocess.run(
            [sys.executable, "-I", CODE, bundle, "--certificate", pem], capture_output=True, text=True, check=False
        )
        assert (told.returncode, told.stderr) == (0, "")
        assert "company: " in told.stdout
        ways = {slot["party"]: slot["way"] for slot in json.loads(content)["evidence"]["slots"]}
        assert ways == {"company": "account", "school": "account", "student": "witness", "representative": "paper"}
        bundle.write_bytes(content.replace(b"witness", b"account", 1))
        told = subprocess.run(
            [sys.executable, "-I", CODE, bundle, "--certificate", pem], capture_output=True, text=True, check=False
        )
        assert (told.returncode, told.stdout[:11]) == (1, "NOT genuine")

    def test_it_holds_no_address_and_no_tie_to_the_host(self, agreement):
        """Every party downloads it."""
        make_evidence(agreement_id=agreement.pk)
        content = kept().decode()
        student = agreement.placement.student
        for private in (student.email, student.representatives.get().email, "host_tie", "school_allowed_it"):
            assert private not in content

    def test_what_was_refused_to_a_parent_with_a_tie_is_not_in_it(self):
        """Every party downloads it, and the code of the refusal tells the tie."""
        market = make_market()
        row = in_signing(market)
        parent = row.placement.student.representatives.get()
        by = parent_actor(parent, row.placement)
        answer = say_host_tie(agreement=row, representative=parent, tie="works", by=by)
        ((_row, refusal),) = sign_many(agreements=[row], by=by)
        assert refusal.code == "signature.host_tie_waits"
        director = actor_of(director_of(market))
        decide_host_tie(answer=answer, may_sign=True, reason="Er is niemand anders.", by=director)
        for actor in (market.hr, director, by, student_actor(row.placement)):
            sign(agreement=row, by=actor)
        make_document(agreement_id=row.pk)
        make_evidence(agreement_id=row.pk)
        assert "host_tie" not in kept().decode()


def test_a_certificate_file_that_is_none(tmp_path, genuine, certificate):
    bundle, pem = tmp_path / "bewijs.json", tmp_path / "platform.pem"
    bundle.write_bytes(genuine[0])
    pem.write_text("niets")
    assert (
        subprocess.run(
            [sys.executable, "-I", CODE, bundle, "--certificate", pem], check=False, capture_output=True
        ).returncode
        == 2
    )
    pem.write_text(DER_cert_to_PEM_cert(certificate))
    assert (
        subprocess.run(
            [sys.executable, "-I", CODE, bundle, "--certificate", pem], check=False, capture_output=True
        ).returncode
        == 0
    )


def test_a_part_that_is_lacking_is_told(genuine, certificate):
    evidence, pdf = invented(1)
    lacking = deepcopy(evidence)
    del lacking["document"]
    with pytest.raises(NotGenuine):
        verify(bundle_of(lacking, pdf, lambda content: (sign_bytes(content, SECRET), certificate)), [certificate])
