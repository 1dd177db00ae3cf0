"""Mentors and stand-ins: whole periods, dates, loads, and what HR and coach hear at night."""

from datetime import date

import pytest
import time_machine

from marketplace.actor import SYSTEM, Role
from marketplace.notifications.models import Notification
from marketplace.workflow import Refused
from placements.actions.agreement import revise_agreement
from placements.actions.mentor import check_mentors, end_stand_in_mentor, name_stand_in_mentor, take_over
from placements.actions.seat import name_mentor
from placements.models import MentorAssignment, MentorWarning, Placement
from placements.rules.mentor import notes
from tests.factories.agreements import STARTS_ON, agreed_placement, draft
from tests.factories.offers import make_market

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
WEEK = {"starts_on": date(2027, 3, 1), "ends_on": date(2027, 3, 5)}


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-11-23 09:00 +0100", tick=False):
        yield


@pytest.fixture
def market():
    return make_market()


@pytest.fixture
def placement(market):
    return agreed_placement(market)


def refused(code):
    return pytest.raises(Refused, check=lambda error: error.code == code)


def main_of(placement):
    return placement.mentors.get(is_stand_in=False)


def change(mentor, **facts):
    type(mentor).objects.filter(pk=mentor.pk).update(**facts)


def told():
    return list(Notification.objects.filter(code="placement.mentor_problem").values_list("role", flat=True))


class TestStandIn:
    def test_stands_in_on_those_days_without_a_seat(self, market, placement):
        stand_in = market.mentor()
        row = name_stand_in_mentor(placement=placement, mentor=stand_in, by=market.hr, **WEEK)
        assert (row.seat, row.is_stand_in, row.period.days) == (None, True, 5)
        assert main_of(placement).seat == 1

    @pytest.mark.parametrize(
        ("days", "code"),
        [
            ({"starts_on": date(2027, 3, 6)}, "stand_in.dates"),
            ({"starts_on": date(2027, 1, 10)}, "stand_in.outside"),
            ({"ends_on": date(2027, 7, 1)}, "stand_in.outside"),
        ],
    )
    def test_on_days_of_the_placement(self, market, placement, days, code):
        with refused(code):
            name_stand_in_mentor(placement=placement, mentor=market.mentor(), by=market.hr, **WEEK | days)

    def test_is_somebody_else(self, market, placement):
        with refused("stand_in.is_mentor"):
            name_stand_in_mentor(placement=placement, mentor=main_of(placement).mentor, by=market.hr, **WEEK)

    def test_only_once_on_a_day(self, market, placement):
        again = {"placement": placement, "mentor": market.mentor(), "by": market.hr}
        name_stand_in_mentor(**again, **WEEK)
        with refused("stand_in.twice"):
            name_stand_in_mentor(**again, **WEEK)
        name_stand_in_mentor(**again, starts_on=date(2027, 3, 6), ends_on=date(2027, 3, 6))

    def test_cannot_be_named_mentor_of_the_same_days(self, market, placement):
        stand_in = market.mentor()
        name_stand_in_mentor(placement=placement, mentor=stand_in, by=market.hr, **WEEK)
        with refused("seat.mentor_twice"):
            name_mentor(placement=placement, mentor=stand_in, by=market.hr)

    @pytest.mark.parametrize(
        ("facts", "code"),
        [
            ({"left_on": date(2027, 3, 4)}, "seat.mentor_away"),
            ({"available_from_on": date(2027, 3, 2)}, "seat.mentor_away"),
            ({"born_on": date(2002, 3, 2)}, "seat.mentor_too_young"),
        ],
    )
    def test_may_guide_on_all_those_days(self, market, placement, facts, code):
        with refused(code):
            name_stand_in_mentor(placement=placement, mentor=market.mentor(**facts), by=market.hr, **WEEK)

    def test_of_another_site_or_by_another_company(self, market, placement):
        other = make_market()
        with refused("seat.mentor_elsewhere"):
            name_stand_in_mentor(placement=placement, mentor=other.mentor(), by=market.hr, **WEEK)
        with pytest.raises(Placement.DoesNotExist):
            name_stand_in_mentor(placement=placement, mentor=other.mentor(), by=other.hr, **WEEK)
        with refused("seat.mentor_not_yours"):
            name_stand_in_mentor(placement=placement, mentor=market.mentor(), by=market.coach_actor, **WEEK)

    def test_ends_today_or_never_begins(self, market, placement):
        stand_in = name_stand_in_mentor(placement=placement, mentor=market.mentor(), by=market.hr, **WEEK)
        with time_machine.travel("2027-03-03 09:00 +0100", tick=False):
            end_stand_in_mentor(assignment=stand_in, by=market.hr)
        stand_in.refresh_from_db()
        assert stand_in.ends_on == date(2027, 3, 3)
        later = name_stand_in_mentor(placement=placement, mentor=market.mentor(), by=market.hr, **WEEK)
        end_stand_in_mentor(assignment=later, by=market.hr)
        assert not MentorAssignment.objects.filter(pk=later.pk).exists()
        with refused("stand_in.not_one"):
            end_stand_in_mentor(assignment=main_of(placement), by=market.hr)

    def test_keeps_its_days_when_the_placement_moves(self, market, placement):
        agreement = draft(market, placement)
        name_stand_in_mentor(placement=placement, mentor=market.mentor(), by=market.hr, **WEEK)
        outside = {"starts_on": STARTS_ON, "ends_on": date(2027, 1, 15)}
        name_stand_in_mentor(placement=placement, mentor=market.mentor(), by=market.hr, **outside)
        days = {"starts_on": date(2027, 2, 1), "ends_on": date(2027, 3, 3)}
        revise_agreement(agreement=agreement, changes=days, by=market.coach_actor)
        rows = placement.mentors.order_by("starts_on").values_list("starts_on", "ends_on", "is_stand_in")
        assert list(rows) == [(*days.values(), False), (WEEK["starts_on"], date(2027, 3, 3), True)]


class TestWholePeriod:
    """R10 and R11 hold on the first day of guiding and on every day after it."""

    @pytest.mark.parametrize(
        ("facts", "code"),
        [
            ({"born_on": date(2002, 1, 12)}, "seat.mentor_too_young"),  # 25 on the second day
            ({"born_on": date(2004, 1, 12), "has_education_proof": True}, "seat.mentor_too_young"),
            ({"in_practice_since_on": date(2022, 1, 12)}, "seat.mentor_practice"),
            ({"extract_dated_on": date(2025, 8, 19)}, "seat.mentor_extract"),
            ({"trained_on": None, "designated_on": date(2026, 1, 10)}, "seat.mentor_untrained"),
        ],
    )
    def test_at_assignment(self, market, placement, facts, code):
        with refused(code):
            name_mentor(placement=placement, mentor=market.mentor(**facts), by=market.hr)

    @pytest.mark.parametrize(
        "facts",
        [
            {"born_on": date(2002, 1, 11)},  # 25 on the first day, 24 today
            {"born_on": date(2004, 1, 11), "has_education_proof": True},
            {"in_practice_since_on": date(2023, 1, 1), "has_education_proof": True},
            {"trained_on": None, "designated_on": date(2026, 8, 20)},  # the course is due inside the period
        ],
    )
    def test_who_may(self, market, placement, facts):
        assert name_mentor(placement=placement, mentor=market.mentor(**facts), by=market.hr).seat == 1


class TestNight:
    def test_a_course_due_inside_the_period_is_told_once(self, market, placement):
        change(main_of(placement).mentor, trained_on=None, designated_on=date(2026, 5, 1))
        assert (check_mentors(by=SYSTEM), check_mentors(by=SYSTEM)) == (1, 0)
        assert sorted(told()) == [Role.COACH, Role.HR]
        with time_machine.travel("2027-05-02 09:00 +0200", tick=False):
            assert check_mentors(by=SYSTEM) == 1
        assert MentorWarning.objects.get().code == "mentor.untrained"

    def test_who_leaves_is_told_and_forgotten_when_solved(self, market, placement):
        mentor = main_of(placement).mentor
        change(mentor, left_on=date(2027, 3, 12))
        assert check_mentors(by=SYSTEM) == 1
        change(mentor, left_on=None)
        assert (check_mentors(by=SYSTEM), MentorWarning.objects.count()) == (0, 0)
        change(mentor, left_on=date(2027, 3, 12))
        assert check_mentors(by=SYSTEM) == 1

    def test_a_birthday_on_the_first_day_is_in_time(self, market, placement):
        change(main_of(placement).mentor, born_on=date(2002, 1, 11))
        assert check_mentors(by=SYSTEM) == 0
        change(main_of(placement).mentor, born_on=date(2002, 1, 12))
        assert check_mentors(by=SYSTEM) == 1

    def test_a_stage_is_not_bothered_with_the_conditions_of_dual(self, market):
        placement = agreed_placement(market, form="STAGE")
        change(main_of(placement).mentor, trained_on=None, born_on=date(2005, 1, 1))
        assert check_mentors(by=SYSTEM) == 0

    def test_what_stopped_is_left_alone(self, market, placement):
        change(main_of(placement).mentor, left_on=date(2026, 11, 1))
        Placement.objects.update(status="stopped", ended_on=TODAY, end_reason="OTHER")
        assert check_mentors(by=SYSTEM) == 0


class TestNotes:
    def of(self, placement, by_name=True):
        rows = list(placement.mentors.select_related("mentor", "placement"))
        return notes(placement, rows, TODAY, by_name=by_name)

    def test_a_stand_in_is_missed(self, market, placement):
        assert "vervanger" in self.of(placement)[0]
        name_stand_in_mentor(placement=placement, mentor=market.mentor(), by=market.hr, **WEEK)
        assert self.of(placement) == []

    def test_three_students_is_a_warning_two_is_not(self, market, placement):
        mentor = main_of(placement).mentor
        name_mentor(placement=agreed_placement(market), mentor=mentor, by=market.hr)
        assert len(self.of(placement)) == 1
        name_mentor(placement=agreed_placement(market), mentor=mentor, by=market.hr)
        assert f"{mentor.name} begeleidt in deze periode 3 leerlingen tegelijk" in self.of(placement)[0]
        with refused("seat.mentor_full"):
            name_mentor(placement=agreed_placement(market), mentor=mentor, by=market.hr)

    def test_the_school_reads_no_age(self, market, placement):
        change(main_of(placement).mentor, born_on=date(2003, 1, 1))
        assert any("24 jaar" in note for note in self.of(placement))
        assert not any("24 jaar" in note for note in self.of(placement, by_name=False))
        assert any("te jong" in note for note in self.of(placement, by_name=False))


class TestTakeOver:
    MARCH = date(2027, 3, 15)

    @pytest.fixture
    def running(self, placement):
        Placement.objects.filter(pk=placement.pk).update(status="running", starts_on=date(2026, 11, 2))
        placement.mentors.update(starts_on=date(2026, 11, 2))
        placement.refresh_from_db()
        return placement

    def test_both_stay_on_record_and_everybody_is_told(self, market, running):
        leaving, coming = main_of(running).mentor, market.mentor()
        take_over(placement=running, mentor=coming, starts_on=self.MARCH, by=market.hr)
        rows = list(running.mentors.order_by("starts_on").values_list("mentor", "starts_on", "ends_on"))
        assert rows == [
            (leaving.pk, date(2026, 11, 2), date(2027, 3, 14)),
            (coming.pk, self.MARCH, running.ends_on),
        ]
        roles = Notification.objects.filter(code="placement.mentor_replaced").values_list("role", flat=True)
        assert set(roles) == {Role.HR, Role.COACH, Role.COORDINATOR}

    def test_the_stand_in_may_take_over(self, market, running):
        stand_in = market.mentor()
        days = {"starts_on": date(2027, 3, 1), "ends_on": date(2027, 4, 30)}
        name_stand_in_mentor(placement=running, mentor=stand_in, by=market.hr, **days)
        take_over(placement=running, mentor=stand_in, starts_on=self.MARCH, by=market.hr)
        rows = running.mentors.filter(mentor=stand_in).order_by("starts_on").values_list("is_stand_in", "ends_on")
        assert list(rows) == [(True, date(2027, 3, 14)), (False, running.ends_on)]

    def test_the_seat_is_free_from_that_day(self, market, running):
        leaving = main_of(running).mentor
        take_over(placement=running, mentor=market.mentor(), starts_on=self.MARCH, by=market.hr)
        seats = MentorAssignment.objects.filter(mentor=leaving, seat__isnull=False, ends_on__gte=self.MARCH)
        assert not seats.exists()

    def test_who_may_guide_on_that_day(self, market, running):
        with refused("seat.mentor_too_young"):
            young = market.mentor(born_on=date(2002, 3, 16))
            take_over(placement=running, mentor=young, starts_on=self.MARCH, by=market.hr)
        grown = market.mentor(born_on=date(2002, 3, 15))
        assert take_over(placement=running, mentor=grown, starts_on=self.MARCH, by=market.hr).seat == 1

    @pytest.mark.parametrize("starts_on", [date(2026, 11, 22), date(2027, 7, 1)])
    def test_from_today_on_inside_the_placement(self, market, running, starts_on):
        with refused("take_over.outside"):
            take_over(placement=running, mentor=market.mentor(), starts_on=starts_on, by=market.hr)

    def test_by_somebody_else(self, market, running):
        with refused("take_over.same"):
            take_over(placement=running, mentor=main_of(running).mentor, starts_on=self.MARCH, by=market.hr)
        with refused("seat.mentor_not_yours"):
            take_over(placement=running, mentor=market.mentor(), starts_on=self.MARCH, by=market.coach_actor)

    def test_a_signed_mentor_is_not_swapped(self, market, running):
        with refused("seat.mentor_signed"):
            name_mentor(placement=running, mentor=market.mentor(), by=market.hr)

    def test_before_signing_a_swap_is_enough(self, market, placement):
        with refused("take_over.not_signed"):
            take_over(placement=placement, mentor=market.mentor(), starts_on=self.MARCH, by=market.hr)

    def test_the_leave_is_told_and_solved(self, market, running):
        change(main_of(running).mentor, left_on=date(2027, 3, 12))
        assert check_mentors(by=SYSTEM) == 1
        take_over(placement=running, mentor=market.mentor(), starts_on=date(2027, 3, 13), by=market.hr)
        assert (check_mentors(by=SYSTEM), MentorWarning.objects.count()) == (0, 0)
