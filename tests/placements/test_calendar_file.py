"""The calendar file: a block an event, nine o'clock stays nine o'clock, and nobody's name."""

from datetime import UTC, date, datetime, time, timedelta

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from placements.calendar_file import Told, calendar_file
from placements.worktime import BRUSSELS, Block

TOLD = Told("Werkplek Dok 3", "Kaai 1, 2000 Antwerpen", "Werkplek: Dok 3", "School: Demo", is_signed=True)
MADE_AT = datetime(2026, 11, 23, 9, tzinfo=UTC)


def read(*blocks, told=TOLD):
    return icalendar.Calendar.from_ical(calendar_file(7, blocks, told, MADE_AT))


def events(calendar):
    return list(calendar.walk("VEVENT"))


@pytest.mark.parametrize(("day", "offset"), [(date(2026, 10, 23), 2), (date(2026, 10, 26), 1), (date(2027, 3, 29), 2)])
def test_nine_o_clock_is_nine_o_clock_on_both_sides_of_a_clock_change(day, offset):
    (event,) = events(read(Block(day, time(9), time(12))))
    starts = event["dtstart"].dt
    assert (starts.hour, starts.utcoffset()) == (9, timedelta(hours=offset))
    assert event["dtstart"].params["TZID"] == "Europe/Brussels"


def test_the_rules_of_the_zone_stand_in_the_file():
    text = calendar_file(7, [Block(date(2026, 10, 26), time(9), time(12))], TOLD, MADE_AT).decode()
    assert "BEGIN:VTIMEZONE\r\nTZID:Europe/Brussels" in text
    assert "BEGIN:DAYLIGHT" in text
    assert "BEGIN:STANDARD" in text


def test_work_and_school_are_told_apart_and_drafts_are_tentative():
    day = date(2026, 11, 23)
    calendar = read(Block(day, time(8), time(12)), Block(day, time(13), time(16), is_work=False))
    told = [(str(event["summary"]), str(event.get("location", "")), str(event["uid"])) for event in events(calendar)]
    assert told == [
        ("Werkplek: Dok 3", "Kaai 1, 2000 Antwerpen", "7-20261123-1@ikwerkmee"),
        ("School: Demo", "", "7-20261123-2@ikwerkmee"),
    ]
    draft = read(Block(day, time(8), time(12)), told=Told("a", "b", "c", "d", is_signed=False))
    assert str(events(draft)[0]["status"]) == "TENTATIVE"


def test_an_empty_calendar_is_a_calendar():
    assert events(read()) == []


@given(st.dates(date(2026, 1, 1), date(2029, 12, 31)), st.integers(5, 20), st.integers(1, 8))
def test_what_is_read_back_is_what_was_planned(day, hour, length):
    block = Block(day, time(hour), time(min(hour + length, 23)))
    (event,) = events(read(block))
    starts, ends = (event[name].dt.astimezone(BRUSSELS) for name in ("dtstart", "dtend"))
    assert (starts.date(), starts.time(), ends.time()) == (day, block.starts, block.ends)
    assert ends - starts == block.length or block.length == ends.astimezone(UTC) - starts.astimezone(UTC)
