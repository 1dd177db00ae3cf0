"""The annex of an agreement with the hours that were signed: its weekdays and the days that differ."""

from collections.abc import Mapping
from typing import Any

from django.template.defaultfilters import date as in_words

from placements.schedule_words import day_lines, free_words, week_lines


def schedule_annex(schedule: Mapping[str, Any]) -> dict[str, Any]:
    """What the template prints of the key `schedule` of a signed body."""
    days = day_lines(schedule)
    return {
        "week": [[line.days, line.hours] for line in week_lines(schedule)],
        "days": [[in_words(line.day, "j F Y"), str(line.kind), line.hours, line.reason] for line in days],
        "sector_reason": schedule["sector_reason"],
        "free": free_words(days),
    }
