"""A student without an account keeps a link that works, from the first day until shortly after the last."""

from datetime import date, timedelta

import pytest
import time_machine

from marketplace.actor import SYSTEM
from marketplace.jobs.models import Job
from placements.actions.link import issue_links
from placements.actions.signature import sign
from placements.actions.student_link import renew_links
from placements.models import Agreement, PersonalLink, Placement
from schools.models import Student
from tests.factories.accounts import UserFactory, actor_of
from tests.factories.agreements import director_of, in_signing, no_tie, parent_actor, student_actor
from tests.factories.offers import make_market
from tests.links import link_of, opened

pytestmark = pytest.mark.django_db
STARTS_ON, ENDS_ON = date(2027, 1, 11), date(2027, 6, 25)
STUDENT = "sam@demo.example"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-11-23 09:00 +0100", tick=False) as moved:
        yield moved


@pytest.fixture
def market():
    return make_market()


def placed(market, **student):
    """A sealed placement that runs from 11 January 2027; everybody signed in November."""
    agreement = in_signing(market, email=STUDENT, born_on=date(2010, 1, 1), **student)
    parent = parent_actor(agreement.placement.student.representatives.get(), agreement.placement)
    no_tie(agreement, parent)
    for by in (market.hr, actor_of(director_of(market)), student_actor(agreement.placement), parent):
        sign(agreement=agreement, by=by)
    assert Agreement.objects.get(pk=agreement.pk).status == "sealed"
    Placement.objects.filter(pk=agreement.placement_id).update(status="running", ends_on=ENDS_ON)
    return Placement.objects.get(pk=agreement.placement_id)


def morning(clock, day):
    """The daily task on the morning of a day."""
    clock.move_to(f"{day.isoformat()} 07:20 +0100")
    return renew_links(by=SYSTEM)


def mails():
    subject = "Je link voor je werkplek"
    return list(Job.objects.filter(kind="mail", arguments__subject=subject).values_list("arguments__to", flat=True))


def test_from_the_first_day_and_before_each_expiry_one_mail(market, clock):
    placement = placed(market)
    sent = [day for number in range(170) if morning(clock, day := STARTS_ON + timedelta(days=number))]
    assert sent == [STARTS_ON + timedelta(days=25 * number) for number in range(7)]
    assert mails() == [STUDENT] * 7
    live = PersonalLink.objects.filter(placement=placement, student__isnull=False, withdrawn_at=None)
    assert live.count() == 1


def test_the_link_of_months_later_opens_the_week_and_the_result(market, clock):
    placed(market)
    morning(clock, STARTS_ON)
    morning(clock, date(2027, 5, 3))
    guest = opened(link_of(STUDENT), STUDENT)
    assert guest.get(f"{link_of(STUDENT)}week/").status_code == 200
    assert guest.get(f"{link_of(STUDENT)}result/").status_code == 200


def test_parents_keep_their_links(market, clock):
    placement = placed(market)
    clock.move_to("2027-01-08 09:00 +0100")  # the student's own link of that day is made anew on the first one
    issue_links(placement=placement, by=market.coach_actor)
    parents = PersonalLink.objects.filter(placement=placement, representative__isnull=False, withdrawn_at=None)
    before = set(parents.values_list("pk", flat=True))
    assert morning(clock, STARTS_ON) == 1
    assert before
    assert set(parents.values_list("pk", flat=True)) == before


def test_a_link_to_sign_keeps_its_own_life(market, clock):
    placement = placed(market)
    issue_links(placement=placement, by=market.coach_actor)
    Agreement.objects.filter(placement=placement).update(status="signing")
    link = PersonalLink.objects.get(placement=placement, student__isnull=False, withdrawn_at=None)
    assert morning(clock, date(2026, 12, 22)) == 0  # it expires tomorrow
    link.refresh_from_db()
    assert link.withdrawn_at is None
    assert morning(clock, date(2026, 12, 24)) == 1
    assert mails() == []  # the new one says that there is something to sign


def test_no_mail_for_who_has_an_account_or_no_address(market, clock, client_of):
    placement = placed(market)
    student = Student.objects.filter(pk=placement.student_id)
    student.update(user=UserFactory())
    assert morning(clock, STARTS_ON) == 0
    student.update(user=None, email="")
    assert morning(clock, STARTS_ON) == 0
    coach = client_of(market.coach_member)
    words = f"Geef {placement.student} een nieuwe link op papier"
    assert words in coach.get("/dashboard/").content.decode()
    issue_links(placement=placement, by=market.coach_actor)
    assert words not in coach.get("/dashboard/").content.decode()


def test_until_two_months_after_the_last_day(market, clock):
    placement = placed(market)
    over = {"status": "ended", "ended_on": STARTS_ON, "end_reason": "END_DATE"}
    Placement.objects.filter(pk=placement.pk).update(**over)
    assert morning(clock, STARTS_ON + timedelta(days=60)) == 1
    PersonalLink.objects.update(withdrawn_at="2027-03-12T09:00Z")
    assert morning(clock, STARTS_ON + timedelta(days=61)) == 0


def test_not_before_it_began_and_not_for_who_only_looks_on(market, clock):
    placement = placed(market)
    rows = Placement.objects.filter(pk=placement.pk)
    rows.update(status="signed")
    assert morning(clock, date(2027, 1, 10)) == 0
    rows.update(status="running", form="OBSERVE")
    assert morning(clock, STARTS_ON) == 0
