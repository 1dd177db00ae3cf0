"""The hours of a placement as a calendar file: every block on the clock of Brussels, no name of a person in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from placements.worktime import BRUSSELS, Block

ASK_AGAIN = timedelta(hours=12)


@dataclass(frozen=True)
class Told:
    """What the events say: where the work is, the words for work and school, and whether everybody signed."""

    name: str
    place: str
    work: str
    school: str
    is_signed: bool


def calendar_file(key: int, blocks: Iterable[Block], told: Told, made_at: datetime) -> bytes:
    """An iCalendar (RFC 5545) with one event a block; `key` keeps an event's identity when its hours change.

    Hours carry the zone Europe/Brussels, whose rules stand in the file: nine o'clock stays nine o'clock in summer.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Ik werk mee aan de toekomst van A//NL")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", told.name)
    calendar.add("refresh-interval", ASK_AGAIN, parameters={"VALUE": "DURATION"})
    for number, block in _numbered(blocks):
        calendar.add_component(_event(f"{key}-{block.day:%Y%m%d}-{number}", block, told, made_at))
    calendar.add_missing_timezones()
    return calendar.to_ical()


def _numbered(blocks: Iterable[Block]) -> Iterable[tuple[int, Block]]:
    """Each block with its place in its day."""
    before, number = None, 0
    for block in sorted(blocks):
        before, number = block.day, number + 1 if block.day == before else 1
        yield number, block


def _event(uid: str, block: Block, told: Told, made_at: datetime) -> Event:
    event = Event()
    event.add("uid", f"{uid}@ikwerkmee")
    event.add("dtstamp", made_at.astimezone(ZoneInfo("UTC")))
    event.add("dtstart", block.starts_at.astimezone(BRUSSELS))
    event.add("dtend", block.ends_at.astimezone(BRUSSELS))
    event.add("summary", told.work if block.is_work else told.school)
    if block.is_work:
        event.add("location", told.place)
    event.add("status", "CONFIRMED" if told.is_signed else "TENTATIVE")
    return event
