"""What the holidays of a dual student ask of a plan (R17): every school holiday free, or an annex and days to recover.

Source: Flemish rules on holidays of dual students since 1 September 2019, as told by the training funds of the sectors.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from marketplace.period import Period, school_year_of, school_year_period
from marketplace.translatable import gettext_noop
from placements.worktime import Breach

WEEK = 7


@dataclass(frozen=True)
class FreeWeeks:
    """How many whole weeks stay free: in July and August, and of all school holidays in a seventh year."""

    summer: int = 4
    seventh_year: int = 6


@dataclass(frozen=True)
class Deviation:
    """Days at work in a school holiday that the annex explains, and the days off that make up for them."""

    explained: Collection[date] = ()
    recovered: Collection[date] = ()


def check_holidays(
    worked: Collection[date],
    *,
    holidays: Collection[date],
    deviation: Deviation,
    weeks: FreeWeeks,
    is_seventh_year: bool,
) -> list[Breach]:
    """What days at work in school holidays break, by day; `holidays` are those of every school year of the plan."""
    in_holidays = sorted(set(worked) & set(holidays))
    found = [*_unexplained(in_holidays, deviation), *_summers(in_holidays, weeks)]
    if is_seventh_year:
        found += _seventh_year(in_holidays, holidays, weeks)
    else:
        found += _unrecovered(in_holidays, set(deviation.recovered) - set(holidays))
    return sorted(found, key=lambda breach: (breach.day, breach.code))


def whole_weeks(days: Iterable[date]) -> int:
    """How many weeks of seven days in a row fit in these days."""
    ordered, run, weeks = sorted(set(days)), 1, 0
    if not ordered:
        return 0
    for before, after in pairwise(ordered):
        if (after - before).days == 1:
            run += 1
        else:
            weeks, run = weeks + run // WEEK, 1
    return weeks + run // WEEK


def _unexplained(in_holidays: list[date], deviation: Deviation) -> Iterator[Breach]:
    told = gettext_noop(
        "In een schoolvakantie is de leerling vrij. Kies 'werkt in een schoolvakantie' en schrijf wat de leerling dan "
        "leert: dat is de bijlage die iedereen tekent."
    )
    return (Breach(day, "holiday.no_annex", True, told) for day in in_holidays if day not in deviation.explained)


def _unrecovered(in_holidays: list[date], recovered: Collection[date]) -> Iterator[Breach]:
    told = gettext_noop(
        "Gewerkte vakantiedagen in schooljaar %(year)s: %(worked)s. Inhaaldagen: %(recovered)s. Plan evenveel "
        "inhaaldagen in de lesweken van hetzelfde schooljaar."
    )
    for year, days in _by_school_year(in_holidays).items():
        back = len(_by_school_year(recovered).get(year, ()))
        if back < len(days):
            facts = {"year": f"{year}-{year + 1}", "worked": len(days), "recovered": back}
            yield Breach(days[0], "holiday.not_recovered", True, told, facts)


def _summers(in_holidays: list[date], weeks: FreeWeeks) -> Iterator[Breach]:
    told = gettext_noop("In juli en augustus blijven er minstens %(weeks)s weken vrij.")
    summers = defaultdict(list)
    for day in in_holidays:
        if day.month in (7, 8):
            summers[day.year].append(day)
    for year, days in summers.items():
        summer = Period(date(year, 7, 1), date(year, 8, 31))
        if whole_weeks(set(summer.each_day()) - set(days)) < weeks.summer:
            yield Breach(days[0], "holiday.summer", True, told, {"weeks": weeks.summer})


def _seventh_year(in_holidays: list[date], holidays: Collection[date], weeks: FreeWeeks) -> Iterator[Breach]:
    told = gettext_noop("In een zevende jaar blijven er minstens %(weeks)s weken schoolvakantie vrij.")
    for year, days in _by_school_year(in_holidays).items():
        free = {day for day in holidays if school_year_period(year).contains(day)} - set(days)
        if whole_weeks(free) < weeks.seventh_year:
            yield Breach(days[0], "holiday.seventh_year", True, told, {"weeks": weeks.seventh_year})


def _by_school_year(days: Iterable[date]) -> Mapping[int, list[date]]:
    found: dict[int, list[date]] = defaultdict(list)
    for day in sorted(days):
        found[school_year_of(day)].append(day)
    return found
