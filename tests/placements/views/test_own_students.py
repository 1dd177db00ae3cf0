"""My students: of a coach, of who stands in today, of a mentor; what is due comes first."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from marketplace.actor import Role
from placements.models import Placement, Timer
from schools.models import CoachStandIn
from tests.factories.accounts import MembershipFactory
from tests.factories.agreements import agreed_placement
from tests.factories.offers import make_market
from tests.factories.schools import CoachFactory, StudentFactory, school_member

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-11-23 09:00 +0100", tick=False):
        yield


@pytest.fixture
def market():
    return make_market()


@pytest.fixture
def placement(market):
    row = agreed_placement(market, first_name="Adil", last_name="Eerst")
    Placement.objects.filter(pk=row.pk).update(status="running")
    return row


def read(client):
    return client.get(reverse("own-students")).text


def other_coach(market):
    member = school_member(market.school, Role.COACH)
    return member, CoachFactory(school=market.school, user=member.user)


def test_a_coach_reads_own_students_and_what_is_due_first(market, placement, client_of):
    StudentFactory(school=market.school, coach=market.coach, first_name="Aad", last_name="Rustig")
    StudentFactory(school=market.school, coach=other_coach(market)[1], first_name="Van", last_name="Iemand Anders")
    placement.evaluations.create(moment="middle", planned_on=date(2026, 12, 1))
    placement.contacts.create(kind="visit", planned_on=date(2026, 11, 20))
    placement.contacts.create(kind="visit", planned_on=date(2027, 2, 1))
    own = {"school": market.school, "company": market.company, "student": placement.student, "placement": placement}
    Timer.objects.create(key="k", kind="registration", starts_on=TODAY, due_on=date(2026, 12, 10), **own)
    text = read(client_of(market.coach_member))
    found = ["Adil Eerst", "had moeten gebeuren op vr 20 nov 2026", "di 1 dec 2026", "do 10 dec 2026", "Aad Rustig"]
    assert sorted(found, key=text.index) == found
    assert "Iemand Anders" not in text
    assert "1 feb 2027" not in text


def test_a_stand_in_reads_them_on_those_days_only(market, placement, client_of):
    member, coach = other_coach(market)
    days = {"starts_on": TODAY, "ends_on": date(2026, 11, 27)}
    CoachStandIn.objects.create(coach=market.coach, stand_in=coach, **days)
    client = client_of(member)
    assert "Adil Eerst" in (text := read(client))
    assert f"je vervangt {market.coach.name}" in text
    with time_machine.travel("2026-11-28 09:00 +0100", tick=False):
        assert "Adil Eerst" not in read(client)


def test_a_mentor_reads_whom_they_guide_with_the_weeks_to_confirm(market, placement, client_of):
    member = MembershipFactory(organisation=market.company.organisation, role=Role.MENTOR, may_sign=False)
    assert "Je begeleidt nu geen leerling." in read(client_of(member))
    mentor = placement.mentors.get().mentor
    mentor.user = member.user
    mentor.save()
    for monday in (date(2026, 11, 9), date(2026, 11, 16)):
        placement.week_notes.create(monday_on=monday, text="Rekken", written_at=timezone.now())
    placement.contacts.create(kind="visit", planned_on=TODAY, note="van de school")
    agreed_placement(market, first_name="Van", last_name="Een Ander")
    text = read(client_of(member))
    assert "Adil Eerst" in text
    assert text.count("Bevestig wat de leerling schreef") == 1
    assert "bezoek" not in text.lower()
    assert "Een Ander" not in text
    Placement.objects.filter(pk=placement.pk).update(status="stopped", ended_on=TODAY, end_reason="OTHER")
    assert "Adil Eerst" not in read(client_of(member)), "it did not go on"


def test_a_coach_reads_how_many_visits_of_this_school_year_are_planned_or_done(market, placement, client_of):
    agreed_placement(market, first_name="Van", last_name="Geen Bezoek")
    for planned_on, held_on in ((date(2026, 11, 2), date(2026, 11, 3)), (date(2027, 2, 1), None)):
        placement.contacts.create(kind="visit", planned_on=planned_on, held_on=held_on)
    placement.contacts.create(kind="call", planned_on=TODAY)
    placement.contacts.create(kind="visit", planned_on=date(2026, 8, 31))  # of the school year before
    text = read(client_of(market.coach_member))
    assert "2 van 3 bezoeken gepland of gedaan" in text
    assert "0 van 3 bezoeken gepland of gedaan" in text
    assert "Plan nog een bezoek" not in text
    with time_machine.travel("2027-04-12 09:00 +0200", tick=False):
        client = client_of(market.coach_member)
        assert read(client).count("Plan nog een bezoek") == 1, "only where the placement runs"
        placement.contacts.create(kind="visit", planned_on=date(2027, 5, 3))
        assert "3 van 3 bezoeken gepland of gedaan" in (text := read(client))
        assert "Plan nog een bezoek" not in text
