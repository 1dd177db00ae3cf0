"""What was realised of a plan's 60/40: the signed hours on the floor without the days away, the rest in proportion."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from fractions import Fraction

from marketplace.period import Period
from marketplace.school_calendar import is_school_day
from placements.competences import Split
from placements.models import Absence, Placement
from placements.worktime import Block

HOUR = 3600


def realised_split(
    placement: Placement,
    planned: Split,
    worked: Mapping[date, Fraction],
    away: Iterable[Absence | Period],
    days_off: Collection[date],
    on: date,
) -> Split | None:
    """The hours up to a day, in the segments of the plan; None before the first day.

    `worked` gives the planned hours of each day on the floor; those on which the student was away, or the agreement
    rested, do not count. Lessons, general education and a third place count the plan in proportion to the school days
    that have passed: the school keeps the real ones.
    """
    last_on = min(on, placement.ended_on or placement.ends_on)
    if last_on < placement.starts_on:
        return None
    open_days = [day for day in placement.period.each_day() if is_school_day(day) and day not in days_off]
    missed = {day for row in away for day in Period(row.starts_on, row.ends_on).each_day()}
    part = Fraction(sum(day <= last_on for day in open_days), len(open_days)) if open_days else Fraction()
    return Split(
        work_hours=sum((hours for day, hours in worked.items() if day <= last_on and day not in missed), Fraction()),
        school_hours=planned.school_hours * part,
        general_hours=planned.general_hours * part,
        third_hours=planned.third_hours * part,
        competence_share=None,
        norms=planned.norms,
    )


def hours_by_day(blocks: Iterable[Block]) -> dict[date, Fraction]:
    """The hours at work of each day: a gap between two blocks is a break, and no work."""
    found: Counter[date] = Counter()
    for block in blocks:
        if block.is_work:
            found[block.day] += int(block.length.total_seconds())
    return {day: Fraction(seconds, HOUR) for day, seconds in found.items()}
