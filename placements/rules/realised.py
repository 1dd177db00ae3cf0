"""What was realised of a plan's 60/40: the week schedule on the floor without absences, the rest in proportion."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from fractions import Fraction

from marketplace.period import Period
from marketplace.school_calendar import is_school_day
from placements.competences import Split
from placements.models import Absence, Placement


def realised_split(
    placement: Placement, planned: Split, absences: Iterable[Absence], days_off: Collection[date], on: date
) -> Split | None:
    """The hours up to a day, in the segments of the plan; None before the first day.

    Work counts the placement's own week on days on which school is open and the student was there. Lessons, general
    education and a third place count the plan in proportion to the days that have passed: the school keeps the real
    ones.
    """
    last_on = min(on, placement.ended_on or placement.ends_on)
    if last_on < placement.starts_on:
        return None
    open_days = [day for day in placement.period.each_day() if is_school_day(day) and day not in days_off]
    passed = [day for day in open_days if day <= last_on]
    missed = {day for row in absences for day in Period(row.starts_on, row.ends_on).each_day()}
    part = Fraction(len(passed), len(open_days)) if open_days else Fraction()
    return Split(
        work_hours=sum((_hours(placement, day) for day in passed if day not in missed), Fraction()),
        school_hours=planned.school_hours * part,
        general_hours=planned.general_hours * part,
        third_hours=planned.third_hours * part,
        competence_share=None,
        norms=planned.norms,
    )


def _hours(placement: Placement, day: date) -> Fraction:
    """The hours of one day on the floor; none on a day that is no work day of the placement."""
    times = placement.week.get(str(day.isoweekday()))
    if not times:
        return Fraction()
    start, end = (datetime.strptime(text, "%H:%M") for text in times)  # noqa: DTZ007 -- hours of a day
    return Fraction(int((end - start).total_seconds()), 3600)
