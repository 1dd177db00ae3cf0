"""Invented schools with a programme and students."""

from datetime import date

import factory

from marketplace.accounts.models import Membership
from marketplace.actor import Role
from schools.models import (
    Coach,
    Competence,
    Home,
    LegalRepresentative,
    Programme,
    School,
    SchoolClass,
    Student,
    StudyProof,
)
from tests.factories.accounts import MembershipFactory, OrganisationFactory


class SchoolFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = School

    organisation = factory.SubFactory(OrganisationFactory)
    institution_number = factory.Sequence(lambda n: f"{900_000 + n}")


class ProgrammeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Programme

    code = factory.Sequence(lambda n: f"T{n}")
    name = factory.Sequence(lambda n: f"Opleiding {n} duaal")
    grade = "3"
    finality = "A"
    is_dual = True
    valid_from_on = date(2020, 9, 1)
    forms = ["OAO"]
    work_hours_a_week = "23.00"
    school_hours_a_week = "15.00"
    weeks = 34
    general_hours = 380


class CompetenceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Competence

    programme = factory.SubFactory(ProgrammeFactory)
    code = factory.Sequence(lambda n: f"C-{n}")
    number = factory.Sequence(lambda n: n + 1)
    text_nl = "ontvangt goederen en controleert de levering"
    text_en = "receives goods and checks the delivery"
    usual_place = "W"
    work_hours = 110
    school_hours = 15


class SchoolClassFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SchoolClass

    school = factory.SubFactory(SchoolFactory)
    name = factory.Sequence(lambda n: f"5LOG{n}")
    school_year = 2026
    programme = factory.SubFactory(ProgrammeFactory)
    study_year = 5
    school_days = [1, 2]


class CoachFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Coach

    school = factory.SubFactory(SchoolFactory)
    name = factory.Sequence(lambda n: f"Coach {n}")


class StudentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Student

    school = factory.SubFactory(SchoolFactory)
    number = factory.Sequence(lambda n: f"L{n}")
    first_name = "Noor"
    last_name = factory.Sequence(lambda n: f"Voorbeeld{n}")
    born_on = date(2009, 3, 3)
    programme = factory.SubFactory(ProgrammeFactory)
    study_year = 5
    email = factory.Sequence(lambda n: f"student{n}@demo.example")
    languages = ["nl"]
    dual_since_on = date(2026, 9, 1)


class HomeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Home

    student = factory.SubFactory(StudentFactory)
    postcode = "2018"
    lat = 51.2033
    lon = 4.4112


class RepresentativeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = LegalRepresentative

    student = factory.SubFactory(StudentFactory)
    name = factory.Sequence(lambda n: f"Ouder {n}")
    email = factory.Sequence(lambda n: f"parent{n}@demo.example")


class StudyProofFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = StudyProof

    student = factory.SubFactory(StudentFactory)
    kind = "second_grade"
    earned_on = date(2026, 6, 30)


def school_member(school: School, role: str = Role.COORDINATOR, **fields) -> Membership:
    """A person of a school's staff."""
    return MembershipFactory(organisation=school.organisation, role=role, **fields)
