"""How often the coach visits each own student in a school year, beside how often the school promises to (S06)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from marketplace.actor import Actor, Role
from marketplace.period import school_year_of, school_year_period
from marketplace.reference.models import Figure
from placements.enums import WORK_FORMS
from placements.models import Contact, Placement

LATE_MONTHS = range(4, 7)  # from April to the end of June: who has few visits by then is asked to plan one


@dataclass(frozen=True)
class Visits:
    """Visits of one student that are planned or done this school year, and how many are asked."""

    count: int
    asked: int

    def are_missed(self, on: date) -> bool:
        """Whether the year is nearly over and a visit is still to be planned."""
        return self.count < self.asked and on.month in LATE_MONTHS


def visits_of(actor: Actor, placements: Iterable[Placement], on: date) -> dict[int, Visits]:
    """By student with real work, for the school's people; two queries however many there are."""
    students = [row.student_id for row in placements if row.form in WORK_FORMS]
    if not actor.has(Role.COACH) or not students:
        return {}
    year, asked = school_year_period(school_year_of(on)), int(Figure.objects.value("visits_a_year", on))
    rows = Contact.objects.visible_to(actor).visits(year).filter(placement__student__in=students).order_by()
    found = dict(rows.values_list("placement__student").annotate(Count("pk")))
    return {student: Visits(found.get(student, 0), asked) for student in students}
