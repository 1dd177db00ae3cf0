from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.period import Period, school_year_of, school_year_period

DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))


@st.composite
def periods(draw):
    return Period(*sorted((draw(DAYS), draw(DAYS))))


def test_a_period_of_one_day_counts_one_day_and_holds_it():
    period = Period(date(2026, 9, 1), date(2026, 9, 1))
    assert period.days == 1
    assert period.contains(date(2026, 9, 1))
    assert list(period.each_day()) == [date(2026, 9, 1)]


def test_an_end_before_the_start_is_refused_with_one_sentence():
    with pytest.raises(ValueError, match=r"^De laatste dag valt voor de eerste\.$"):
        Period(date(2026, 9, 2), date(2026, 9, 1))


def test_the_last_day_is_included():
    first, second = Period(date(2026, 9, 1), date(2026, 9, 5)), Period(date(2026, 9, 5), date(2026, 9, 9))
    assert first.overlaps(second)
    assert not first.overlaps(Period(date(2026, 9, 6), date(2026, 9, 9)))
    assert not first.covers(second)
    assert first.covers(Period(date(2026, 9, 2), date(2026, 9, 5)))


@given(periods(), periods())
def test_overlap_is_symmetric_and_follows_from_covering(one, other):
    assert one.overlaps(other) == other.overlaps(one)
    if one.covers(other):
        assert one.overlaps(other)
        assert one.days >= other.days


@pytest.mark.parametrize(
    ("day", "year"),
    [(date(2026, 8, 31), 2025), (date(2026, 9, 1), 2026), (date(2027, 1, 1), 2026), (date(2027, 8, 31), 2026)],
)
def test_the_school_year_turns_on_the_first_of_september(day, year):
    assert school_year_of(day) == year


@given(DAYS)
def test_every_day_lies_in_its_own_school_year(day):
    assert school_year_period(school_year_of(day)).contains(day)
