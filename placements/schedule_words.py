"""A signed or drafted schedule in words: its weekdays, and the days that differ."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.utils.translation import gettext

from marketplace.workflow import Text
from placements.enums import DayKind
from placements.week import weekdays_in_words


@dataclass(frozen=True)
class WeekLine:
    """Weekdays with the same blocks, and what they hold."""

    days: str
    hours: str


@dataclass(frozen=True)
class DayLine:
    """One exceptional day: what it is, its hours and why."""

    day: date
    kind: Text
    hours: str
    reason: str


def schedule_text(schedule: Mapping[str, Any]) -> dict[str, Any]:
    """What pages and papers print of the key `schedule` of a body."""
    days = day_lines(schedule)
    return {
        "lines": week_lines(schedule),
        "days": days,
        "sector_reason": schedule["sector_reason"],
        "free": free_words(days),
    }


def free_words(days: Sequence[DayLine]) -> str:
    """When the student is free; a day with hours of its own goes before that."""
    if any(line.hours for line in days):
        return gettext(
            "In schoolvakanties, op feestdagen, op lesvrije dagen van de school en als de werkplek sluit is de "
            "leerling vrij, behalve op de werkdagen die apart genoemd zijn. De tijd tussen twee blokken is pauze."
        )
    return gettext(
        "In schoolvakanties, op feestdagen, op lesvrije dagen van de school en als de werkplek sluit is de leerling "
        "vrij. De tijd tussen twee blokken is pauze."
    )


def week_lines(schedule: Mapping[str, Any]) -> list[WeekLine]:
    """ "wo, do, vr": "werkplek 8.00–12.00 en 13.00–16.00"; days with the same hours together."""
    days = sorted({row["weekday"] for row in schedule["week"]})
    told = [(day, _spans([row for row in schedule["week"] if row["weekday"] == day])) for day in days]
    same = sorted(told, key=lambda row: (next(day for day, words in told if words == row[1]), row[0]))
    runs = groupby(same, key=lambda row: row[1])
    return [WeekLine(weekdays_in_words([day for day, _words in run]), words) for words, run in runs]


def day_lines(schedule: Mapping[str, Any]) -> list[DayLine]:
    """The exceptions in order."""
    return [
        DayLine(date.fromisoformat(row["day"]), DayKind(row["kind"]).label, _spans(row["blocks"]), row["reason"])
        for row in schedule["days"]
    ]


def _spans(blocks: Sequence[Mapping[str, Any]]) -> str:
    places = groupby(blocks, key=lambda row: row["place"])
    return "; ".join(f"{_place(place)} {gettext(' en ').join(_span(row) for row in rows)}" for place, rows in places)


def _place(place: str) -> str:
    return gettext("werkplek") if place == "work" else gettext("school")


def _span(row: Mapping[str, Any]) -> str:
    starts, ends = (row[side].removeprefix("0").replace(":", ".") for side in ("starts", "ends"))
    return f"{starts}–{ends}"
