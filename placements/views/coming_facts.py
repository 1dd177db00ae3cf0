"""For the payroll office: what signed amendments that are still to hold change in hours and last day."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from django.template.defaultfilters import floatformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from marketplace.web.templatetags.house import weekday_date
from placements.enums import AgreementStatus
from placements.models import Agreement
from placements.rules.body_difference import in_short
from placements.rules.schedule import hours_of, schedule_of
from placements.rules.version import versions_after
from placements.views.version_facts import STANDS
from placements.worktime import hours


def coming_of(agreement: Agreement, on: date) -> list[dict[str, Any]]:
    """Each version that is to hold after the one of today, with what it changes; none that changes nothing here."""
    placement = agreement.placement
    if placement.status not in STANDS:
        return []
    ahead = Agreement.objects.filter(placement=placement, status=AgreementStatus.SEALED, in_force_on__gt=on)
    rows = list(ahead.select_related("schedule"))
    for row in rows:
        row.placement = placement
    turns = pairwise([agreement, *versions_after(agreement, rows, on)])
    told = ({"version": after, "changes": "; ".join(_changes(before, after))} for before, after in turns)
    return [row for row in told if row["changes"]]


def _changes(before: Agreement, after: Agreement) -> Sequence[str]:
    said = in_short(before.body, after.body)
    return [
        *([_week(after)] if said.week else _days(said.days)),
        *([_("laatste dag %(day)s") % {"day": weekday_date(after.ends_on)}] if said.last_day else []),
    ]


def _week(agreement: Agreement) -> str:
    """The hours of an average week; of a text without a schedule no more than that they change."""
    schedule = schedule_of(agreement)
    week = hours_of(schedule).average if schedule else None
    if week is None:
        return _("andere uren")
    facts = {"work": week.work, "school": week.school, "whole": week.whole}
    said = _("gemiddeld %(work)s uur op de werkplek en %(school)s uur op school per week, samen %(whole)s uur")
    return said % {name: floatformat(hours(value)) for name, value in facts.items()}


def _days(days: int) -> Sequence[str]:
    if not days:
        return []
    return [ngettext("andere uren op één dag", "andere uren op %(days)s dagen", days) % {"days": days}]
