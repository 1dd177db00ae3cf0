"""Badges over HTTP: issued, taken back, rotated, and verified by code that is not ours."""

import base64
import gzip
import json
from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.core.management import call_command
from django.core.management.base import CommandError
from django.urls import reverse
from django.utils import timezone
from openbadgeslib.baking import SVG_ELEMENT_OB3, extract_svg
from openbadgeslib.ob3.ldp import OB3LdpVerifier
from openbadgeslib.ob3.status_list import encode_bitstring
from openbadgeslib.ob3.verifier import OB3VerificationError

from labels.actions.credential import issue, issue_missing
from labels.actions.signing_key import distrust_key, rotate_key
from labels.models import Credential, Label, SigningKey
from labels.proof import from_multikey, holds
from labels.tasks.credential import issue_missing as sweep
from marketplace.actor import SYSTEM
from marketplace.audit.models import AuditEvent
from marketplace.workflow import Refused
from tests.constraints import breaks
from tests.factories.badges import NEXT_KEY, make_badge
from tests.factories.labels import LabelFactory, take_step
from tests.race import TRIALS, race

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def today():
    with time_machine.travel("2026-11-21T10:00:00+01:00", tick=False):
        yield


@pytest.fixture
def badge(settings):
    return make_badge(settings)


def credential_of(client, label):
    return client.get(reverse("label-credential", args=[label.pk])).json()


def is_set(client, entry):
    """Whether the published list sets the bit of a status entry; the list's own proof must hold."""
    document = client.get(entry["statusListCredential"].removeprefix("http://127.0.0.1:8000")).json()
    assert holds(document, key=key_in(client, document["proof"]["verificationMethod"]))
    subject = document["credentialSubject"]
    assert subject["statusPurpose"] == entry["statusPurpose"]
    text = subject["encodedList"].removeprefix("u")
    bits = gzip.decompress(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    index = int(entry["statusListIndex"])
    return bool(bits[index // 8] >> (7 - index % 8) & 1)


def key_in(client, method):
    """The public key that the did:web document gives for a method."""
    document = client.get("/.well-known/did.json").json()
    assert method in document["assertionMethod"]
    return next(from_multikey(m["publicKeyMultibase"]) for m in document["verificationMethod"] if m["id"] == method)


def statuses(client, document):
    return [is_set(client, entry) for entry in document["credentialStatus"]]


def refusal(call, *args, **arguments):
    with pytest.raises(Refused) as caught:
        call(*args, **arguments)
    return caught.value.code


def test_an_audited_label_has_a_badge_that_names_it(client, badge):
    document = credential_of(client, badge.label)
    assert document == badge.document
    assert badge.label.organisation.name in document["credentialSubject"]["name"]
    assert (document["validFrom"], document["validUntil"]) == ("2025-12-31T23:00:00Z", "2028-08-31T22:00:00Z")
    assert holds(document, key=key_in(client, document["proof"]["verificationMethod"]))
    assert AuditEvent.objects.filter(verb="credential.issued").count() == 1


def test_a_badge_is_verified_by_a_library_that_is_not_ours(client, badge):
    """openbadgeslib reads our badge and our baked SVG with its own context files; it shares no code with `labels`."""
    document = credential_of(client, badge.label)
    key = key_in(client, document["proof"]["verificationMethod"])
    verifier = OB3LdpVerifier(key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    assert verifier.verify(json.dumps(document)).id == badge.number
    svg = client.get(reverse("label-badge", args=[badge.label_id])).content
    baked = extract_svg(svg, element=SVG_ELEMENT_OB3, text_fallback=True)
    assert verifier.verify(baked).id == badge.number
    with pytest.raises(OB3VerificationError):
        verifier.verify(json.dumps(document).replace("Vestiging", "Andere"))


def test_a_status_list_is_read_by_a_library_that_is_not_ours(client, badge):
    Label.objects.update(status="suspended", reason="x")
    told = client.get("/labels/status/2").json()["credentialSubject"]["encodedList"]
    assert gzip.decompress(_raw(told)) == gzip.decompress(_raw(encode_bitstring([badge.position])))


def _raw(text):
    return base64.urlsafe_b64decode(text.removeprefix("u") + "=" * (-(len(text) - 1) % 4))


def test_a_provisional_label_and_an_installation_without_key_have_none(client, settings):
    assert make_none(client, settings, LabelFactory(), b"x" * 32) == 404
    assert make_none(client, settings, LabelFactory(level="label"), None) == 404


def make_none(client, settings, label, key):
    settings.LABEL_SIGNING_KEY = key
    assert issue(label=label, by=SYSTEM) is None
    assert issue_missing() == 0
    return client.get(reverse("label-credential", args=[label.pk])).status_code


def test_a_suspension_shows_at_once_and_goes_again(client, badge):
    document = credential_of(client, badge.label)
    assert statuses(client, document) == [False, False]
    take_step(badge.label, "suspend")
    assert statuses(client, document) == [False, True]
    take_step(badge.label, "reinstate")
    assert statuses(client, document) == [False, False]
    take_step(badge.label, "withdraw", ends_on=timezone.localdate())
    assert statuses(client, document) == [True, False]


def test_what_changes_is_signed_anew_and_the_old_badge_is_revoked(client, badge):
    old = badge.document
    assert sweep() == 0
    Label.objects.update(level="distinction")
    assert (sweep(), sweep()) == (1, 0)
    new = credential_of(client, badge.label)
    assert new["credentialSubject"]["achievement"]["name"] == "label met onderscheiding"
    assert (statuses(client, old), statuses(client, new)) == ([True, False], [False, False])


def test_a_rotated_key_keeps_old_badges_verifiable(client, settings, badge):
    settings.LABEL_SIGNING_KEY = NEXT_KEY
    assert refusal(issue, label=badge.label, by=SYSTEM) == "badge.key_not_current"
    call_command("rotate_label_key", stdout=StringIO())
    assert credential_of(client, badge.label) == badge.document
    assert holds(badge.document, key=key_in(client, badge.document["proof"]["verificationMethod"]))
    assert statuses(client, badge.document) == [False, False]
    fresh = make_badge(settings)
    assert fresh.key != badge.key
    assert len(client.get("/.well-known/did.json").json()["verificationMethod"]) == 2


def test_a_retired_key_never_comes_back(settings, badge):
    old = settings.LABEL_SIGNING_KEY
    settings.LABEL_SIGNING_KEY = NEXT_KEY
    rotate_key(by=SYSTEM)
    settings.LABEL_SIGNING_KEY = old
    assert refusal(rotate_key, by=SYSTEM) == "badge.key_not_current"


def test_the_badges_of_a_stolen_key_are_revoked_and_made_anew(client, settings, badge):
    assert refusal(distrust_key, key=badge.key, by=SYSTEM) == "badge.key_in_use"
    settings.LABEL_SIGNING_KEY = NEXT_KEY
    rotate_key(by=SYSTEM)
    call_command("rotate_label_key", distrust=badge.key.multikey, stdout=StringIO())
    assert statuses(client, badge.document) == [True, False]
    assert badge.key.multikey not in client.get("/.well-known/did.json").content.decode()
    assert credential_of(client, badge.label) != badge.document
    with pytest.raises(CommandError, match="no such key"):
        call_command("rotate_label_key", distrust="z6Mk")


def test_a_fresh_key_is_printed(capsys):
    call_command("rotate_label_key", new=True)
    assert len(base64.b64decode(capsys.readouterr().out)) == 32


def test_lists_that_are_not_begun_are_not_there(client, badge):
    assert [client.get(f"/labels/status/{number}").status_code for number in (0, 1, 2, 3, 10**8)] == [
        404,
        200,
        200,
        404,
        404,
    ]


def test_pages_elsewhere_may_read_a_badge(client, badge):
    for name, arguments in (("label-credential", [badge.label_id]), ("label-status-list", [1]), ("did", [])):
        assert client.get(reverse(name, args=arguments))["Access-Control-Allow-Origin"] == "*"


def test_the_page_of_a_label_shows_badge_snippet_and_sticker(client, badge):
    page = client.get(reverse("label-detail", args=[badge.label_id])).content.decode()
    for name in ("label-badge", "label-credential", "label-sticker"):
        assert reverse(name, args=[badge.label_id]) in page
    assert "&lt;a href=" in page


@pytest.mark.parametrize("paper", ["a4", "a6"])
def test_a_sticker_is_printed_while_the_label_is_valid(client, paper):
    label = LabelFactory()
    answer = client.get(reverse("label-sticker", args=[label.pk]), {"paper": paper})
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    Label.objects.update(status="suspended", reason="x")
    assert client.get(reverse("label-sticker", args=[label.pk])).status_code == 404


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_one_badge_a_label_and_one_position_a_badge(settings):
    make_badge(settings)
    for _ in range(TRIALS):
        one, other = LabelFactory(level="label"), LabelFactory(level="label")
        calls = [lambda row=row: issue(label=row, by=SYSTEM) for row in (one, one, other, other)]
        race(calls)
    assert Credential.objects.count() == 1 + 2 * TRIALS
    assert {b.position for b in Credential.objects.all()} == set(range(1 + 2 * TRIALS))


def test_signing_key_one_current(badge):
    with breaks("signing_key_one_current"):
        SigningKey.objects.create(issuer=badge.key.issuer, multikey="z2", added_at=timezone.now())


def test_signing_key_compromised_is_retired(badge):
    with breaks("signing_key_compromised_is_retired"):
        SigningKey.objects.update(compromised_at=timezone.now())


def test_credential_one_current_per_label(badge):
    facts = {"label": badge.label, "key": badge.key, "document": {}, "issued_at": timezone.now()}
    with breaks("credential_one_current_per_label"):
        Credential.objects.create(number="urn:x", position=9, **facts)


def test_credential_replaced_after_issue(badge):
    with breaks("credential_replaced_after_issue"):
        Credential.objects.update(replaced_at=badge.issued_at - timedelta(days=1))
