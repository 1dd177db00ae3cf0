"""From the list of students to one page for those who were ticked."""

import pytest

from marketplace.actor import Role
from tests.factories.accounts import commit_to
from tests.factories.schools import HomeFactory, SchoolClassFactory, SchoolFactory, StudentFactory, school_member
from tests.journeys.person import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    school = SchoolFactory()
    commit_to(school.organisation)
    return school


def test_ticked_students_come_along(client_of, school):
    students = [HomeFactory(student__school=school).student for _ in range(3)]
    client = client_of(school_member(school))
    page = client.get("/students/").content.decode()
    assert page.count('name="student"') == 3
    asked = client.get("/requests/new/", {"student": [students[0].pk, students[1].pk]}).content.decode()
    assert students[0].last_name in asked
    assert students[2].last_name not in asked


@pytest.fixture
def coordinator(client_of, school):
    person = Person()
    person.window.client = client_of(school_member(school))
    return person


def test_ticks_and_search_stay_when_the_page_turns(coordinator, school, monkeypatch):
    monkeypatch.setattr("schools.views.students.PAGE", 1)
    first, _second = (HomeFactory(student__school=school, student__last_name=f"Turner {name}").student for name in "AB")
    coordinator.open("/students/?q=turner")
    coordinator.press("Volgende", student=[str(first.pk)])
    coordinator.sees("Turner B", "bladzijde 2 van 2", "Op een andere bladzijde koos je nog één leerling.", "turner")
    coordinator.press("Vorige")
    coordinator.sees("Turner A", "bladzijde 1 van 2")
    coordinator.press("Volgende")
    coordinator.press("Vraag een plaats voor de gekozen leerlingen")
    coordinator.sees("Turner A")
    coordinator.misses("Turner B")


def test_nobody_of_another_school_comes_along_ticked(client_of, school):
    own, other = StudentFactory(school=school), StudentFactory()
    page = client_of(school_member(school)).get("/students/", {"student": [own.pk, other.pk, "x"]})
    assert page.context["elsewhere"] == []
    assert page.text.count(" checked") == 1


def test_a_class_is_asked_for_from_its_list(client_of, school):
    student = HomeFactory(student__school=school, student__school_class=SchoolClassFactory(school=school)).student
    client, asked = client_of(school_member(school)), f"/requests/new/?school_class={student.school_class_id}"
    assert asked not in client.get("/students/").content.decode()
    assert asked in client.get("/students/", {"school_class": student.school_class_id}).content.decode()


def test_a_director_is_not_invited_to_ask(client_of, school):
    StudentFactory(school=school)
    page = client_of(school_member(school, Role.DIRECTOR)).get("/students/").content.decode()
    assert "Vraag een plaats voor de gekozen leerlingen" not in page
    assert "Noteer het diploma van de gekozen leerlingen" in page
