"""Who is old enough, and far enough at school, for a form on the first day (R01, R02)."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from marketplace.period import school_year_of
from marketplace.reference.models import Figure
from marketplace.workflow import Refusal
from placements.enums import WORK_FORMS, Form
from schools.enums import Grade
from schools.models import Programme, Student

YEARS_BEFORE_WORK = 2


def not_admitted(student: Student, programme: Programme, form: str, first: date, on: date) -> Refusal | None:
    """Why this student may not do this form from its first day on, as it is known on a day."""
    return (
        in_first_grade(programme, form) or too_young(student, form, first, on) or too_young_to_try(student, form, first)
    )


def in_first_grade(programme: Programme, form: str) -> Refusal | None:
    """No STAGE in the first grade (R02)."""
    if form != Form.STAGE or programme.grade != Grade.FIRST:
        return None
    return Refusal(
        "request.first_grade", _("In de eerste graad mag geen leerlingenstage. Kies een kijkstage of een bezoek.")
    )


def too_young(student: Student, form: str, first: date, on: date) -> Refusal | None:
    """Real work from 16, or from 15 after two years of secondary school (R01), on the first day."""
    if form not in WORK_FORMS or student.age_on(first) >= Figure.objects.value("minimum_age_work", first):
        return None
    younger = Figure.objects.value("minimum_age_work_after_two_years", first)
    if student.age_on(first) >= younger and years_followed(student, first, on) >= YEARS_BEFORE_WORK:
        return None
    return Refusal(
        "request.too_young",
        _("Deze leerling mag op de eerste dag nog niet werken. Kies een kijkstage of een latere eerste dag."),
    )


def too_young_to_try(student: Student, form: str, first: date) -> Refusal | None:
    """A SNUFFEL is for who is 14 on the first day (Syntra Vlaanderen, snuffelstage)."""
    least = Figure.objects.value("snuffel_least_age", first)
    if form != Form.SNUFFEL or student.age_on(first) >= least:
        return None
    sentence = _("Een snuffelstage kan vanaf %(age)s jaar. Kies een bezoek of een latere eerste dag.")
    return Refusal("request.snuffel_too_young", sentence % {"age": int(least)})


def years_followed(student: Student, first: date, on: date) -> int:
    """Years of secondary school behind a student on `first`; the study year is that of the class, else of today."""
    known_for = student.school_class.school_year if student.school_class else school_year_of(on)
    return student.study_year - 1 + max(0, school_year_of(first) - known_for)
