"""A visit as a calendar file; plain values in, bytes out.

RFC 5545: the UID stays, SEQUENCE rises with each change, and a cancelled visit is sent again as CANCEL.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from icalendar import Calendar, Event

MAKER = "-//Ik werk mee aan de toekomst van A//label//NL"


@dataclass(frozen=True)
class Entry:
    """What a calendar knows of a visit; moments with their zone."""

    uid: str
    sequence: int
    changed_at: datetime
    starts_at: datetime
    ends_at: datetime
    summary: str
    where: str
    description: str
    url: str
    is_cancelled: bool


def calendar_file(entry: Entry) -> bytes:
    """One event; moments are written in UTC, which every calendar shows in its own zone."""
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.changed_at.astimezone(UTC))
    event.add("dtstart", entry.starts_at.astimezone(UTC))
    event.add("dtend", entry.ends_at.astimezone(UTC))
    event.add("summary", entry.summary)
    event.add("location", entry.where)
    event.add("description", entry.description)
    event.add("url", entry.url)
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    calendar = Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if entry.is_cancelled else "PUBLISH")
    calendar.add_component(event)
    return bytes(calendar.to_ical())
