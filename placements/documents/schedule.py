"""The annex of an agreement with the hours that were signed: its weekdays and the days that differ."""

from collections.abc import Mapping
from typing import Any

from django.template.defaultfilters import date as in_words

from placements.schedule_words import day_lines, week_lines

FREE = "In schoolvakanties, op feestdagen, op lesvrije dagen van de school en als de werkplek sluit is de leerling vrij"
BESIDES = ", behalve op de werkdagen die hieronder staan"
PAUSE = ". De tijd tussen twee blokken is pauze."


def schedule_annex(schedule: Mapping[str, Any]) -> dict[str, Any]:
    """What the template prints of the key `schedule` of a signed body."""
    days = day_lines(schedule)
    return {
        "week": [[line.days, line.hours] for line in week_lines(schedule)],
        "days": [[in_words(line.day, "j F Y"), str(line.kind), line.hours, line.reason] for line in days],
        "sector_reason": schedule["sector_reason"],
        "free": f"{FREE}{BESIDES if any(line.hours for line in days) else ''}{PAUSE}",
    }
