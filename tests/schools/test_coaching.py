"""Coaches: hours of a school year, stand-ins with dates, and who has too many students."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine

from marketplace.period import Period
from marketplace.workflow import Refused
from schools.actions.coach import end_stand_in_coach, give_students, name_stand_in_coach, set_coach_hours
from schools.caseload import caseloads, over_full
from schools.models import CoachHours, CoachStandIn
from tests.constraints import breaks
from tests.factories.accounts import actor_of
from tests.factories.schools import CoachFactory, SchoolFactory, StudentFactory, school_member

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
WEEK = {"starts_on": date(2026, 11, 30), "ends_on": date(2026, 12, 4)}


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-11-23 09:00 +0100", tick=False):
        yield


@pytest.fixture
def school():
    return SchoolFactory()


@pytest.fixture
def by(school):
    return actor_of(school_member(school))


@pytest.fixture
def coach(school):
    return CoachFactory(school=school)


@pytest.fixture
def other(school):
    return CoachFactory(school=school)


def refused(code):
    return pytest.raises(Refused, check=lambda error: error.code == code)


class TestHours:
    FACTS = {"school_year": 2026, "week_hours": Decimal("4.5"), "most_students": 2}

    def test_the_last_one_said_of_a_year_holds(self, coach, by):
        set_coach_hours(coach=coach, by=by, **self.FACTS)
        set_coach_hours(coach=coach, by=by, **self.FACTS | {"most_students": 9})
        set_coach_hours(coach=coach, by=by, **self.FACTS | {"school_year": 2027})
        rows = CoachHours.objects.order_by("school_year").values_list("school_year", "most_students")
        assert list(rows) == [(2026, 9), (2027, 2)]

    def test_three_students_where_two_were_agreed_is_too_many(self, school, coach, other, by):
        set_coach_hours(coach=coach, by=by, **self.FACTS)
        StudentFactory.create_batch(2, school=school, coach=coach)
        StudentFactory(school=school, coach=coach, left_on=date(2026, 9, 30))
        load, rest = caseloads([coach, other], TODAY)
        assert (load.students, load.is_over_full, load.minutes) == (2, False, 135)
        assert (rest.students, rest.hours, rest.is_over_full, rest.minutes) == (0, None, False, None)
        assert not over_full(school.pk, TODAY).exists()
        StudentFactory(school=school, coach=coach)
        assert caseloads([coach], TODAY)[0].is_over_full
        assert over_full(school.pk, TODAY).get().coach == coach

    def test_the_hours_of_another_year_say_nothing(self, coach, by):
        set_coach_hours(coach=coach, by=by, **self.FACTS | {"school_year": 2027})
        assert caseloads([coach], TODAY)[0].hours is None


class TestStandIn:
    def test_on_those_days(self, coach, other, by):
        row = name_stand_in_coach(coach=coach, stand_in=other, by=by, **WEEK)
        assert row.period == Period(WEEK["starts_on"], WEEK["ends_on"])
        assert caseloads([coach], TODAY)[0].stand_ins == [row]

    @pytest.mark.parametrize(
        ("days", "code"),
        [
            ({"ends_on": date(2026, 11, 29)}, "day_off.ends_before_start"),
            ({"starts_on": date(2026, 11, 2), "ends_on": date(2026, 11, 22)}, "coach.stand_in_over"),
        ],
    )
    def test_on_days_that_come(self, coach, other, by, days, code):
        with refused(code):
            name_stand_in_coach(coach=coach, stand_in=other, by=by, **WEEK | days)

    def test_is_another_active_coach_of_the_school(self, school, coach, by):
        with refused("coach.stand_in_self"):
            name_stand_in_coach(coach=coach, stand_in=coach, by=by, **WEEK)
        for wrong in (CoachFactory(), CoachFactory(school=school, is_active=False)):
            with refused("coach.stand_in_foreign"):
                name_stand_in_coach(coach=coach, stand_in=wrong, by=by, **WEEK)

    def test_one_at_a_time(self, school, coach, other, by):
        name_stand_in_coach(coach=coach, stand_in=other, by=by, **WEEK)
        third = CoachFactory(school=school)
        with refused("coach.stand_in_twice"):
            name_stand_in_coach(coach=coach, stand_in=third, by=by, starts_on=WEEK["ends_on"], ends_on=WEEK["ends_on"])
        later = date(2026, 12, 5)
        assert name_stand_in_coach(coach=coach, stand_in=third, by=by, starts_on=later, ends_on=later)

    def test_who_is_away_stands_in_for_nobody_and_the_other_way_round(self, school, coach, other, by):
        third = CoachFactory(school=school)
        name_stand_in_coach(coach=coach, stand_in=other, by=by, **WEEK)
        with refused("coach.stand_in_away"):
            name_stand_in_coach(coach=third, stand_in=coach, by=by, **WEEK)
        with refused("coach.stands_in"):
            name_stand_in_coach(coach=other, stand_in=third, by=by, **WEEK)

    def test_ends_today_or_never_begins(self, coach, other, by):
        row = name_stand_in_coach(
            coach=coach, stand_in=other, by=by, starts_on=TODAY.replace(day=20), ends_on=WEEK["ends_on"]
        )
        end_stand_in_coach(row=row, by=by)
        row.refresh_from_db()
        assert row.ends_on == TODAY
        later = name_stand_in_coach(coach=coach, stand_in=other, by=by, **WEEK)
        end_stand_in_coach(row=later, by=by)
        assert not CoachStandIn.objects.filter(pk=later.pk).exists()


class TestGive:
    def test_own_students_only(self, school, coach, by):
        mine, foreign = StudentFactory(school=school), StudentFactory()
        assert give_students(coach=coach, students=[mine, foreign], by=by) == [mine.pk]
        foreign.refresh_from_db()
        assert foreign.coach is None

    def test_to_somebody_who_guides_now(self, school, by):
        for wrong in (CoachFactory(), CoachFactory(school=school, is_active=False)):
            with refused("coach.not_active"):
                give_students(coach=wrong, students=[], by=by)


class TestPromises:
    @pytest.fixture
    def hours(self, coach):
        return CoachHours.objects.create(coach=coach, school_year=2026, week_hours=2, most_students=4)

    @pytest.mark.parametrize(
        ("name", "fields"),
        [
            ("coach_hours_of_a_week", {"week_hours": 0}),
            ("coach_hours_of_a_week", {"week_hours": 41}),
            ("coach_hours_some_students", {"most_students": 0}),
        ],
    )
    def test_hours(self, hours, name, fields):
        with breaks(name):
            CoachHours.objects.filter(pk=hours.pk).update(**fields)

    def test_hours_once_a_year(self, hours):
        with breaks("coach_hours_once_a_year"):
            CoachHours.objects.create(coach=hours.coach, school_year=2026, week_hours=1, most_students=1)

    def test_a_stand_in_is_another(self, coach):
        with breaks("coach_stand_in_is_another"):
            CoachStandIn.objects.create(coach=coach, stand_in=coach, **WEEK)

    def test_a_stand_in_ends_after_it_starts(self, coach, other):
        days = {"starts_on": WEEK["ends_on"], "ends_on": WEEK["starts_on"]}
        with breaks("coach_stand_in_ends_after_start"):
            CoachStandIn.objects.create(coach=coach, stand_in=other, **days)
