"""The readable difference between two plans, or between a line and what is proposed for it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.template.defaultfilters import date as in_words
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.workflow import Text
from placements.models import PlanLine, TrainingPlan
from schools.enums import Place

COLUMNS = {
    "place": gettext_lazy("Plaats"),
    "work_hours": gettext_lazy("Uren werkplek"),
    "school_hours": gettext_lazy("Uren school"),
    "third_hours": gettext_lazy("Uren derde plaats"),
    "third_place": gettext_lazy("Derde plaats"),
    "starts_on": gettext_lazy("Vanaf"),
    "ends_on": gettext_lazy("Tot en met"),
    "activities": gettext_lazy("Activiteiten"),
    "equipment": gettext_lazy("Wat nodig is"),
}
WHOLE = {
    "general_hours": gettext_lazy("Uren algemene vorming"),
    "weeks": gettext_lazy("Weken"),
    "explanation": gettext_lazy("Uitleg bij de verdeling"),
}


@dataclass(frozen=True)
class Change:
    """One thing that differs: of which line, which column, from what to what, all in words."""

    line: str
    column: Text
    before: str
    after: str


def line_changes(line: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """What differs between two sets of terms of one line."""
    return list(_changes(line, before, after, COLUMNS))


def plan_changes(before: TrainingPlan, after: TrainingPlan) -> list[Change]:
    """What differs between two versions of a plan: the whole first, then its lines by number."""
    was, now = ({name: getattr(plan, name) for name in WHOLE} for plan in (before, after))
    old, new = _lines(before), _lines(after)
    competences = {key: line.competence for lines in (old, new) for key, line in lines.items()}
    found = list(_changes(_("Het hele plan"), was, now, WHOLE))
    for competence in sorted(competences.values(), key=lambda row: (row.number, row.pk)):
        found += _of_line(str(competence), old.get(competence.pk), new.get(competence.pk))
    return found


def _of_line(name: str, before: PlanLine | None, after: PlanLine | None) -> list[Change]:
    if before and after:
        return line_changes(name, before.terms, after.terms)
    was, now = (_("in het plan") if line else _("niet in het plan") for line in (before, after))
    return [Change(name, _("Competentie"), was, now)]


def _lines(plan: TrainingPlan) -> dict[int, PlanLine]:
    return {line.competence_id: line for line in plan.lines.select_related("competence")}


def _changes(
    line: str, before: Mapping[str, Any], after: Mapping[str, Any], columns: Mapping[str, Text]
) -> Iterator[Change]:
    for name, column in columns.items():
        if before[name] != after[name]:
            yield Change(line, column, _shown(name, before[name]), _shown(name, after[name]))


def _shown(name: str, value: Any) -> str:
    if name == "place":
        return str(Place(value).label)
    if isinstance(value, date):
        return in_words(value, "j F Y")
    return str(value) if value not in (None, "") else "–"
