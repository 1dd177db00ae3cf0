"""The verdict on a pasted or uploaded badge, over HTTP."""

import json

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from labels.actions.signing_key import rotate_key
from labels.models import Label, SigningKey
from labels.verification import Verdict, judge
from marketplace.actor import SYSTEM
from tests.factories.badges import NEXT_KEY, make_badge
from tests.factories.labels import LabelFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
URL = "/labels/verify/"


@pytest.fixture
def today():
    with time_machine.travel("2026-11-21T10:00:00+01:00", tick=False):
        yield


@pytest.fixture
def badge(settings):
    return make_badge(settings)


def verdict(text):
    return judge(text if isinstance(text, str) else json.dumps(text), timezone.now()).verdict


def svg_of(client, badge):
    return client.get(reverse("label-badge", args=[badge.label_id])).content.decode()


def test_a_pasted_badge_is_valid_and_the_page_says_so(client, badge):
    page = client.post(URL, {"text": json.dumps(badge.document)}).content.decode()
    assert str(Verdict.VALID.label) in page
    assert badge.label.organisation.name in page


def test_an_uploaded_svg_is_valid(client, badge):
    file = SimpleUploadedFile("label.svg", svg_of(client, badge).encode(), "image/svg+xml")
    assert str(Verdict.VALID.label) in client.post(URL, {"file": file}).content.decode()


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"status": "suspended", "reason": "x"}, Verdict.SUSPENDED),
        ({"status": "withdrawn", "reason": "x"}, Verdict.WITHDRAWN),
        ({"status": "expired", "ends_on": "2026-11-20"}, Verdict.EXPIRED),
        ({"ends_on": "2026-11-20"}, Verdict.EXPIRED),
    ],
)
def test_what_a_real_badge_is_worth_today(badge, facts, expected):
    Label.objects.update(**facts)
    assert verdict(badge.document) == expected


def test_a_replaced_badge_and_one_by_a_stolen_key(settings, badge):
    Label.objects.update(level="distinction")
    newer = make_badge(settings, badge.label)
    assert (verdict(badge.document), verdict(newer.document)) == (Verdict.REPLACED, Verdict.VALID)
    settings.LABEL_SIGNING_KEY = NEXT_KEY
    rotate_key(by=SYSTEM)
    assert verdict(newer.document) == Verdict.VALID
    SigningKey.objects.filter(pk=newer.key_id).update(compromised_at=timezone.now())
    assert verdict(newer.document) == Verdict.WITHDRAWN


def test_a_changed_badge_and_one_of_somebody_else(badge):
    renamed = badge.document | {"credentialSubject": badge.document["credentialSubject"] | {"name": "Ander"}}
    other_id = badge.document | {"id": "urn:uuid:0"}
    other_did = badge.document | {"issuer": badge.document["issuer"] | {"id": "did:web:evil.example"}}
    other_context = badge.document | {"@context": ["https://evil.example/context"]}
    extra = badge.document | {"extra": 1}
    told = [verdict(document) for document in (renamed, other_id, other_did, other_context, extra)]
    assert told == [Verdict.CHANGED, Verdict.CHANGED, Verdict.NOT_OURS, Verdict.CHANGED, Verdict.CHANGED]


@pytest.mark.parametrize("text", ["x", "[]", "{", "<svg", "<svg xmlns='http://www.w3.org/2000/svg'/>", "[" * 50_000])
def test_what_is_no_badge(text):
    assert verdict(text) == Verdict.UNREADABLE


@pytest.mark.parametrize("document", [{}, {"id": 5, "issuer": []}, {"id": ["x"], "issuer": {"id": {}}}])
def test_documents_of_another_shape_are_not_ours(document):
    assert verdict(document) == Verdict.NOT_OURS


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("</svg>", "<script>alert(1)</script></svg>"),
        ("<title>", "<title onclick='x()'>"),
        ("<g ", "<a href='https://evil.example'/><g "),
        ("<g ", "<g style='background: url(https://evil.example)' "),
        ("<svg ", "<!DOCTYPE svg [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><svg "),
    ],
)
def test_a_picture_with_more_than_our_drawing_is_changed(client, badge, old, new):
    svg = svg_of(client, badge)
    assert old in svg
    assert verdict(svg.replace(old, new, 1)) == Verdict.CHANGED


def test_the_address_of_a_page_is_no_proof(settings):
    provisional, audited = LabelFactory(), LabelFactory(level="label")
    assert verdict(f"{settings.PUBLIC_URL}/labels/{provisional.pk}/") == Verdict.PROVISIONAL
    assert verdict(f"{settings.PUBLIC_URL}/labels/{audited.pk}/") == Verdict.PAGE
    assert verdict(f"{settings.PUBLIC_URL}/labels/999999/") == Verdict.UNREADABLE
    assert verdict("http://169.254.169.254/labels/1/") == Verdict.UNREADABLE


def test_nothing_and_too_much_are_said_on_the_form(client):
    assert "Plak het bewijs, of kies een bestand." in client.post(URL, {"text": ""}).content.decode()
    big = SimpleUploadedFile("label.json", b"x" * 100_001)
    assert "te groot" in client.post(URL, {"file": big}).content.decode()
    assert client.post(URL, {"text": "x" * 100_001}).status_code == 200


def test_a_sole_trader_is_public_by_trade_name_only(client, settings):
    facts = {"organisation__name": "Jan Peeters", "organisation__trade_name": "Bakkerij Demo"}
    label = LabelFactory(level="label", site__company__organisation__name="Jan Peeters")
    label.organisation.trade_name = facts["organisation__trade_name"]
    label.organisation.save()
    number = label.organisation.enterprise_number
    badge = make_badge(settings, label)
    pages = [reverse(name) for name in ("label-register", "label-register-csv", "label-register-json")]
    pages += [reverse(name, args=[label.pk]) for name in ("label-detail", "label-badge", "label-credential")]
    for url in [*pages, "/api/v1/labels/", f"/api/v1/labels/{label.pk}/"]:
        told = client.get(url).getvalue().decode()
        assert "Bakkerij Demo" in told, url
        assert "Peeters" not in told, url
        assert number not in told.replace(".", ""), url
    assert "Peeters" not in json.dumps(badge.document)
    assert client.get(reverse("label-register-json"), {"q": "Peeters"}).json()["count"] == 0
    assert client.get(reverse("label-register-json"), {"q": number}).json()["count"] == 0
    assert client.get(reverse("label-register-json"), {"q": "bakkerij"}).json()["count"] == 1


@pytest.mark.parametrize("number", ["\x00", "\ud800", "urn:uuid:" + "\x00" * 36])
def test_a_number_that_no_database_keeps_is_not_ours(number):
    document = {"id": number, "issuer": number}
    assert judge(json.dumps(document), timezone.now()).verdict in (Verdict.NOT_OURS, Verdict.UNREADABLE)
