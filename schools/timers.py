"""The search for a contract, counted in training days on the school's own calendar (R08)."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import NamedTuple

from marketplace.period import Period
from marketplace.reference.models import Figure
from marketplace.school_calendar import add_training_days, training_days_between
from schools.models import DayOff, Student


class Countdown(NamedTuple):
    """The last day of the search and the training days left until then; below zero when it has passed."""

    last_on: date
    days_left: int


def days_off(school_ids: Iterable[int]) -> dict[int, frozenset[date]]:
    """The days that each school takes besides the holidays of everybody."""
    rows = DayOff.objects.filter(school__in=set(school_ids)).values_list("school", "starts_on", "ends_on")
    found: dict[int, set[date]] = {}
    for school_id, starts_on, ends_on in rows:
        found.setdefault(school_id, set()).update(Period(starts_on, ends_on).each_day())
    return {school_id: frozenset(days) for school_id, days in found.items()}


def countdowns(
    students: Iterable[Student], on: date, *, since: Mapping[int, date] | None = None
) -> dict[int, Countdown]:
    """By student id the countdown of R08, for dual students (no teachers) who began; two queries for any number.

    `since` gives, by student id, the last day of an agreement that ended: the search begins again there. The number
    of training days is the figure `contract_search_days` (circular SO/2019/01 on dual learning: 20).
    """
    rows = [student for student in students if student.programme.is_dual and not student.is_teacher]
    begun = {row.pk: (since or {}).get(row.pk) or row.dual_since_on for row in rows}
    starts = {pk: start for pk, start in begun.items() if start}
    searching = [row for row in rows if row.pk in starts]
    off = days_off(row.school_id for row in searching)
    days = int(Figure.objects.value("contract_search_days", on))
    return {row.pk: _countdown(starts[row.pk], days, on, off.get(row.school_id, frozenset())) for row in searching}


def _countdown(start: date, days: int, on: date, off: Collection[date]) -> Countdown:
    last_on = add_training_days(start, days, days_off=off)
    if on <= last_on:
        return Countdown(last_on, training_days_between(on, last_on, days_off=off))
    return Countdown(last_on, -training_days_between(last_on, on, days_off=off))
