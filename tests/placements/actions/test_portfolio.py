"""What a student takes along: badges that another implementation verifies, and that nobody else can fetch or change."""

import json
from base64 import b64decode
from datetime import date

import pytest
import time_machine
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from openbadgeslib.ob3.ldp import OB3LdpVerifier
from openbadgeslib.ob3.verifier import OB3VerificationError

from labels.models import SigningKey
from labels.proof import from_multikey
from labels.verification import Verdict, judge
from marketplace.actor import Role
from marketplace.workflow import Refused
from placements.actions.portfolio import europass_of, portfolio_of
from placements.models import Placement, ReachedCompetence
from schools.models import Student
from tests.factories.agreements import draft, student_actor
from tests.factories.badges import make_badge
from tests.factories.offers import make_market
from tests.factories.schools import school_member

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-23 09:00 +0100", tick=False):
        yield


@pytest.fixture
def market():
    return make_market()


@pytest.fixture
def placement(market):
    """It stopped, after one competence was reached."""
    placement = draft(market).placement
    competence = placement.agreements.get().plan.lines.get().competence
    facts = {"competence": competence, "reached_on": date(2026, 11, 20), "way": "scores"}
    ReachedCompetence.objects.create(student=placement.student, placement=placement, **facts)
    Placement.objects.update(status="ended_early", ended_on=date(2026, 11, 21), end_reason="SAFETY")
    return placement


def taken(placement):
    return portfolio_of(student=placement.student, by=student_actor(placement))


def europass(placement):
    return europass_of(student=placement.student, by=student_actor(placement))


def test_a_badge_is_verified_by_a_library_that_is_not_ours(settings, placement):
    make_badge(settings)
    badge = taken(placement)["verifiableCredential"][0]
    key = from_multikey(SigningKey.objects.get().multikey)
    verifier = OB3LdpVerifier(key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    text = json.dumps(badge)
    assert verifier.verify(text).id == badge["id"]
    assert judge(text, timezone.now()).verdict == Verdict.COMPETENCE
    changed = text.replace("twee keer", "honderd keer")
    assert changed != text
    with pytest.raises(OB3VerificationError):
        verifier.verify(changed)
    assert judge(changed, timezone.now()).verdict == Verdict.CHANGED


def test_it_says_the_same_each_time_and_names_no_key(settings, placement):
    make_badge(settings)
    first = taken(placement)
    assert first == taken(placement)
    assert first["holder"].startswith("urn:uuid:")
    assert first["verifiableCredential"][0]["credentialSubject"]["name"] == str(placement.student)
    assert first["verifiableCredential"][0]["validFrom"] == "2026-11-19T23:00:00Z"


def test_the_file_for_europass_has_a_new_name_when_it_says_something_else(placement):
    first = europass(placement)["id"]
    assert europass(placement)["id"] == first
    Student.objects.filter(pk=placement.student_id).update(first_name="Yasmina")
    assert europass(placement)["id"] != first


def test_without_a_key_it_is_not_signed(settings, placement):
    settings.LABEL_SIGNING_KEY = None
    assert "proof" not in taken(placement)["verifiableCredential"][0]


def test_a_badge_is_in_dutch_for_who_reads_english(settings, placement):
    settings.LABEL_SIGNING_KEY = None
    with override("en"):
        achievement = taken(placement)["verifiableCredential"][0]["credentialSubject"]["achievement"]
    assert achievement["criteria"]["narrative"] == "twee keer goed genoeg gezien"


def test_europass_tells_the_same_facts(placement):
    document, badge = europass(placement), taken(placement)["verifiableCredential"][0]
    (claim,) = document["credentialSubject"]["hasClaim"]
    assert document["credentialSubject"]["fullName"]["nl"] == [badge["credentialSubject"]["name"]]
    assert document["credentialSubject"]["id"] == badge["credentialSubject"]["id"]
    assert (claim["id"], claim["title"]["nl"]) == (badge["id"], [badge["name"]])
    assert claim["awardedBy"]["awardingDate"] == badge["validFrom"]
    assert document["issuer"]["id"] == badge["issuer"]["id"]
    assert str(placement.student.born_on.year) not in json.dumps({**document, "displayParameter": {}})
    page = document["displayParameter"]["individualDisplay"][0]["displayDetail"][0]["image"]["content"]
    assert b64decode(page).startswith(b"\x89PNG")
    with override("en"):
        assert europass(placement) == document


def test_europass_of_nothing_is_no_file(placement):
    ReachedCompetence.objects.all().delete()
    with pytest.raises(Refused, match="nog niets bereikt"):
        europass(placement)


@pytest.mark.parametrize("take", [portfolio_of, europass_of])
def test_a_company_and_another_school_and_another_student_take_nothing(market, placement, take):
    with pytest.raises(PermissionDenied):
        take(student=placement.student, by=market.hr)
    for stranger in (make_market().coach_actor, student_actor(draft(market).placement)):
        with pytest.raises(Student.DoesNotExist):
            take(student=placement.student, by=stranger)


def test_the_school_downloads_it(client_of, market, placement):
    answer = client_of(market.coach_member).get(reverse("student-portfolio", args=[placement.student_id]))
    assert answer["Content-Disposition"] == 'attachment; filename="talentportfolio.json"'
    assert len(answer.json()["verifiableCredential"]) == 1
    answer = client_of(market.coach_member).get(reverse("student-europass", args=[placement.student_id]))
    assert answer["Content-Disposition"] == 'attachment; filename="europass.json"'
    assert len(answer.json()["credentialSubject"]["hasClaim"]) == 1


def test_no_company_and_no_other_student_downloads_it(client_of, market, placement):
    other = draft(market).placement.student
    other.user = (member := school_member(market.school, Role.STUDENT)).user
    other.save()
    for page in ("student-portfolio", "student-europass"):
        address = reverse(page, args=[placement.student_id])
        assert client_of(market.hr_member).get(address).status_code == 403
        assert client_of(make_market().coach_member).get(address).status_code == 404
        assert client_of(member).get(address).status_code == 404
