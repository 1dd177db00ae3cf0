"""Days, weekdays and hours in words."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby

from django.template.defaultfilters import date as in_words
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext


def day_in_words(text: str) -> str:
    """2026-11-23 → 23 november 2026"""
    return in_words(date.fromisoformat(text), "j F Y")


def days_in_words(week: Mapping[str, Sequence[str]]) -> str:
    """ "3" and "4": ["08:00", "16:00"] → wo, do 8.00 tot 16.00 uur; days of equal hours together."""
    days = [(weekday(int(day)), _hours(*week[day])) for day in sorted(week)]
    runs = groupby(days, key=lambda day: day[1])
    return "; ".join(f"{', '.join(name for name, _ in run)} {hours}" for hours, run in runs)


def weekday(number: int) -> str:
    """The short name of an ISO weekday: 1 is ma."""
    return str(WEEKDAYS_ABBR[number - 1])


def weekdays_in_words(numbers: Sequence[int]) -> str:
    """[3, 4] → wo, do"""
    return ", ".join(weekday(number) for number in sorted(numbers))


def _hours(start: str, end: str) -> str:
    hours = {"start": start.removeprefix("0").replace(":", "."), "end": end.removeprefix("0").replace(":", ".")}
    return gettext("%(start)s tot %(end)s uur") % hours
