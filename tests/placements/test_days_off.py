"""Holidays of dual students: no work without an annex, recovered in the same school year, weeks that stay free."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.period import Period
from marketplace.school_calendar import holidays
from placements.days_off import Deviation, FreeWeeks, check_holidays, whole_weeks

AUTUMN = date(2026, 11, 2)  # the first day of the autumn holiday of 2026
LESSON = date(2026, 11, 16)
EVERY_HOLIDAY = {day for year in (2026, 2027) for row in holidays(year) for day in row.period.each_day()}


def codes(worked, *, explained=(), recovered=(), seventh=False):
    found = check_holidays(
        worked,
        holidays=EVERY_HOLIDAY,
        deviation=Deviation(explained, recovered),
        weeks=FreeWeeks(),
        is_seventh_year=seventh,
    )
    assert all(breach.is_hard for breach in found)
    return [breach.code for breach in found]


def days(first, number):
    return [first + timedelta(days=more) for more in range(number)]


def test_lesson_days_are_no_matter():
    assert codes([LESSON]) == []


def test_a_holiday_needs_an_annex_and_a_day_back():
    assert codes([AUTUMN]) == ["holiday.no_annex", "holiday.not_recovered"]
    assert codes([AUTUMN], explained=[AUTUMN]) == ["holiday.not_recovered"]
    assert codes([AUTUMN], explained=[AUTUMN], recovered=[LESSON]) == []


def test_a_day_back_lies_in_a_lesson_week_of_the_same_school_year():
    easter = date(2027, 3, 30)
    assert codes([AUTUMN], explained=[AUTUMN], recovered=[easter]) == ["holiday.not_recovered"]
    next_year = date(2027, 9, 6)
    assert codes([AUTUMN], explained=[AUTUMN], recovered=[next_year]) == ["holiday.not_recovered"]


def test_the_sentence_counts_the_days():
    found = check_holidays(
        days(AUTUMN, 3),
        holidays=EVERY_HOLIDAY,
        deviation=Deviation(days(AUTUMN, 3), [LESSON]),
        weeks=FreeWeeks(),
        is_seventh_year=False,
    )
    assert found[0].facts == {"year": "2026-2027", "worked": 3, "recovered": 1}


@pytest.mark.parametrize(("weeks_worked", "told"), [(4, []), (5, ["holiday.summer"])])
def test_four_weeks_of_summer_stay_free(weeks_worked, told):
    """July and August 2027 hold 62 days: after five weeks at work there are fewer than four whole weeks left."""
    worked = days(date(2027, 7, 1), 7 * weeks_worked)
    back = days(date(2026, 9, 7), 7 * weeks_worked)
    assert codes(worked, explained=worked, recovered=back) == told


def test_a_seventh_year_needs_no_days_back_but_six_weeks():
    assert codes([AUTUMN], explained=[AUTUMN], seventh=True) == []
    worked = sorted(day for day in EVERY_HOLIDAY if date(2026, 9, 1) <= day < date(2027, 8, 1))
    assert codes(worked, explained=worked, seventh=True) == ["holiday.seventh_year"]


@given(st.sets(st.integers(0, 60)))
def test_whole_weeks_are_runs_of_seven(numbers):
    free = {date(2027, 7, 1) + timedelta(days=number) for number in numbers}
    longest_first, left = 0, set(free)
    for day in Period(date(2027, 7, 1), date(2027, 8, 31)).each_day():
        run = set(days(day, 7))
        if run <= left:
            longest_first += 1
            left -= run
    assert whole_weeks(free) == longest_first
