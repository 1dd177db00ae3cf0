"""Sending and answering offers: who may, when, and what it changes."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from companies.models import Closure
from marketplace.actor import SYSTEM, Role
from marketplace.audit.models import AuditEvent
from marketplace.notifications.models import Notification
from marketplace.workflow import Refused
from placements.actions import offer as actions
from placements.models import DeclinedPair, Reservation
from placements.rules.offer_term import answer_by
from schools.models import DayOff
from tests.factories.offers import TOLD_ON, make_market
from tests.factories.placements import RequestFactory
from tests.factories.schools import SchoolFactory

pytestmark = pytest.mark.django_db
MONDAY = "2026-11-23 09:00 +0100"


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def market():
    return make_market()


def send(market, request, capacity, **fields):
    told = {"student_told_on": TOLD_ON} | fields
    return actions.send_offer(request=request, capacity=capacity, by=market.coordinator, **told)


def refused(code):
    return pytest.raises(Refused, check=lambda error: error.code == code)


def test_sending_names_nobody_and_tells_hr(market):
    offer = market.offer()
    assert (offer.status, offer.slot) == ("sent", 1)
    told = Notification.objects.get(organisation=market.company.organisation, code="offer.sent")
    assert offer.request.student.last_name not in f"{told.parameters} {told.path}"
    assert AuditEvent.objects.get(verb="offer.send").data == {
        "request": offer.request_id,
        "capacity": offer.capacity_id,
        "kind": "offer",
    }


def test_only_a_coordinator_sends(market):
    with pytest.raises(PermissionDenied):
        actions.send_offer(request=market.request(), capacity=market.capacity(), by=market.hr, student_told_on=TOLD_ON)


def test_the_student_knows_first(market):
    request, capacity = market.request(), market.capacity(mentors_later=1)
    for told_on in (None, date(2026, 11, 24)):
        with refused("offer.student_not_told"):
            send(market, request, capacity, student_told_on=told_on)


def test_three_open_offers_at_most(market):
    request = market.request()
    for _number in range(3):
        send(market, request, market.capacity(mentors_later=1))
    with refused("offer.three_open"):
        send(market, request, market.capacity(mentors_later=1))


def test_an_overdue_offer_makes_room_although_the_sweeper_is_late(market):
    request = market.request()
    old = [send(market, request, market.capacity(mentors_later=1)) for _number in range(3)]
    with time_machine.travel("2026-12-14 09:00 +0100", tick=False):
        send(market, request, market.capacity(mentors_later=1))
    old[0].refresh_from_db()
    assert old[0].status == "lapsed"


def test_the_same_offer_twice(market):
    request, capacity = market.request(), market.capacity(mentors_later=1)
    send(market, request, capacity)
    with refused("offer.sent_already"):
        send(market, request, capacity)


def test_a_pair_that_does_not_fit(market):
    with refused("days.not_offered"):
        send(market, market.request(weekdays=[1]), market.capacity(mentors_later=1))


def test_a_closed_request(market):
    with refused("offer.request_closed"):
        send(market, market.request(status="withdrawn"), market.capacity(mentors_later=1))


def test_many_at_once_and_one_refused(market):
    capacity = market.capacity(mentors_later=2)
    good, bad = market.request(), market.request(weekdays=[1])
    sent = actions.send_offers(
        pairs=[(good, capacity, None), (bad, capacity, None)], by=market.coordinator, student_told_on=TOLD_ON
    )
    assert [offer.request_id for offer in sent.made] == [good.pk]
    assert [(request.pk, refusal.code) for request, _place, refusal in sent.refused] == [(bad.pk, "days.not_offered")]


class TestAnswerDate:
    """R29, counted from Monday 23 November 2026."""

    ON = date(2026, 11, 23)

    def test_five_working_days(self, market):
        request = market.request(student={"dual_since_on": None})
        assert answer_by(request, market.capacity(), self.ON) == date(2026, 11, 30)

    def test_never_beyond_a_third_of_the_search(self, market):
        request = market.request(student={"dual_since_on": date(2026, 11, 16)})  # 15 of 20 training days left
        assert answer_by(request, market.capacity(), self.ON) == date(2026, 11, 30)
        request = market.request(student={"dual_since_on": date(2026, 11, 6)})  # 10 left: a third is 3
        DayOff.objects.create(school=market.school, starts_on=date(2026, 11, 24), ends_on=date(2026, 11, 24), name="x")
        assert answer_by(request, market.capacity(), self.ON) == date(2026, 11, 27)

    def test_at_least_one_working_day_when_the_search_is_over(self, market):
        assert answer_by(market.request(), market.capacity(), self.ON) == date(2026, 11, 24)

    def test_closures_and_holidays_stop_the_clock(self, market):
        request, capacity = market.request(student={"dual_since_on": None}), market.capacity()
        Closure.objects.create(site=market.site, starts_on=date(2026, 11, 24), ends_on=date(2026, 11, 26))
        assert answer_by(request, capacity, self.ON) == date(2026, 12, 3)
        assert answer_by(request, capacity, date(2026, 12, 21)) == date(2026, 12, 29)  # Christmas day is off


class TestAccept:
    def test_the_yes_takes_the_seat_and_closes_the_rest(self, market):
        request = market.request()
        first, other = (send(market, request, market.capacity(mentors_later=1)) for _number in range(2))
        placement = actions.accept(offer=first, by=market.hr, wants_meeting=False)
        for row in (first, other, request, first.capacity):
            row.refresh_from_db()
        assert (first.status, other.status, request.status) == ("accepted", "superseded", "placed")
        assert first.capacity.taken == 1
        assert (placement.status, placement.student, placement.coach) == ("accepted", request.student, market.coach)
        assert (placement.form, placement.starts_on) == ("OAO", date(2026, 11, 23))
        assert Notification.objects.filter(code="offer.superseded").count() == 1

    def test_after_the_answer_date_the_door_is_closed(self, market):
        offer = market.offer()
        with time_machine.travel("2026-12-14 09:00 +0100", tick=False), refused("offer.overdue"):
            actions.accept(offer=offer, by=market.hr, wants_meeting=False)

    def test_twice(self, market):
        offer = market.offer()
        actions.accept(offer=offer, by=market.hr, wants_meeting=False)
        with refused("offer.accept.wrong_status"):
            actions.accept(offer=offer, by=market.hr, wants_meeting=True)

    def test_another_company_sees_nothing(self, market):
        offer = market.offer()
        with pytest.raises(type(offer).DoesNotExist):
            actions.accept(offer=offer, by=make_market().hr, wants_meeting=False)

    def test_the_last_place(self, market):
        capacity = market.capacity(places=1, mentors_later=2)
        offers = [market.offer(capacity) for _number in range(2)]
        actions.accept(offer=offers[0], by=market.hr, wants_meeting=False)
        with refused("seat.none_left"):
            actions.accept(offer=offers[1], by=market.hr, wants_meeting=False)
        offers[1].refresh_from_db()
        assert offers[1].status == "sent"

    def test_seats_of_another_school(self, market):
        capacity = market.capacity(places=1, mentors_later=1)
        offer = market.offer(capacity)
        Reservation.objects.create(capacity=capacity, school=SchoolFactory(), places=1, until_on=date(2026, 12, 31))
        with refused("seat.none_left"):
            actions.accept(offer=offer, by=market.hr, wants_meeting=False)

    def test_a_placed_student(self, market):
        first = market.request()
        requests = [first, RequestFactory(student=first.student, starts_on=date(2026, 10, 1))]
        offers = [market.offer(request=request) for request in requests]
        actions.accept(offer=offers[0], by=market.hr, wants_meeting=False)
        with refused("seat.student_placed"):
            actions.accept(offer=offers[1], by=market.hr, wants_meeting=False)


class TestMentor:
    def test_holds_a_seat(self, market):
        placement = market.placement(mentor=market.mentor())
        assert placement.mentors.get().seat == 1

    def test_full(self, market):
        mentor = market.mentor(most_students=1)
        market.placement(mentor=mentor)
        with refused("seat.mentor_full"):
            market.placement(mentor=mentor)

    def test_later_only_as_far_as_hr_said(self, market):
        capacity = market.capacity(mentors_later=1)
        market.mentor()
        offers = [market.offer(capacity) for _number in range(2)]
        market.placement(offers[0])
        with refused("seat.mentor_needed"):
            market.placement(offers[1])

    @pytest.mark.parametrize(
        ("fields", "code"),
        [
            ({"born_on": date(2004, 1, 1)}, "seat.mentor_too_young"),
            ({"in_practice_since_on": date(2023, 1, 1)}, "seat.mentor_practice"),
            ({"extract_dated_on": None, "extract_seen_on": None}, "seat.mentor_extract"),
            ({"left_on": date(2027, 1, 1)}, "seat.mentor_away"),
        ],
    )
    def test_unfit(self, market, fields, code):
        with refused(code):
            market.placement(mentor=market.mentor(**fields))

    def test_of_another_site(self, market):
        with refused("seat.mentor_elsewhere"):
            market.placement(mentor=make_market().mentor())


def test_a_no_needs_a_reason_and_is_remembered(market):
    offer = market.offer()
    with refused("offer.reason_needed"):
        actions.decline(offer=offer, by=market.hr, reason="gewoon")
    assert actions.decline(offer=offer, by=market.hr, reason="no_mentor").status == "declined"
    pair = DeclinedPair.objects.get()
    assert (pair.request, pair.capacity, pair.party) == (offer.request, offer.capacity, "company")
    assert Notification.objects.filter(organisation=market.school.organisation, code="offer.declined").exists()


def test_withdraw(market):
    assert actions.withdraw(offer=market.offer(), by=market.coordinator).status == "withdrawn"
    with pytest.raises(PermissionDenied):
        actions.withdraw(offer=market.offer(), by=market.hr)


def test_the_sweeper_lapses_what_is_overdue_only(market):
    offer = market.offer()
    assert actions.lapse_overdue(by=SYSTEM) == 0
    with refused("offer.not_overdue"):
        actions.lapse(offer=offer, by=SYSTEM)
    with time_machine.travel("2026-12-14 09:00 +0100", tick=False):
        assert actions.lapse_overdue(by=SYSTEM) == 1
    offer.refresh_from_db()
    assert offer.status == "lapsed"


def test_a_lapse_is_told_to_coordinator_and_coach_and_to_nobody_else(market):
    offer = market.offer()
    with time_machine.travel("2026-12-14 09:00 +0100", tick=False):
        actions.lapse_overdue(by=SYSTEM)
    told = Notification.objects.filter(code="offer.lapsed")
    assert set(told.values_list("organisation", "role")) == {
        (market.school.organisation_id, Role.COORDINATOR),
        (market.school.organisation_id, Role.COACH),
    }
    assert {row.path for row in told} == {f"/offers/{offer.pk}/"}
    student = offer.request.student
    assert not [row for row in told if student.last_name in row.sentence or student.first_name in row.sentence]


class TestThread:
    def test_question_and_answer(self, market):
        offer = market.offer()
        asked = actions.write_message(offer=offer, by=market.hr, text="Spreekt de leerling Frans?")
        answered = actions.write_message(offer=offer, by=market.coordinator, text="Een beetje.")
        assert (asked.party, answered.party) == ("company", "school")

    def test_the_school_names_nobody(self, market):
        with refused("offer.names_student"):
            actions.write_message(offer=market.offer(), by=market.coordinator, text="Noor spreekt goed Frans.")

    def test_closed(self, market):
        offer = market.offer()
        actions.withdraw(offer=offer, by=market.coordinator)
        with refused("offer.thread_closed"):
            actions.write_message(offer=offer, by=market.hr, text="Toch nog een vraag?")
