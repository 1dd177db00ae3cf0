"""After an early end: both words, real hours, a person who goes on, and a request for what is left to learn."""

from dataclasses import replace
from datetime import date

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from marketplace.workflow import Refused
from placements.actions.evaluation import decide_reached
from placements.actions.hand_over import close_hand_over, say_word
from placements.actions.placement import end_early
from placements.models import DeclinedPair, HandOver, Placement
from schools.models import Student
from tests.constraints import breaks
from tests.factories.accounts import UserFactory, actor_of
from tests.factories.agreements import draft, student_actor
from tests.factories.companies import hr_of
from tests.factories.offers import make_market
from tests.factories.schools import CompetenceFactory

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


def refused(action, **arguments):
    with pytest.raises(Refused) as caught:
        action(**arguments)
    return caught.value.code


def test_the_file_closes_when_both_were_heard(market, running):
    row = ended(running, market.coach_actor)
    close = {"hand_over": row, "work_hours": 180, "by": market.coach_actor}
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
        close_hand_over(hand_over=row, work_hours=1, by=market.hr)
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


def test_promises_of_the_database(market, running):
    row = HandOver.objects.filter(pk=ended(running, market.coach_actor).pk)
    with breaks("hand_over_status_known"):
        row.update(status="?", work_hours=1, closed_at="2027-03-03T09:00Z", company_word="a", student_word="b")
    with breaks("hand_over_names_step_and_person"):
        row.update(next_person="")
    with breaks("hand_over_writer_wrote_a_word"):
        row.update(company_word_by=market.hr_member.user)
    with breaks("hand_over_writer_wrote_a_word"):
        row.update(student_word_by=market.coach_member.user)
    with breaks("hand_over_closed_is_complete"):
        row.update(status="closed", closed_at="2027-03-03T09:00Z", work_hours=1, company_word="a")
