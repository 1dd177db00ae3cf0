"""Breaks each promise that the database keeps about schools and programmes."""

from datetime import date

import pytest

from schools.models import Competence, DayOff, Programme, Qualification, QualificationCompetence, SchoolClass
from tests.constraints import breaks
from tests.factories.schools import CompetenceFactory, ProgrammeFactory, SchoolClassFactory, SchoolFactory

pytestmark = pytest.mark.django_db


def test_programme_code_once_per_grade():
    ProgrammeFactory(code="1134", grade="3")
    ProgrammeFactory(code="1134", grade="2")
    with breaks("programme_code_once_per_grade"):
        ProgrammeFactory(code="1134", grade="3")


def test_programme_has_name():
    with breaks("programme_has_name"):
        ProgrammeFactory(name="")


def test_programme_grade_known():
    with breaks("programme_grade_known"):
        ProgrammeFactory(grade="9")


def test_programme_ends_after_start():
    programme = ProgrammeFactory(valid_from_on=date(2025, 9, 1))
    with breaks("programme_ends_after_start"):
        Programme.objects.filter(pk=programme.pk).update(valid_until_on=date(2025, 8, 31))


def test_competence_number_once():
    competence = CompetenceFactory()
    with breaks("competence_number_once"):
        CompetenceFactory(programme=competence.programme, number=competence.number)


def test_competence_place_known():
    competence = CompetenceFactory()
    with breaks("competence_place_known"):
        Competence.objects.filter(pk=competence.pk).update(usual_place="Q")


def test_school_institution_number_shape():
    with breaks("school_institution_number_shape"):
        SchoolFactory(institution_number="12345")


def test_school_class_name_once_a_year():
    school_class = SchoolClassFactory(name="5LOG", school_year=2026)
    SchoolClassFactory(school=school_class.school, name="5LOG", school_year=2027)
    with breaks("school_class_name_once_a_year"):
        SchoolClassFactory(school=school_class.school, name="5LOG", school_year=2026)


def test_school_class_study_year():
    school_class = SchoolClassFactory()
    with breaks("school_class_study_year"):
        SchoolClass.objects.filter(pk=school_class.pk).update(study_year=9)


def test_day_off_ends_after_start():
    with breaks("day_off_ends_after_start"):
        DayOff.objects.create(
            school=SchoolFactory(), starts_on=date(2026, 12, 2), ends_on=date(2026, 12, 1), name="Studiedag"
        )


def qualification(**fields):
    values = {"code": "BK-0002-3", "number": "BK-0002", "version": 3, "title": "Magazijnmedewerker", "level": 2}
    return Qualification.objects.create(**values | {"latest_code": "BK-0002-3"} | fields)


def test_qualification_version_once():
    qualification()
    with breaks("qualification_version_once"):
        qualification(code="BK-0002-03")


def test_qualification_level_1_to_8():
    with breaks("qualification_level_1_to_8"):
        qualification(level=9)


def test_qualification_competence_number_once():
    row = qualification()
    QualificationCompetence.objects.create(qualification=row, number=1, text="Ontvangt goederen")
    with breaks("qualification_competence_number_once"):
        QualificationCompetence.objects.create(qualification=row, number=1, text="Pickt goederen")
