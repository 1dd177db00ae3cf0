"""How far students are with their diploma, noted by the school for many at once."""

from datetime import date

import pytest
import time_machine

from marketplace.actor import Role
from marketplace.audit.models import AuditEvent
from schools.enums import DiplomaStage
from schools.models import Student
from tests.factories.schools import SchoolFactory, StudentFactory, school_member

pytestmark = pytest.mark.django_db
PAGE = "/students/diplomas/"


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(date(2027, 6, 30), tick=False):
        yield


@pytest.fixture
def pair():
    school = SchoolFactory()
    return [StudentFactory(school=school), StudentFactory(school=school)]


@pytest.fixture
def coach(client_of, pair):
    return client_of(school_member(pair[0].school, Role.COACH))


def page_of(*students):
    return f"{PAGE}?{'&'.join(f'student={student.pk}' for student in students)}"


def typed(*students, **fields):
    return {"students": [student.pk for student in students], "step": "held", "noted_on": "2027-06-30"} | fields


def test_one_step_for_many_students(coach, pair):
    assert str(pair[1]) in coach.get(page_of(*pair)).content.decode()
    answer = coach.post(page_of(*pair), typed(*pair, step="decided"), follow=True)
    assert "Genoteerd voor 2 leerlingen." in answer.content.decode()
    answer = coach.post(page_of(pair[0]), typed(pair[0]), follow=True)
    assert "heeft het diploma en volgt nog een opleiding" in answer.content.decode()
    stages = [student.diploma_stage_on(date(2027, 6, 30)) for student in Student.objects.order_by("pk")]
    assert stages == [DiplomaStage.HOLDER, DiplomaStage.DECIDED]
    assert AuditEvent.objects.filter(verb="student.diploma_noted").count() == 3


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"noted_on": "2027-07-01"}, "Deze dag moet nog komen"),
        ({"noted_on": "2027-06-01"}, "Het diploma komt niet voor de beslissing"),
        ({"students": []}, "Vul dit nog in"),
        ({"step": "phd"}, "Deze keuze bestaat niet"),
    ],
)
def test_what_cannot_be_noted_keeps_what_was_typed(coach, pair, fields, sentence):
    Student.objects.update(diploma_decided_on=date(2027, 6, 28))
    answer = coach.post(page_of(*pair), typed(*pair) | fields).content.decode()
    assert sentence in answer
    assert not Student.objects.exclude(diploma_on=None).exists()


def test_students_of_another_school_cannot_be_chosen(coach):
    stranger = StudentFactory()
    assert "Kies eerst voor wie." in coach.get(PAGE).content.decode()
    assert str(stranger) not in coach.get(page_of(stranger)).content.decode()
    coach.post(page_of(stranger), typed(stranger))
    stranger.refresh_from_db()
    assert stranger.diploma_on is None


def test_a_diploma_says_what_it_is_on_each_day(pair):
    student = StudentFactory(
        diploma_decided_on=date(2026, 6, 25), diploma_on=date(2026, 6, 30), left_on=date(2027, 6, 30)
    )
    days = (date(2026, 6, 24), date(2026, 6, 25), date(2026, 6, 30), date(2027, 6, 29), date(2027, 6, 30))
    assert [student.diploma_stage_on(day).value for day in days] == [
        "studying", "decided", "holder", "holder", "finished"
    ]  # fmt: skip


def test_the_page_of_a_student_takes_no_diploma_of_tomorrow(coach, pair):
    page = coach.get(f"/students/{pair[0].pk}/change/")
    given = {name: value for name, value in page.context["form"].initial.items() if value not in (None, [])}
    answer = coach.post(f"/students/{pair[0].pk}/change/", given | {"diploma_on": "2027-07-01"})
    assert "Deze dag moet nog komen" in answer.content.decode()
