"""The table of timers: on which days each reminds, and which marks a day has reached."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placements.enums import TimerKind
from placements.timers import LATE, RULES, days_of_marks, passed

START = date(2026, 9, 1)
DUE = date(2026, 12, 1)


def days(kind, marks, **more):
    return days_of_marks(RULES[kind], marks, START, DUE, **more)


def test_every_kind_has_its_row():
    assert set(RULES) == set(TimerKind.values)


def test_the_search_counts_training_days():
    assert days("contract_search", [5, 10, 15]) == [date(2026, 9, 8), date(2026, 9, 15), date(2026, 9, 22)]
    assert days("contract_search", [5], off={date(2026, 9, 2)}) == [date(2026, 9, 9)]


def test_the_registration_counts_days_the_mentor_months_and_papers_backwards():
    assert days("registration", [30, 60, 80]) == [date(2026, 10, 1), date(2026, 10, 31), date(2026, 11, 20)]
    assert days("mentor_training", [6, 9, 11]) == [date(2027, 3, 1), date(2027, 6, 1), date(2027, 8, 1)]
    assert days("risk_analysis", [30, 7]) == [date(2026, 11, 1), date(2026, 11, 24)]
    assert days("suspension", [0]) == [DUE]


@pytest.mark.parametrize(
    ("on", "marks"),
    [(date(2026, 9, 30), []), (date(2026, 10, 1), [1]), (DUE, [1, 2, 3]), (date(2026, 12, 2), [1, 2, 3, LATE])],
)
def test_marks_are_reached_on_their_day(on, marks):
    assert passed(days("registration", [30, 60, 80]), DUE, on) == marks


@given(st.integers(0, 200), st.integers(0, 200))
def test_a_later_day_has_reached_every_mark_of_an_earlier_one(first, more):
    marks = days("registration", [30, 60, 80])
    early, late = START + timedelta(days=first), START + timedelta(days=first + more)
    assert set(passed(marks, DUE, early)) <= set(passed(marks, DUE, late))
