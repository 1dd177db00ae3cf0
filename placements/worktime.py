"""The hours of a student at work: blocks on days, and what the rules for minors say of them (R16).

Source: labour act of 16 March 1971, articles 30-34bis on young workers, as told by Securex (2018, 2020) and the federal
labour service. A student is a minor up to the day before the eighteenth birthday, so every planned day is judged for
itself. Durations are those of the clock in Brussels, so a night in which the clock changes counts its real hours.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from marketplace.period import Period
from marketplace.translatable import gettext_noop

BRUSSELS = ZoneInfo("Europe/Brussels")
SATURDAY, SUNDAY = 6, 7
MINUTE = timedelta(minutes=1)
NEVER = (time(0), time(4))  # for nobody under eighteen, in no sector
Span = tuple[time, time]


@dataclass(frozen=True, order=True)
class Block:
    """Work or school on a day without a break in it; a block that ends before it starts ends on the next day."""

    day: date
    starts: time
    ends: time
    is_work: bool = True

    @property
    def starts_at(self) -> datetime:
        return datetime.combine(self.day, self.starts, BRUSSELS).astimezone(UTC)

    @property
    def ends_at(self) -> datetime:
        last = self.day if self.ends > self.starts else self.day + timedelta(days=1)
        return datetime.combine(last, self.ends, BRUSSELS).astimezone(UTC)

    @property
    def length(self) -> timedelta:
        return self.ends_at - self.starts_at


@dataclass(frozen=True)
class Limits:
    """The limits for minors, and what the sector changes: its week, Sundays, and until when evenings go on from 16."""

    day: timedelta = timedelta(hours=8)
    week_warned: timedelta = timedelta(hours=38)
    week_most: timedelta = timedelta(hours=40)
    stretch: timedelta = timedelta(hours=4, minutes=30)
    short_break: timedelta = timedelta(minutes=30)
    long_day: timedelta = timedelta(hours=6)
    long_break: timedelta = timedelta(minutes=60)
    rest: timedelta = timedelta(hours=12)
    morning: time = time(6)
    evening: time = time(20)
    adult_age: int = 18
    late_age: int = 16
    sector_week: timedelta = timedelta(hours=38)
    sector_sundays: bool = False
    sector_evening: time | None = None
    late_evening: time = time(22)  # whoever works later than this in the sector
    late_morning: time = time(7)  # does not begin that day before this
    sector_hours: Span | None = None  # hours outside which a paid student had better not be planned, at any age


@dataclass(frozen=True)
class Breach:
    """A rule that a day breaks: its code, whether it holds back, and its sentence with the facts to fill in."""

    day: date
    code: str
    is_hard: bool
    sentence: str
    facts: Mapping[str, Any] = field(default_factory=dict)


def plan_days(
    week: Mapping[int, Collection[Span]],
    period: Period,
    *,
    off: Collection[date] = (),
    exceptions: Mapping[date, Collection[Span]] | None = None,
    is_work: bool = True,
) -> list[Block]:
    """The blocks of a period: the spans of each ISO weekday outside the days off; an exception replaces its day."""
    special = exceptions or {}
    found = []
    for day in period.each_day():
        spans = special[day] if day in special else () if day in off else week.get(day.isoweekday(), ())
        found += [Block(day, starts, ends, is_work) for starts, ends in spans]
    return sorted(found)


def check(
    blocks: Iterable[Block], *, born_on: date, limits: Limits, public_holidays: Collection[date] = ()
) -> list[Breach]:
    """What a plan breaks, by day; school hours count in day and week. Only the week of the sector binds adults."""
    days: dict[date, list[Block]] = defaultdict(list)
    for block in sorted(blocks):
        days[block.day].append(block)
    adult_on = born_on + relativedelta(years=limits.adult_age)
    minor = {day: rows for day, rows in days.items() if day < adult_on}
    found = [breach for day, rows in minor.items() for breach in _day(day, rows, born_on, limits, public_holidays)]
    found += [*_weeks(days, minor, limits), *_rests(minor, limits), *_sundays(minor, limits)]
    found += _sector_hours(days, limits)
    return sorted(found, key=lambda breach: (breach.day, breach.code))


def check_as_law_changes(
    blocks: Iterable[Block],
    *,
    born_on: date,
    law: Sequence[tuple[date, Limits]],
    public_holidays: Collection[date] = (),
) -> list[Breach]:
    """What a plan breaks when limits change inside it: a day is judged by those in force on it.

    `law` gives, in order, the first day of each set of limits; a week is judged by those of its first planned day.
    """
    rows, ends = list(blocks), [*(day for day, _limits in law[1:]), date.max]
    return [
        breach
        for (since, limits), until in zip(law, ends, strict=True)
        for breach in check(rows, born_on=born_on, limits=limits, public_holidays=public_holidays)
        if since <= breach.day < until
    ]


@dataclass(frozen=True)
class WeekHours:
    """Hours at work and at school in an average week."""

    work: timedelta
    school: timedelta

    @property
    def whole(self) -> timedelta:
        return self.work + self.school


def average_week(
    blocks: Iterable[Block], period: Period, *, off: Collection[date], swapped: Collection[date] = ()
) -> WeekHours | None:
    """The average over the whole weeks of a period without a day off from Monday to Friday; None without such a week.

    The yearly average that tells SAO from OAO leaves holidays and public holidays out (domain 2.1, R03), and so the
    weeks of `swapped` days: those were worked in a holiday.
    """
    shut = {_monday(day) for day in off if day.isoweekday() < SATURDAY} | {_monday(day) for day in swapped}
    weeks = {
        day
        for day in period.each_day()
        if day.isoweekday() == 1 and day + timedelta(days=6) <= period.ends_on and day not in shut
    }
    if not weeks:
        return None
    counted = [block for block in blocks if _monday(block.day) in weeks]
    work = total(block for block in counted if block.is_work)
    return WeekHours(work / len(weeks), (total(counted) - work) / len(weeks))


def _monday(day: date) -> date:
    return day - timedelta(days=day.isoweekday() - 1)


def hours(length: timedelta) -> float:
    """A length in hours."""
    return length / timedelta(hours=1)


def total(blocks: Iterable[Block]) -> timedelta:
    """The blocks together."""
    return sum((block.length for block in blocks), timedelta())


def _day(
    day: date, rows: list[Block], born_on: date, limits: Limits, public_holidays: Collection[date]
) -> Iterator[Breach]:
    worked = [row for row in rows if row.is_work]
    if total(rows) > limits.day:
        yield Breach(
            day,
            "worktime.day",
            True,
            gettext_noop("Een minderjarige leert hoogstens %(most)s uur per dag."),
            {"most": hours(limits.day)},
        )
    if _longest(worked) > limits.stretch:
        told = gettext_noop("Na %(stretch)s uur werk hoort een pauze.")
        yield Breach(day, "worktime.stretch", True, told, {"stretch": hours(limits.stretch)})
    if not _breaks_enough(worked, limits):
        yield Breach(day, "worktime.break", True, BREAKS, _breaks(limits))
    yield from _night(day, worked, born_on, limits)
    if worked and (day.isoweekday() == SUNDAY or day in public_holidays):
        yield Breach(
            day,
            "worktime.sunday",
            not limits.sector_sundays,
            gettext_noop("Een minderjarige werkt niet op zondag of een feestdag, tenzij de sector het toelaat."),
        )


BREAKS = gettext_noop(
    "Boven %(stretch)s uur hoort %(short)s minuten pauze, boven %(long_day)s uur %(long)s minuten, waarvan %(short)s "
    "aan een stuk."
)


def _breaks(limits: Limits) -> dict[str, float]:
    return {
        "stretch": hours(limits.stretch),
        "short": limits.short_break / MINUTE,
        "long_day": hours(limits.long_day),
        "long": limits.long_break / MINUTE,
    }


def _longest(rows: list[Block]) -> timedelta:
    """The longest work without a pause; blocks that touch are one."""
    longest, since = timedelta(), None
    for before, row in pairwise([None, *rows]):
        since = since if before and row and before.ends_at == row.starts_at else row and row.starts_at
        if row and since:
            longest = max(longest, row.ends_at - since)
    return longest


def _breaks_enough(rows: list[Block], limits: Limits) -> bool:
    gaps = [after.starts_at - before.ends_at for before, after in pairwise(rows)]
    worked, longest = total(rows), max(gaps, default=timedelta())
    if worked > limits.long_day:
        return sum(gaps, timedelta()) >= limits.long_break and longest >= limits.short_break
    return worked <= limits.stretch or longest >= limits.short_break


def _night(day: date, rows: list[Block], born_on: date, limits: Limits) -> Iterator[Breach]:
    """Never between 0 and 4; the other work of the day lies within one of the windows that are allowed."""
    never = [row for row in rows if (row.ends <= row.starts and row.ends > NEVER[0]) or row.starts < NEVER[1]]
    others = [row for row in rows if row not in never]
    if never:
        yield Breach(day, "worktime.night_never", True, gettext_noop("Tussen 0 en 4 uur werkt geen minderjarige."))
    late = limits.sector_evening if born_on + relativedelta(years=limits.late_age) <= day else None
    if any(_within(others, window) for window in _windows(limits, late)):
        return
    told, facts = NIGHT, {"evening": limits.evening.hour, "morning": limits.morning.hour, "late_age": limits.late_age}
    if late and late > limits.late_evening and _within(others, (limits.morning, late)):
        told, facts = LATE, {"late_evening": limits.late_evening.hour, "late_morning": limits.late_morning.hour}
    yield Breach(day, "worktime.night", True, told, facts)


NIGHT = gettext_noop(
    "Tussen %(evening)s en %(morning)s uur werkt een minderjarige niet, tenzij de sector het toelaat vanaf "
    "%(late_age)s jaar."
)
LATE = gettext_noop(
    "Wie minderjarig is en na %(late_evening)s uur werkt, begint die dag niet voor %(late_morning)s uur."
)


def _windows(limits: Limits, late: time | None) -> list[Span]:
    """Between which hours a day lies: the usual ones, and in the sector two that go on later."""
    usual = (limits.morning, limits.evening)
    if late is None:
        return [usual]
    return [usual, (limits.morning, min(late, limits.late_evening)), (limits.late_morning, late)]


def _within(rows: Iterable[Block], window: Span) -> bool:
    return all(window[0] <= row.starts < row.ends <= window[1] for row in rows)


def _weeks(days: Mapping[date, list[Block]], minor: Collection[date], limits: Limits) -> Iterator[Breach]:
    weeks: dict[tuple[int, int], list[date]] = defaultdict(list)
    for day in sorted(days):
        year, number, _weekday = day.isocalendar()
        weeks[year, number].append(day)
    for these in weeks.values():
        length = total(row for day in these for row in days[day])
        facts = {"hours": round(hours(length), 2)}
        if any(day in minor for day in these):
            yield from _minor_week(these[0], length, limits, facts)
        if length > limits.sector_week:
            told = gettext_noop(
                "School en werk samen zijn %(hours)s uur: meer dan de week van %(most)s uur in de sector."
            )
            yield Breach(these[0], "worktime.sector_week", False, told, facts | {"most": hours(limits.sector_week)})


def _minor_week(day: date, length: timedelta, limits: Limits, facts: Mapping[str, object]) -> Iterator[Breach]:
    """The labour act says 40 hours, the federal texts 38 (domain: soft and hard)."""
    told = gettext_noop("Deze week telt %(hours)s uur: een minderjarige leert hoogstens %(most)s uur per week.")
    if length > limits.week_most:
        yield Breach(day, "worktime.week", True, told, {**facts, "most": hours(limits.week_most)})
    elif length > limits.week_warned:
        yield Breach(day, "worktime.week_long", False, told, {**facts, "most": hours(limits.week_warned)})


def _rests(days: Mapping[date, list[Block]], limits: Limits) -> Iterator[Breach]:
    """Twelve hours between two days; around every Sunday a Saturday or Monday without work."""
    ordered = sorted(days)
    for before, after in pairwise(ordered):
        if min(row.starts_at for row in days[after]) - max(row.ends_at for row in days[before]) < limits.rest:
            told = gettext_noop("Tussen twee dagen hoort %(rest)s uur rust.")
            yield Breach(after, "worktime.rest", True, told, {"rest": hours(limits.rest)})
    worked = [day for day in ordered if any(row.is_work for row in days[day])]
    for day in worked:
        if day.isoweekday() == SATURDAY and day + timedelta(days=2) in worked and not limits.sector_sundays:
            told = gettext_noop("Naast de zondag is ook de zaterdag of de maandag vrij.")
            yield Breach(day, "worktime.weekly_rest", True, told)


def _sector_hours(days: Mapping[date, list[Block]], limits: Limits) -> Iterator[Breach]:
    if limits.sector_hours is None:
        return
    opens, closes = limits.sector_hours
    for day, rows in days.items():
        if any(row.is_work and (row.starts < opens or not row.starts < row.ends <= closes) for row in rows):
            told = gettext_noop("In deze sector werkt een leerling tussen %(opens)s en %(closes)s uur.")
            yield Breach(day, "worktime.sector_hours", False, told, {"opens": opens.hour, "closes": closes.hour})


def _sundays(days: Mapping[date, list[Block]], limits: Limits) -> Iterator[Breach]:
    """Where the sector allows Sundays: never two in a row."""
    worked = [
        day for day, rows in sorted(days.items()) if day.isoweekday() == SUNDAY and any(row.is_work for row in rows)
    ]
    for before, after in pairwise(worked):
        if limits.sector_sundays and (after - before).days == 7:
            told = gettext_noop("Een minderjarige werkt hoogstens één zondag op twee.")
            yield Breach(after, "worktime.sundays_in_a_row", True, told)
