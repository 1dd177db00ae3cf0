"""The week that a schedule starts from: breaks where the law asks them, lessons on the other days."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placements.usual_week import WeekBlock, envelope, lesson_spans, usual_week, with_break
from placements.worktime import Block, Limits, check, hours

MONDAY = date(2026, 11, 23)


def texts(spans):
    return [f"{starts:%H:%M}-{ends:%H:%M}" for starts, ends in spans]


@pytest.mark.parametrize(
    ("hours_of_site", "spans"),
    [
        (("08:00", "12:00"), ["08:00-12:00"]),
        (("08:00", "12:30"), ["08:00-12:30"]),
        (("08:00", "14:00"), ["08:00-12:00", "12:30-14:00"]),
        (("08:00", "16:00"), ["08:00-12:00", "13:00-16:00"]),
        (("08:30", "16:30"), ["08:30-12:00", "13:00-16:30"]),
        (("05:00", "13:00"), ["05:00-08:30", "09:30-13:00"]),
        (("13:00", "21:00"), ["13:00-16:30", "17:30-21:00"]),
    ],
)
def test_a_day_gets_the_break_that_it_needs(hours_of_site, spans):
    assert texts(with_break(*hours_of_site)) == spans


def test_lessons_have_noon_free():
    assert texts(lesson_spans(3.5)) == ["08:30-12:00"]
    assert texts(lesson_spans(7.5)) == ["08:30-12:00", "13:00-17:00"]


def test_lessons_are_on_school_days_without_work():
    week = usual_week({"3": ["08:00", "12:00"]}, [1, 3], 7.0)
    assert week == [
        WeekBlock(1, time(8, 30), time(12), is_work=False),
        WeekBlock(1, time(13), time(16, 30), is_work=False),
        WeekBlock(3, time(8), time(12)),
    ]
    assert envelope(week) == {"3": ["08:00", "12:00"]}


def test_a_night_ends_on_the_next_day():
    assert texts(with_break("22:00", "06:00")) == ["22:00-06:00"]
    night = [WeekBlock(3, time(22, 30), time(6)), WeekBlock(3, time(18), time(22))]
    assert envelope(night) == {"3": ["18:00", "06:00"]}


def test_the_hours_of_school_are_shared_by_its_days():
    week = usual_week({"3": ["08:00", "12:00"]}, [1, 2], 14.0)
    lessons = [Block(MONDAY, row.starts, row.ends) for row in week if not row.is_work]
    assert sum(hours(block.length) for block in lessons) == 14.0


quarters = st.integers(6 * 4, 12 * 4), st.integers(1, 9 * 4)


@given(*quarters)
def test_a_day_of_up_to_nine_hours_keeps_the_rules_of_minors(start, length):
    """Nine hours with an hour of break are eight hours of work; from 6.00 on, and not after 20.00."""
    end = min(start + length, 20 * 4)
    spans = with_break(f"{start // 4:02}:{start % 4 * 15:02}", f"{end // 4:02}:{end % 4 * 15:02}")
    blocks = [Block(MONDAY, *span) for span in spans]
    assert check(blocks, born_on=MONDAY - timedelta(days=16 * 366), limits=Limits()) == []
    assert (spans[0][0], spans[-1][1]) == (time(*divmod(start * 15, 60)), time(*divmod(end * 15, 60)))
