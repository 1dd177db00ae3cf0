"""Flemish school holidays, Belgian public holidays, and the counting of training days and working days.

Source of the school holidays: decision of the Flemish Government of 17 April 1991 on the organisation of the school
year in secondary education. Source of the public holidays: Royal Decree of 18 April 1974.
"""

from collections.abc import Callable, Collection
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from dateutil.easter import easter

from marketplace.period import Period, school_year_of
from marketplace.translatable import gettext_noop

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)
MONDAY_TO_FRIDAY = (MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY)
ONE_DAY = timedelta(days=1)


class Holiday(NamedTuple):
    """A holiday: its Dutch name, translated by who shows it, and its days."""

    name: str
    period: Period


def holidays(school_year: int) -> list[Holiday]:
    """Return every school holiday and single day off of the school year that starts in that year, in order."""
    return list(_holidays(school_year))


def public_holidays(year: int) -> list[Holiday]:
    """Return the ten legal public holidays of a calendar year, in order."""
    easter_sunday = easter(year)
    days = [
        (gettext_noop("Nieuwjaar"), date(year, 1, 1)),
        (gettext_noop("paasmaandag"), easter_sunday + timedelta(days=1)),
        (gettext_noop("Dag van de Arbeid"), date(year, 5, 1)),
        (gettext_noop("O.L.H.-Hemelvaart"), easter_sunday + timedelta(days=39)),
        (gettext_noop("pinkstermaandag"), easter_sunday + timedelta(days=50)),
        (gettext_noop("nationale feestdag"), date(year, 7, 21)),
        (gettext_noop("O.L.V.-Hemelvaart"), date(year, 8, 15)),
        (gettext_noop("Allerheiligen"), date(year, 11, 1)),
        (gettext_noop("Wapenstilstand"), date(year, 11, 11)),
        (gettext_noop("Kerstmis"), date(year, 12, 25)),
    ]
    return [Holiday(name, Period(day, day)) for name, day in sorted(days, key=lambda named: named[1])]


def is_school_day(day: date) -> bool:
    """Say whether Flemish secondary schools are open: Monday to Friday, outside every holiday."""
    return day.weekday() in MONDAY_TO_FRIDAY and day not in _days_without_school(school_year_of(day))


def is_working_day(day: date) -> bool:
    """Say whether the day is Monday to Friday and no public holiday."""
    return day.weekday() in MONDAY_TO_FRIDAY and day not in _public_days(day.year)


def training_days_between(
    start: date, end: date, *, days_off: Collection[date] = (), weekdays: Collection[int] = MONDAY_TO_FRIDAY
) -> int:
    """Count the training days after start, up to and including end; see add_training_days."""
    later = (start + timedelta(days=number) for number in range(1, (end - start).days + 1))
    return sum(_is_training_day(day, days_off, weekdays) for day in later)


def add_training_days(
    start: date, days: int, *, days_off: Collection[date] = (), weekdays: Collection[int] = MONDAY_TO_FRIDAY
) -> date:
    """Return the day on which the given number of training days have passed after start, start itself not counted.

    A training day ("opleidingsdag") is a day on which this student has lessons or workplace training: `weekdays` are
    the student's own days (0 is Monday; a Saturday in the shop counts when it is named), `days_off` the days that the
    school takes besides the holidays of everybody.
    The search for a contract ends 20 training days after the start, or after the end of the last contract (circular
    SO/2019/01 on dual learning; rule R08). Raises ValueError without any weekday, or when a negative number is asked.
    """
    if not weekdays:
        raise ValueError("A student needs at least one training day a week.")
    return _add_days(start, days, lambda day: _is_training_day(day, days_off, weekdays))


def add_working_days(start: date, days: int, *, days_off: Collection[date] = ()) -> date:
    """Return the last of the given number of working days after start; `days_off` stop the clock too.

    Days off are for example the declared closure of a company (rule R29). Raises ValueError below zero days.
    """
    return _add_days(start, days, lambda day: is_working_day(day) and day not in days_off)


def _is_training_day(day: date, days_off: Collection[date], weekdays: Collection[int]) -> bool:
    return day.weekday() in weekdays and day not in days_off and day not in _days_without_school(school_year_of(day))


def _add_days(start: date, days: int, counts: Callable[[date], bool]) -> date:
    if days < 0:
        raise ValueError("The number of days to add cannot be negative.")
    day = start
    while days:
        day += ONE_DAY
        days -= counts(day)
    return day


@cache
def _holidays(school_year: int) -> tuple[Holiday, ...]:
    spring = school_year + 1
    easter_sunday = easter(spring)
    armistice, labour_day = date(school_year, 11, 11), date(spring, 5, 1)
    ascension, whit_monday = easter_sunday + timedelta(days=39), easter_sunday + timedelta(days=50)
    found = [
        Holiday(gettext_noop("herfstvakantie"), _autumn(school_year)),
        Holiday(gettext_noop("Wapenstilstand"), Period(armistice, armistice)),
        Holiday(gettext_noop("kerstvakantie"), _christmas(school_year)),
        Holiday(gettext_noop("krokusvakantie"), _weeks(_monday_of(easter_sunday) - timedelta(weeks=6), 1)),
        Holiday(gettext_noop("paasvakantie"), _easter_holiday(easter_sunday)),
        Holiday(gettext_noop("Dag van de Arbeid"), Period(labour_day, labour_day)),
        Holiday(gettext_noop("O.L.H.-Hemelvaart en de dag erna"), Period(ascension, ascension + ONE_DAY)),
        Holiday(gettext_noop("pinkstermaandag"), Period(whit_monday, whit_monday)),
        Holiday(gettext_noop("zomervakantie"), Period(date(spring, 7, 1), date(spring, 8, 31))),
    ]
    return tuple(sorted(found, key=lambda holiday: holiday.period))


@cache
def _days_without_school(school_year: int) -> frozenset[date]:
    off = {day for holiday in _holidays(school_year) for day in holiday.period.each_day()}
    return frozenset(off | _public_days(school_year) | _public_days(school_year + 1))


@cache
def _public_days(year: int) -> frozenset[date]:
    return frozenset(holiday.period.starts_on for holiday in public_holidays(year))


def _autumn(year: int) -> Period:
    """The week of 1 November, or the week after it when that is a Sunday."""
    all_saints = date(year, 11, 1)
    sunday = all_saints.weekday() == SUNDAY
    return _weeks(all_saints + ONE_DAY if sunday else _monday_of(all_saints), 1)


def _christmas(year: int) -> Period:
    """Two weeks from the Monday of the week of 25 December, or from the next one when that is in a weekend."""
    monday = _monday_of(date(year, 12, 25))
    weekend = date(year, 12, 25).weekday() in (SATURDAY, SUNDAY)
    return _weeks(monday + timedelta(weeks=1) if weekend else monday, 2)


def _easter_holiday(easter_sunday: date) -> Period:
    """Two weeks, and Easter Monday too when it follows them directly."""
    two_weeks = _weeks(_easter_holiday_starts(easter_sunday), 2)
    easter_monday = easter_sunday + ONE_DAY
    return Period(two_weeks.starts_on, max(two_weeks.ends_on, easter_monday))


def _easter_holiday_starts(easter_sunday: date) -> date:
    """First Monday of April; after an Easter in March the day after; before one after 15 April two weeks earlier."""
    if easter_sunday.month == 3:
        return easter_sunday + ONE_DAY
    if easter_sunday > date(easter_sunday.year, 4, 15):
        return _monday_of(easter_sunday) - timedelta(weeks=1)
    return _monday_of(date(easter_sunday.year, 4, 7))


def _monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _weeks(monday: date, number: int) -> Period:
    """That many whole weeks, from a Monday to a Sunday."""
    return Period(monday, monday + timedelta(days=7 * number - 1))
