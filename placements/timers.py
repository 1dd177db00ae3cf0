"""The timers of placements as one table: when each reminds, and whom; the days themselves are figures (section 13).

A timer runs from its first day to its last; a reminder goes out at each mark, and one when the last day has passed.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dateutil.relativedelta import relativedelta

from marketplace.school_calendar import add_training_days

LATE = 99  # the mark of a timer whose last day has passed


class Unit(StrEnum):
    """What the marks of a timer count."""

    TRAINING_DAYS_AFTER = "training_days_after"
    DAYS_AFTER = "days_after"
    MONTHS_AFTER = "months_after"
    DAYS_BEFORE = "days_before"


class Told(StrEnum):
    """Who hears of a timer."""

    HR = "hr"
    COACH = "coach"
    COORDINATOR = "coordinator"
    CITY = "city"


@dataclass(frozen=True)
class TimerRule:
    """One row of the table: how its marks count, who is reminded, and who also hears that it is late."""

    kind: str
    unit: Unit
    marks: int
    told: tuple[Told, ...]
    late: tuple[Told, ...] = (Told.COACH, Told.CITY)


RULES: Mapping[str, TimerRule] = {
    rule.kind: rule
    for rule in (
        TimerRule("contract_search", Unit.TRAINING_DAYS_AFTER, 3, (Told.COACH, Told.COORDINATOR)),
        TimerRule("registration", Unit.DAYS_AFTER, 3, (Told.HR, Told.COACH)),
        TimerRule("mentor_training", Unit.MONTHS_AFTER, 3, (Told.HR,)),
        TimerRule("risk_analysis", Unit.DAYS_BEFORE, 2, (Told.HR,)),
        TimerRule("health", Unit.DAYS_BEFORE, 2, (Told.HR,)),
        TimerRule("evaluation", Unit.DAYS_BEFORE, 2, (Told.COACH,)),
        TimerRule("offer_answer", Unit.DAYS_BEFORE, 2, (Told.HR,), late=(Told.COORDINATOR,)),
        TimerRule("suspension", Unit.DAYS_BEFORE, 1, (Told.COACH,), late=()),
        TimerRule("hiring_answer", Unit.DAYS_BEFORE, 1, (Told.COACH,), late=(Told.COORDINATOR, Told.CITY)),
        TimerRule("hand_over_word", Unit.DAYS_BEFORE, 2, (Told.HR,)),
        TimerRule("hand_over_file", Unit.DAYS_BEFORE, 2, (Told.COACH,), late=(Told.COORDINATOR, Told.CITY)),
    )
}


def days_of_marks(
    rule: TimerRule, marks: Sequence[int], starts_on: date, due_on: date, *, off: Collection[date] = ()
) -> list[date]:
    """The day of each mark, in order; `off` are the days that the student's school takes besides the holidays."""
    count: Mapping[Unit, Callable[[int], date]] = {
        Unit.TRAINING_DAYS_AFTER: lambda number: add_training_days(starts_on, number, days_off=off),
        Unit.DAYS_AFTER: lambda number: starts_on + timedelta(days=number),
        Unit.MONTHS_AFTER: lambda number: starts_on + relativedelta(months=number),
        Unit.DAYS_BEFORE: lambda number: due_on - timedelta(days=number),
    }
    return [count[rule.unit](number) for number in marks]


def passed(marks: Sequence[date], due_on: date, on: date) -> list[int]:
    """The numbers of the marks that a day has reached, and LATE once the last day lies behind it."""
    reached = [number for number, day in enumerate(marks, start=1) if day <= on]
    return [*reached, LATE] if due_on < on else reached
