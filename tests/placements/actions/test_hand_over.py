"""After an early end: both words, real hours, a person who goes on, and a request for what is left to learn."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from marketplace.actor import SYSTEM
from marketplace.jobs.models import Job
from marketplace.notifications.models import Notification
from marketplace.workflow import Refused
from placements.actions.evaluation import decide_reached
from placements.actions.hand_over import close_hand_over, say_word
from placements.actions.placement import end_early
from placements.actions.timer import run_timers
from placements.models import DeclinedPair, HandOver, Placement, Timer
from schools.models import Student
from tests.constraints import breaks
from tests.factories.accounts import CityFactory, UserFactory, actor_of
from tests.factories.agreements import draft, student_actor
from tests.factories.companies import hr_of
from tests.factories.offers import make_market
from tests.factories.schools import CoachFactory, CompetenceFactory, RepresentativeFactory

pytestmark = pytest.mark.django_db
TODAY = date(2027, 3, 3)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-11-23 09:00 +0100", tick=False) as moved:
        yield moved


@pytest.fixture
def market():
    return make_market()


@pytest.fixture
def running(market, clock):
    """A placement with two competences that runs since 11 January 2027."""
    CompetenceFactory(programme=market.programme, work_hours=10, school_hours=10)
    placement = draft(market).placement
    Placement.objects.filter(pk=placement.pk).update(status="running")
    clock.move_to("2027-03-03 09:00 +0100")
    return Placement.objects.get(pk=placement.pk)


def ended(placement, by):
    facts = {"reason": "MUTUAL", "last_on": TODAY, "next_step": "Zoekt een andere plaats", "next_person": "An Demo"}
    end_early(placement=placement, by=by, **facts)
    return HandOver.objects.get(placement=placement)


def test_the_family_hears_by_mail_that_it_stopped_and_whom_to_call_but_not_why(market, running):
    Student.objects.filter(pk=running.student_id).update(born_on=date(2012, 1, 1))
    parent = RepresentativeFactory(student=running.student, email="ouder@demo.example", language="fr")
    ended(Placement.objects.get(pk=running.pk), market.coach_actor)
    mail = Job.objects.get(kind="mail", arguments__to=parent.email).arguments
    assert mail["subject"] == "De plaats stopte vroeger"
    for said in ("3 maart 2027", market.coach.name, "Je zoon of dochter blijft", "3 mars 2027"):
        assert said in mail["body"]
    assert Placement.objects.get(pk=running.pk).end_words not in mail["body"]


def closing(row, market, **changes):
    facts = {"work_hours": 180, "next_step": "Zoekt een andere plaats", "next_coach": market.coach}
    return {"hand_over": row, **facts, "next_organisation": "", "by": market.coach_actor} | changes


def night(clock, day):
    """The daily task on the morning of a day."""
    clock.move_to(f"{day.isoformat()} 05:30 +0100")
    return run_timers(by=SYSTEM)


def told(code):
    return list(Notification.objects.filter(code=code).order_by("pk").values_list("role", flat=True))


def refused(action, **arguments):
    with pytest.raises(Refused) as caught:
        action(**arguments)
    return caught.value.code


def test_the_file_closes_when_both_were_heard(market, running):
    row = ended(running, market.coach_actor)
    close = closing(row, market)
    assert refused(close_hand_over, **close) == "hand_over.word_missing"
    say_word(hand_over=row, text="Er was te weinig werk.", by=market.hr)
    assert refused(close_hand_over, **close) == "hand_over.word_missing"
    say_word(hand_over=row, text="Ik leerde veel.", by=student_actor(running))
    closed = close_hand_over(**close)
    assert (closed.status, closed.work_hours, closed.company_word) == ("closed", 180, "Er was te weinig werk.")
    assert refused(say_word, hand_over=row, text="Nog iets", by=market.hr) == "hand_over.closed"
    assert refused(close_hand_over, **close) == "hand_over.close.wrong_status"


def test_the_coach_writes_for_the_student_and_nobody_says_nothing(market, running):
    row = ended(running, market.hr)
    assert say_word(hand_over=row, text="Zij zoekt verder.", by=market.coach_actor).student_word
    assert refused(say_word, hand_over=row, text="  ", by=market.hr) == "hand_over.empty"
    with pytest.raises(PermissionDenied):
        close_hand_over(**closing(row, market) | {"by": market.hr})
    with pytest.raises(HandOver.DoesNotExist):
        say_word(hand_over=row, text="?", by=make_market().hr)


def test_a_word_is_changed_by_who_gave_it(market, running):
    row = ended(running, market.coach_actor)
    floor = actor_of(hr_of(market.company))
    said = say_word(hand_over=row, text="Zij was te laat.", by=floor)
    assert said.company_word_by_id == floor.user_id
    assert refused(say_word, hand_over=row, text="Alles ging goed.", by=market.hr) == "hand_over.not_yours"
    say_word(hand_over=row, text="Zij was vaak te laat.", by=floor)
    say_word(hand_over=row, text="Zij zoekt verder.", by=market.coach_actor)
    say_word(hand_over=row, text="Zij zoekt elders verder.", by=market.coordinator)
    student = replace(student_actor(running), user_id=UserFactory().pk)
    Student.objects.filter(pk=running.student_id).update(user=student.user_id)
    assert say_word(hand_over=row, text="Ik kreeg geen uitleg.", by=student).student_word_by_id == student.user_id
    for school in (market.coach_actor, market.coordinator):
        assert refused(say_word, hand_over=row, text="Alles ging goed.", by=school) == "hand_over.not_yours"
    row.refresh_from_db()
    assert (row.company_word, row.student_word) == ("Zij was vaak te laat.", "Ik kreeg geen uitleg.")


def test_the_student_looks_on_with_what_is_left_to_learn(market, running):
    first, second = [line.competence for line in running.agreements.get().plan.lines.order_by("pk")]
    decide_reached(placement=running, competence=first, council_on=TODAY, reason="Proef.", by=market.coordinator)
    ended(running, market.coach_actor)
    request = running.offer.request
    request.refresh_from_db()
    assert (request.status, list(request.competences.all())) == ("open", [second])
    assert request.starts_on == TODAY
    assert DeclinedPair.objects.filter(request=request, capacity=running.capacity).exists()


class TestWhoGoesOn:
    def test_what_the_company_named_is_a_proposal_that_the_school_replaces(self, market, running):
        row = ended(running, market.hr)
        say_word(hand_over=row, text="Zij kwam niet meer.", by=market.hr)
        say_word(hand_over=row, text="Zij zoekt verder.", by=market.coach_actor)
        assert row.next_owner == "An Demo"
        next_coach = CoachFactory(school=market.school, name="Els Lijster")
        closed = close_hand_over(**closing(row, market, next_coach=next_coach, next_step="Belt drie bakkers"))
        running.refresh_from_db()
        assert (closed.next_owner, closed.next_step) == ("Els Lijster", "Belt drie bakkers")
        assert (running.next_owner, closed.next_person) == ("Els Lijster: Belt drie bakkers", "An Demo")

    def test_it_is_somebody_of_the_school_or_a_named_organisation(self, market, running):
        row = ended(running, market.hr)
        say_word(hand_over=row, text="Zij kwam niet meer.", by=market.hr)
        say_word(hand_over=row, text="Zij zoekt verder.", by=market.coach_actor)
        for changes, code in (
            ({"next_step": " "}, "hand_over.next_step"),
            ({"next_coach": None, "next_organisation": " "}, "hand_over.no_owner"),
            ({"next_coach": CoachFactory()}, "hand_over.coach_elsewhere"),
            ({"next_coach": CoachFactory(school=market.school, is_active=False)}, "hand_over.coach_elsewhere"),
        ):
            assert refused(close_hand_over, **closing(row, market, **changes)) == code
        both = closing(row, market, next_organisation=" Leerwinkel Demo, Jo ")
        assert close_hand_over(**both).next_owner == f"{market.coach}, samen met Leerwinkel Demo, Jo"

    def test_the_coach_who_goes_on_hears_of_it_from_who_else_closed_the_file(self, market, running):
        row = ended(running, market.coach_actor)
        say_word(hand_over=row, text="Te weinig werk.", by=market.hr)
        say_word(hand_over=row, text="Zij zoekt verder.", by=market.coordinator)
        close_hand_over(**closing(row, market, by=market.coordinator))
        assert Notification.objects.get(code="hand_over.yours").user_id == market.coach.user_id


class TestSilence:
    def test_a_silent_company_keeps_no_file_open(self, market, running, clock):
        row = ended(running, market.coach_actor)
        say_word(hand_over=row, text="Zij zoekt verder.", by=market.coach_actor)
        assert row.word_until_on == date(2027, 3, 17)
        clock.move_to("2027-03-17 23:00 +0100")
        assert refused(close_hand_over, **closing(row, market)) == "hand_over.word_missing"
        clock.move_to("2027-03-18 09:00 +0100")
        closed = close_hand_over(**closing(row, market))
        assert (closed.status, closed.company_word, closed.company_silent_on) == ("closed", "", date(2027, 3, 18))

    def test_the_student_is_always_heard(self, market, running, clock):
        row = ended(running, market.coach_actor)
        clock.move_to("2027-03-18 09:00 +0100")
        assert refused(close_hand_over, **closing(row, market)) == "hand_over.word_missing"

    def test_a_late_word_still_counts(self, market, running, clock):
        row = ended(running, market.coach_actor)
        say_word(hand_over=row, text="Zij zoekt verder.", by=market.coach_actor)
        clock.move_to("2027-03-20 09:00 +0100")
        say_word(hand_over=row, text="Er was geen werk meer.", by=market.hr)
        assert close_hand_over(**closing(row, market)).company_silent_on is None

    def test_the_company_is_reminded_then_coach_and_city_hear(self, market, running, clock):
        CityFactory()
        ended(running, market.coach_actor)
        for day, total in ((9, 0), (10, 1), (11, 1), (15, 2), (17, 2)):
            night(clock, date(2027, 3, day))
            assert len(told("timer.hand_over_word")) == total, day
        assert told("timer.hand_over_word")[0] == "hr"
        night(clock, date(2027, 3, 18))
        assert told("timer.hand_over_word.late") == ["hr", "coach"]
        assert told("timer.city_late") == ["administrator"]

    def test_a_word_stops_the_reminders(self, market, running, clock):
        row = ended(running, market.coach_actor)
        night(clock, date(2027, 3, 4))
        say_word(hand_over=row, text="Er was geen werk meer.", by=market.hr)
        assert not Timer.objects.running().filter(kind="hand_over_word").exists()
        night(clock, date(2027, 3, 18))
        assert told("timer.hand_over_word") == []

    def test_a_silent_school_is_heard_of_by_coordinator_and_city(self, market, running, clock):
        CityFactory()
        row = ended(running, market.hr)
        say_word(hand_over=row, text="Zij kwam niet meer.", by=market.hr)
        night(clock, TODAY + timedelta(days=21))
        assert told("timer.hand_over_file") == ["coach"]
        night(clock, TODAY + timedelta(days=22))
        assert told("timer.hand_over_file.late") == ["coach", "coordinator"]
        assert told("timer.city_late") == ["administrator"]


def test_promises_of_the_database(market, running):
    row = HandOver.objects.filter(pk=ended(running, market.coach_actor).pk)
    named = {"status": "closed", "closed_at": "2027-03-03T09:00Z", "work_hours": 1, "next_coach": market.coach}
    with breaks("hand_over_status_known"):
        row.update(company_word="a", student_word="b", **named | {"status": "?"})
    with breaks("hand_over_names_step_and_person"):
        row.update(next_person="")
    with breaks("hand_over_writer_wrote_a_word"):
        row.update(company_word_by=market.hr_member.user)
    with breaks("hand_over_writer_wrote_a_word"):
        row.update(student_word_by=market.coach_member.user)
    with breaks("hand_over_closed_is_complete"):
        row.update(company_word="a", **named)
    with breaks("hand_over_closed_is_complete"):
        row.update(student_word="b", **named)
    with breaks("hand_over_closed_names_who_goes_on"):
        row.update(company_word="a", student_word="b", **named | {"next_coach": None})
    with breaks("hand_over_silent_after_its_term"):
        row.update(company_silent_on=TODAY)
    with breaks("hand_over_silent_after_its_term"):
        row.update(company_silent_on=date(2027, 3, 18), company_word="a")
