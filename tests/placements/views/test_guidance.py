"""Tips and trainings of the city, and certificates of mentors and coaches, over HTTP and through the actions."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from marketplace.actor import Role
from marketplace.workflow import Refused
from placements.actions.guidance import keep_tip, note_coach_certificate, note_mentor_certificate
from placements.data import load_tips
from placements.models import Tip, Training, TrainingCertificate
from tests.constraints import breaks
from tests.factories.accounts import city_member
from tests.factories.companies import CompanyFactory, hr_of
from tests.factories.offers import make_market

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
TIP = {
    "audience": "mentor",
    "moment": "first",
    "title": "Wandel samen rond",
    "text": "Toon alles.",
    "from_on": TODAY,
    "until_on": None,
}
SEEN = {"title": "Mentor worden", "provider": "Demo Vorming", "dated_on": date(2026, 10, 2), "seen_on": TODAY}


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-11-23 09:00 +0100", tick=False):
        yield


@pytest.fixture
def market():
    return make_market()


@pytest.fixture
def city(client_of):
    """Logs the administrator in; each call of `client_of` changes who the one client is."""
    member = city_member(Role.ADMINISTRATOR)
    return lambda: client_of(member)


def refused(code):
    return pytest.raises(Refused, check=lambda error: error.code == code)


def typed(facts):
    return {name: "" if value is None else str(value) for name, value in facts.items()}


def read(client):
    return client.get(reverse("guidance")).text


class TestTips:
    def test_what_ships_is_loaded_once_and_what_was_changed_stays(self):
        load_tips()
        Tip.objects.filter(code="late").update(title="Anders")
        load_tips()
        assert Tip.objects.count() == 15
        assert Tip.objects.get(code="late").title == "Anders"
        assert max(len(tip.text) for tip in Tip.objects.all()) <= 120

    def test_the_city_adds_and_ends_one(self, city, market, client_of):
        city().post(reverse("tip-add"), typed(TIP))
        assert "Wandel samen rond" in read(client_of(market.hr_member))
        assert "Wandel samen rond" not in read(client_of(market.coach_member))
        change = reverse("tip-change", args=[Tip.objects.get().pk])
        wrong = city().post(change, typed(TIP | {"until_on": date(2026, 11, 1)}))
        assert "De laatste dag valt voor de eerste." in wrong.text
        city().post(change, typed(TIP | {"until_on": TODAY, "audience": "both"}))
        assert "Wandel samen rond" in read(client_of(market.coach_member))
        with time_machine.travel("2026-11-24 09:00 +0100", tick=False):
            assert "Wandel samen rond" not in read(client_of(market.hr_member))

    def test_only_the_administrator_writes(self, market):
        with pytest.raises(PermissionDenied):
            keep_tip(by=market.hr, **TIP)


def test_the_city_lists_a_training(city, market, client_of):
    facts = {"audience": "both", "title": "Jongeren begeleiden", "provider": "Demo Vorming", "from_on": TODAY}
    city().post(reverse("training-add"), typed(facts) | {"price": "45.50", "begins_on": "2027-01-15"})
    assert Training.objects.get().price_cents == 4550
    assert "vr 15 jan 2027" in read(client_of(market.coach_member))
    change = reverse("training-change", args=[Training.objects.get().pk])
    assert "45.5" in city().get(change).text.replace("45,5", "45.5")
    city().post(change, typed(facts) | {"price": "0"})
    assert "gratis" in read(client_of(market.hr_member))


class TestCertificates:
    def test_the_mentor_training_answers_r11_too(self, market, client_of):
        mentor = market.mentor(trained_on=None)
        address, client = reverse("mentor-certificates", args=[mentor.pk]), client_of(market.hr_member)
        answer = client.post(address, typed(SEEN) | {"is_mentor_training": "on"}, follow=True)
        assert "Mentor worden" in answer.text
        mentor.refresh_from_db()
        assert mentor.trained_on == date(2026, 10, 2)
        assert TrainingCertificate.objects.get().seen_by == market.hr_member.user

    def test_another_training_does_not(self, market):
        mentor = market.mentor(trained_on=None)
        note_mentor_certificate(mentor=mentor, is_mentor_training=False, by=market.hr, **SEEN)
        mentor.refresh_from_db()
        assert mentor.trained_on is None

    @pytest.mark.parametrize(
        ("days", "code"),
        [
            ({"seen_on": date(2026, 11, 24)}, "certificate.future"),
            ({"dated_on": date(2026, 11, 23), "seen_on": date(2026, 11, 22)}, "certificate.dates"),
        ],
    )
    def test_days_in_order(self, market, days, code):
        with refused(code):
            note_coach_certificate(coach=market.coach, by=market.coordinator, **SEEN | days)

    def test_once_and_by_the_own_side(self, market, client_of):
        note_coach_certificate(coach=market.coach, by=market.coordinator, **SEEN)
        with refused("certificate.twice"):
            note_coach_certificate(coach=market.coach, by=market.coordinator, **SEEN)
        with pytest.raises(PermissionDenied):
            note_coach_certificate(coach=market.coach, by=market.hr, **SEEN)
        with pytest.raises(PermissionDenied):
            note_mentor_certificate(mentor=market.mentor(), is_mentor_training=False, by=market.coordinator, **SEEN)
        own = client_of(market.coordinator_member).get(reverse("coach-certificates", args=[market.coach.pk]))
        assert "Mentor worden" in own.text
        other = client_of(hr_of(CompanyFactory())).get(reverse("mentor-certificates", args=[market.mentor().pk]))
        assert other.status_code == 404


class TestPromises:
    @pytest.mark.parametrize(
        ("name", "fields"),
        [
            ("tip_audience_known", {"audience": "all"}),
            ("tip_moment_known", {"moment": "never"}),
            ("tip_has_words", {"text": ""}),
            ("tip_has_words", {"title": ""}),
            ("tip_ends_after_start", {"until_on": date(2026, 11, 22)}),
        ],
    )
    def test_tips(self, name, fields):
        with breaks(name):
            Tip.objects.create(**TIP | fields)

    @pytest.mark.parametrize(
        ("name", "fields"),
        [
            ("training_audience_known", {"audience": "all"}),
            ("training_has_names", {"provider": ""}),
            ("training_ends_after_start", {"until_on": date(2026, 11, 22)}),
        ],
    )
    def test_trainings(self, name, fields):
        facts = {"audience": "both", "title": "Iets", "provider": "Iemand", "from_on": TODAY}
        with breaks(name):
            Training.objects.create(**facts | fields)

    def test_certificates(self, market):
        mentor = market.mentor()
        with breaks("training_certificate_of_one_person"):
            TrainingCertificate.objects.create(**SEEN)
        with breaks("training_certificate_of_one_person"):
            TrainingCertificate.objects.create(**SEEN, mentor=mentor, coach=market.coach)
        with breaks("training_certificate_seen_after_its_date"):
            TrainingCertificate.objects.create(**SEEN | {"seen_on": date(2026, 10, 1)}, mentor=mentor)
        for holder in ({"mentor": mentor}, {"coach": market.coach}):
            TrainingCertificate.objects.create(**SEEN, **holder)
        with breaks("training_certificate_once_for_mentor"):
            TrainingCertificate.objects.create(**SEEN, mentor=mentor)
        with breaks("training_certificate_once_for_coach"):
            TrainingCertificate.objects.create(**SEEN, coach=market.coach)
