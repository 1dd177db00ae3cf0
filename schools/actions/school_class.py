"""Keep the classes of a school."""

from collections.abc import Iterable

from django.db import transaction

from marketplace.actor import Actor
from marketplace.audit.actions import record
from marketplace.workflow import refuse_if
from schools.models import Programme, SchoolClass
from schools.rules import class_name_free


@transaction.atomic
def add_class(
    *, name: str, school_year: int, programme: Programme, study_year: int, school_days: Iterable[int], by: Actor
) -> SchoolClass:
    """Add a class; `school_year` is the year in which it starts, `school_days` are ISO weekdays.

    Refused: `class.name_taken`.
    """
    refuse_if(class_name_free(by.organisation_id, school_year, name))
    school_class = SchoolClass.objects.create(
        school_id=by.organisation_id,
        name=name,
        school_year=school_year,
        programme=programme,
        study_year=study_year,
        school_days=sorted(school_days),
    )
    record("class.added", subject=school_class, by=by)
    return school_class


@transaction.atomic
def change_class(
    *,
    school_class: SchoolClass,
    name: str,
    school_year: int,
    programme: Programme,
    study_year: int,
    school_days: Iterable[int],
    by: Actor,
) -> SchoolClass:
    """Change a class. Refused: `class.name_taken`."""
    refuse_if(class_name_free(school_class.school_id, school_year, name, but=school_class.pk))
    school_class.name, school_class.school_year, school_class.programme = name, school_year, programme
    school_class.study_year, school_class.school_days = study_year, sorted(school_days)
    school_class.save()
    record("class.changed", subject=school_class, by=by)
    return school_class
