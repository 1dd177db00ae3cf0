"""The readable difference between two texts of an agreement: what an amendment changes in what was signed before."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.template.defaultfilters import date as in_words
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.workflow import Text
from placements.rules.plan_difference import COLUMNS, WHOLE, Change
from placements.schedule_words import day_lines, week_lines
from placements.week import day_in_words, days_in_words
from schools.enums import Place

Body = Mapping[str, Any]
NONE = "–"
KNOWN = gettext_lazy("elders geleerd")


def body_changes(before: Body, after: Body) -> list[Change]:
    """What differs for who signs: the period, the days and hours, the plan or the activities."""
    return [*_period(before, after), *_hours(before, after), *_plan(before, after), *_activities(before, after)]


@dataclass(frozen=True)
class Short:
    """What differs in a few words: `days` is the number of days with arrangements of their own that differ."""

    last_day: bool
    week: bool
    days: int
    plan: bool


def in_short(before: Body, after: Body) -> Short:
    """The same difference for who reads no table."""
    return Short(
        last_day=before["ends_on"] != after["ends_on"],
        week=before["week"] != after["week"] or any(_usual_week(before, after)),
        days=len(list(_single_days(before, after))),
        plan=any(_plan(before, after)),
    )


def hours_differ(before: Body, after: Body) -> bool:
    """Whether a usual week or a single day has other hours."""
    said = in_short(before, after)
    return said.week or said.days > 0


def _period(before: Body, after: Body) -> Iterator[Change]:
    whole = _("Periode")
    yield from _differ(whole, _("Laatste dag"), *(day_in_words(body["ends_on"]) for body in (before, after)))
    yield from _differ(whole, _("Dagen en uren"), *(days_in_words(body["week"]) for body in (before, after)))


def _hours(before: Body, after: Body) -> Iterator[Change]:
    yield from _usual_week(before, after)
    yield from _single_days(before, after)


def _schedules(before: Body, after: Body) -> Iterator[Body]:
    return (body.get("schedule", {"week": [], "days": [], "sector_reason": ""}) for body in (before, after))


def _usual_week(before: Body, after: Body) -> Iterator[Change]:
    was, now = _schedules(before, after)
    yield from _differ(_("Uurrooster"), _("Een gewone week"), *(_week(schedule) for schedule in (was, now)))


def _single_days(before: Body, after: Body) -> Iterator[Change]:
    days, new = ({line.day: line for line in day_lines(schedule)} for schedule in _schedules(before, after))
    last = min(date.fromisoformat(body["ends_on"]) for body in (before, after))
    for day in sorted(new.keys() | {day for day in days if day <= last}):
        said = (_day(found[day]) if day in found else _("niets apart afgesproken") for found in (days, new))
        yield from _differ(_("Uurrooster"), in_words(day, "j F Y"), *said)


def _week(schedule: Body) -> str:
    return "; ".join(f"{line.days}: {line.hours}" for line in week_lines(schedule))


def _day(line: Any) -> str:
    return " · ".join(str(part) for part in (line.kind, line.hours, line.reason) if part)


def _plan(before: Body, after: Body) -> Iterator[Change]:
    was, now = (body.get("plan", {"lines": []}) for body in (before, after))
    for name, column in WHOLE.items():
        yield from _differ(_("Het hele plan"), column, *(_said(name, plan.get(name)) for plan in (was, now)))
    old, new = ({line["code"]: line for line in plan["lines"]} for plan in (was, now))
    for code in [*old, *(code for code in new if code not in old)]:
        yield from _line(old.get(code), new.get(code))


def _line(before: Body | None, after: Body | None) -> Iterator[Change]:
    text = (after or before or {})["text"]
    if before is None or after is None:
        said = (_("in het plan") if line else _("niet in het plan") for line in (before, after))
        yield from _differ(text, _("Competentie"), *said)
        return
    for name, column in COLUMNS.items():
        yield from _differ(text, column, *(_said(name, line.get(name)) for line in (before, after)))
    known = (str(KNOWN) if "acquired_elsewhere" in line else NONE for line in (before, after))
    yield from _differ(text, _("Competentie"), *known)


def _activities(before: Body, after: Body) -> Iterator[Change]:
    was, now = ("; ".join(body.get("activities", ())) for body in (before, after))
    yield from _differ(_("Activiteiten"), _("Wat de leerling doet"), was, now)
    halves = (_said("half_days", body.get("half_days")) for body in (before, after))
    yield from _differ(_("Activiteiten"), _("Halve dagen"), *halves)


def _differ(line: str, column: Text, before: str, after: str) -> Iterator[Change]:
    if before != after:
        yield Change(line, column, before or NONE, after or NONE)


def _said(name: str, value: Any) -> str:
    if value in (None, ""):
        return NONE
    if name == "place":
        return str(Place(value).label)
    return day_in_words(value) if name in ("starts_on", "ends_on") else str(value)
