"""The limits on working time in force during a placement, from the dated figures and the joint committee (R16)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from typing import Any

from companies.sector_figures import figure_code, week_of
from marketplace.reference.models import Figure
from placements.enums import Form
from placements.models import Placement
from placements.worktime import Limits

LAW = ("minor_", "sector_", "adult_age")
Figures = Mapping[str, Decimal]


def law_of(placement: Placement, *, sector_reason: str) -> list[tuple[date, Limits]]:
    """The limits from the first day on, and again from each day in the period on which one of them changes.

    What a sector allows on Sundays and in the evening counts once a reason is written. Its full week stays that of
    the first day: a later one is for placements that begin later.
    """
    rows = [row for row in Figure.objects.changes(until_on=placement.ends_on) if row[0].startswith(LAW)]
    at_first = {code: value for code, since, value in rows if since <= placement.starts_on}
    week = _hours(week_of(placement.company.joint_committee_id, at_first))
    known: dict[str, Decimal] = {}
    found: dict[date, Limits] = {}
    for since, changed in groupby(rows, key=itemgetter(1)):
        known |= {code: value for code, _since, value in changed}
        limits = _limits(placement, known, has_reason=bool(sector_reason.strip()))
        found[max(since, placement.starts_on)] = replace(limits, sector_week=week)
    return sorted(found.items(), key=itemgetter(0))


def sector_of(placement: Placement) -> str:
    """The joint committee as figures spell it: 118.03 is 118_03; empty without one."""
    return figure_code(placement.company.joint_committee_id or "")


def _limits(placement: Placement, figures: Figures, *, has_reason: bool) -> Limits:
    sector = sector_of(placement)
    return Limits(
        **_of_minors(figures),
        sector_sundays=has_reason and bool(figures.get(f"sector_sundays_{sector}")),
        sector_evening=_hour(figures.get(f"sector_evening_{sector}")) if has_reason else None,
        sector_hours=_opening(figures, sector) if placement.form == Form.OAO else None,
    )


def _of_minors(figures: Figures) -> dict[str, Any]:
    return {
        "day": _hours(figures["minor_day_hours"]),
        "week_warned": _hours(figures["minor_week_warned_hours"]),
        "week_most": _hours(figures["minor_week_most_hours"]),
        "stretch": _hours(figures["minor_stretch_hours"]),
        "short_break": timedelta(minutes=int(figures["minor_short_break_minutes"])),
        "long_day": _hours(figures["minor_long_day_hours"]),
        "long_break": timedelta(minutes=int(figures["minor_long_break_minutes"])),
        "rest": _hours(figures["minor_rest_hours"]),
        "morning": _hour(figures["minor_morning_hour"]),
        "evening": _hour(figures["minor_evening_hour"]),
        "late_evening": _hour(figures["minor_late_evening_hour"]),
        "late_morning": _hour(figures["minor_late_morning_hour"]),
        "adult_age": int(figures["adult_age"]),
        "late_age": int(figures["minor_late_age"]),
    }


def _opening(figures: Figures, sector: str) -> tuple[time, time] | None:
    opens, closes = (_hour(figures.get(f"sector_{side}_{sector}")) for side in ("opens", "closes"))
    return (opens, closes) if opens and closes else None


def _hours(value: Decimal) -> timedelta:
    return timedelta(hours=float(value))


def _hour(value: Decimal | None) -> time | None:
    """22 is 22.00, 22.5 is 22.30; there is no hour after 24."""
    return time(int(value), int(value % 1 * 60)) if value is not None else None
