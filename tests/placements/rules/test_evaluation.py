"""The moments of a placement and the realised split, as pure arithmetic."""

from datetime import date, time
from fractions import Fraction
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from marketplace.period import Period
from marketplace.school_calendar import is_school_day
from placements.competences import Line, split
from placements.enums import Moment
from placements.rules.evaluation import moments_of
from placements.rules.realised import hours_by_day, realised_split
from placements.worktime import plan_days

DAYS = st.dates(date(2025, 9, 1), date(2028, 6, 30))
PLAN = split([Line("W", 600, 0), Line("S", 0, 300)], 100)


@given(st.tuples(DAYS, DAYS).map(sorted))
def test_moments_lie_on_school_days_of_the_placement_each_day_once(days):
    period = Period(*days)
    found = moments_of(period)
    assert all(period.contains(day) and is_school_day(day) for day in found.values())
    assert len(set(found.values())) == len(found)
    assert list(found.values()) == sorted(found.values())


def test_a_school_year_has_them_all_and_a_week_only_the_first():
    year = moments_of(Period(date(2026, 9, 1), date(2027, 6, 30)))
    assert list(year) == [Moment.INTAKE, Moment.WEEK_1, Moment.WEEK_4, Moment.MIDDLE, Moment.END]
    assert (year[Moment.INTAKE], year[Moment.END]) == (date(2026, 9, 1), date(2027, 6, 23))
    assert list(moments_of(Period(date(2026, 9, 7), date(2026, 9, 11)))) == [Moment.INTAKE]


def running(starts_on, ends_on, ended_on=None):
    return SimpleNamespace(starts_on=starts_on, ends_on=ends_on, ended_on=ended_on, period=Period(starts_on, ends_on))


def realised(placement, on, away=(), off=frozenset()):
    """With a week of a whole Wednesday, an hour of it a break, and a Thursday morning."""
    spans = {3: [(time(8), time(12)), (time(13), time(16))], 4: [(time(8), time(12, 30))]}
    blocks = plan_days(spans, placement.period, off=off)
    return realised_split(placement, PLAN, hours_by_day(blocks), away, off, on)


def test_realised_counts_the_signed_hours_without_breaks_and_days_away():
    placement = running(date(2027, 1, 11), date(2027, 1, 22))  # ten school days, two weeks of 11.5 hours
    half = realised(placement, date(2027, 1, 15))
    assert (half.work_hours, half.school_hours, half.general_hours) == (Fraction(23, 2), 150, 50)
    ill, rests = Period(date(2027, 1, 14), date(2027, 1, 15)), Period(date(2027, 1, 20), date(2027, 1, 22))
    assert realised(placement, date(2027, 1, 31), [ill]).work_hours == Fraction(37, 2)
    assert realised(placement, date(2027, 1, 31), [ill, rests]).work_hours == 7
    assert realised(placement, date(2027, 1, 31), off=frozenset({date(2027, 1, 13)})).work_hours == 16
    assert realised(placement, date(2027, 1, 10)) is None


def test_an_early_end_stops_the_count():
    placement = running(date(2027, 1, 11), date(2027, 1, 22), ended_on=date(2027, 1, 13))
    assert realised(placement, date(2027, 3, 1)).work_hours == 7
