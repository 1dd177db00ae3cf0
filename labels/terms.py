"""The days by which each step of a label file is due, on working days; the figures are dated rows."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from labels.models import Application
from marketplace.reference.models import Figure
from marketplace.school_calendar import add_working_days

STEPS: tuple[tuple[str, Promise], ...] = (
    ("label_completeness_working_days", _("nagekeken of het volledig is")),
    ("label_audit_working_days", _("audit klaar")),
    ("label_review_working_days", _("audit nagelezen")),
    ("label_decision_working_days", _("beslissing")),
)
TOTAL = "label_total_working_days"


@dataclass(frozen=True)
class Term:
    """One step with the last day on which it is due."""

    step: str | Promise
    due_on: date


def terms_of(application: Application) -> list[Term]:
    """When each step is due, counted from the day on which the file was handed in (the last time); empty before.

    The check counts from that day, the later steps from the day on which the file was complete, or was due to be.
    The working days are rows of Figure (proposal of the product, docs/reference/field.md).
    """
    if application.submitted_at is None:
        return []
    submitted_on = timezone.localdate(application.submitted_at)
    figures = Figure.objects.in_force(submitted_on)
    terms, day = [], submitted_on
    for code, step in STEPS:
        day = add_working_days(day, int(figures[code]))
        terms.append(Term(step, day))
        if code == STEPS[0][0] and application.completed_at:
            day = timezone.localdate(application.completed_at)
    most = add_working_days(submitted_on, int(figures[TOTAL]))
    return [Term(term.step, min(term.due_on, most)) for term in terms]
