"""Note how far students are with their diploma; what a company may offer them follows from it (R24)."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.actor import Actor
from marketplace.audit.actions import record
from marketplace.workflow import refuse, refuse_if
from schools import rules
from schools.enums import DiplomaStep
from schools.models import Student

COLUMN_OF = {DiplomaStep.DECIDED: "diploma_decided_on", DiplomaStep.HELD: "diploma_on"}


@transaction.atomic
def note_diplomas(*, students: Iterable[Student], step: str, noted_on: date, by: Actor) -> list[Student]:
    """Note for each student that the class council decided, or that the diploma is there, since a day.

    All or none. Refused: `diploma.nobody`, `diploma.ahead`, `diploma.before_decision`.
    """
    chosen = Student.objects.visible_to(by).filter(pk__in=[student.pk for student in students])
    rows = list(chosen.select_for_update(of=("self",)).order_by("pk"))
    if not rows:
        refuse("diploma.nobody", _("Kies minstens één leerling."))
    return [_note(row, DiplomaStep(step), noted_on, by) for row in rows]


def _note(student: Student, step: DiplomaStep, noted_on: date, by: Actor) -> Student:
    column = COLUMN_OF[step]
    setattr(student, column, noted_on)
    refuse_if(rules.diploma_fits(student, timezone.localdate()))
    student.save(update_fields=[column])
    record("student.diploma_noted", subject=student, by=by, data={"step": step, "on": noted_on.isoformat()})
    return student
