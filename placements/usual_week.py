"""The week that a schedule starts from: the hours that a site offers with a break in them, and lessons."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import time

from placements.worktime import Limits, Span, hours

LESSONS_START = time(8, 30)
NOON = time(12)
AFTERNOON = time(13)
MOST_LESSONS_HOURS = 8.0
USUAL_LESSONS_HOURS = 7.0
QUARTER = 15  # minutes


@dataclass(frozen=True, order=True)
class WeekBlock:
    """Work or school on an ISO weekday, without a break in it."""

    weekday: int
    starts: time
    ends: time
    is_work: bool = True


def usual_week(
    work: Mapping[str, Sequence[str]], school_days: Iterable[int], school_hours_a_week: float | None
) -> list[WeekBlock]:
    """Blocks of work from `work` (ISO weekday to start and end) and of lessons on the school days without work."""
    at_work = [WeekBlock(int(day), *span) for day, (starts, ends) in work.items() for span in with_break(starts, ends)]
    lessons = sorted(set(school_days) - {block.weekday for block in at_work})
    length = min(school_hours_a_week / len(lessons), MOST_LESSONS_HOURS) if lessons and school_hours_a_week else None
    at_school = [
        WeekBlock(day, *span, is_work=False) for day in lessons for span in lesson_spans(length or USUAL_LESSONS_HOURS)
    ]
    return sorted(at_work + at_school)


def with_break(starts: str, ends: str, limits: Limits | None = None) -> list[Span]:
    """A day of work with the break that its length asks for, at noon where that is within reach."""
    limits = limits or Limits()
    first, last = _minutes(time.fromisoformat(starts)), _minutes(time.fromisoformat(ends))
    stretch = hours(limits.stretch) * 60
    if last - first <= stretch:
        return [(_time(first), _time(last))]
    short, long = (int(hours(pause) * 60) for pause in (limits.short_break, limits.long_break))
    pause = short if last - first - short <= hours(limits.long_day) * 60 else long
    middle = _minutes(NOON)
    if not (first < middle <= first + stretch and middle + pause < last <= middle + pause + stretch):
        middle = (first + last - pause) // 2 // QUARTER * QUARTER
    return [(_time(first), _time(middle)), (_time(middle + pause), _time(last))]


def lesson_spans(length_hours: float) -> list[Span]:
    """Lessons from half past eight, with noon free, to the quarter."""
    length = round(length_hours * 60 / QUARTER) * QUARTER
    morning = _minutes(NOON) - _minutes(LESSONS_START)
    if length <= morning:
        return [(LESSONS_START, _time(_minutes(LESSONS_START) + length))]
    return [(LESSONS_START, NOON), (AFTERNOON, _time(_minutes(AFTERNOON) + length - morning))]


def envelope(blocks: Collection[WeekBlock]) -> dict[str, list[str]]:
    """The first and last hour at work of each weekday, as a placement keeps them."""
    work = [block for block in blocks if block.is_work]
    days = {block.weekday: [row for row in work if row.weekday == block.weekday] for block in work}
    return {
        str(day): [f"{min(row.starts for row in rows):%H:%M}", f"{max(rows, key=_last).ends:%H:%M}"]
        for day, rows in sorted(days.items())
    }


def _last(block: WeekBlock) -> tuple[bool, time]:
    """A block that ends before it starts ends on the next day, after every other."""
    return block.ends < block.starts, block.ends


def _minutes(moment: time) -> int:
    return moment.hour * 60 + moment.minute


def _time(minutes: int) -> time:
    return time(*divmod(minutes, 60))
