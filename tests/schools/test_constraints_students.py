"""Breaks each promise that the database keeps about students, homes and representatives."""

from datetime import date

import pytest

from schools.models import Home, LegalRepresentative, Student
from tests.constraints import breaks
from tests.factories.schools import HomeFactory, RepresentativeFactory, StudentFactory

pytestmark = pytest.mark.django_db


def test_student_number_once_per_school():
    student = StudentFactory(number="7")
    StudentFactory(number="7")
    with breaks("student_number_once_per_school"):
        StudentFactory(school=student.school, number="7")


@pytest.mark.parametrize("name", ["first_name", "last_name"])
def test_student_has_names(name):
    with breaks("student_has_names"):
        StudentFactory(**{name: ""})


@pytest.mark.parametrize("study_year", [0, 9])
def test_student_study_year(study_year):
    student = StudentFactory()
    with breaks("student_study_year"):
        Student.objects.filter(pk=student.pk).update(study_year=study_year)


def test_student_diploma_after_decision():
    student = StudentFactory(diploma_decided_on=date(2026, 6, 28), diploma_on=date(2026, 6, 28))
    with breaks("student_diploma_after_decision"):
        Student.objects.filter(pk=student.pk).update(diploma_on=date(2026, 6, 27))


def test_home_weeks_once_per_student():
    home = HomeFactory(weeks="even")
    HomeFactory(student=home.student, weeks="odd")
    with breaks("home_weeks_once_per_student"):
        HomeFactory(student=home.student, weeks="odd")


def test_home_weeks_known():
    home = HomeFactory()
    with breaks("home_weeks_known"):
        Home.objects.filter(pk=home.pk).update(weeks="some")


def test_home_postcode_shape():
    with breaks("home_postcode_shape"):
        HomeFactory(postcode="0999")


@pytest.mark.parametrize("half", [{"lat": None}, {"lon": None}])
def test_home_whole_point(half):
    with breaks("home_whole_point"):
        HomeFactory(**half)


def test_representative_signs_known():
    representative = RepresentativeFactory()
    with breaks("representative_signs_known"):
        LegalRepresentative.objects.filter(pk=representative.pk).update(signs="who")


@pytest.mark.parametrize(
    "fields", [{"channel": "mail", "email": ""}, {"channel": "phone", "phone": ""}, {"channel": "owl"}]
)
def test_representative_can_be_reached(fields):
    with breaks("representative_can_be_reached"):
        RepresentativeFactory(**fields)


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        (
            "representative_authority_ends_after_start",
            {"authority_from_on": date(2026, 9, 2), "authority_until_on": date(2026, 9, 1)},
        ),
        ("representative_institution_is_named", {"authority": "institution"}),
    ],
)
def test_authority_of_a_representative(name, fields):
    with breaks(name):
        RepresentativeFactory(**fields)
