"""A school keeps its students over the API."""

import pytest

from marketplace.actor import Role
from marketplace.commitments.models import TextKind
from schools.models import Student
from tests.factories.accounts import commit_to
from tests.factories.keys import with_key
from tests.factories.schools import SchoolFactory, StudentFactory, school_member


@pytest.fixture
def body(market):
    return {
        "number": "L77", "first_name": "Noor", "last_name": "Voorbeeld", "born_on": "2009-03-03",
        "programme": market.programme.pk, "study_year": 5, "coach": market.coach.pk, "needs": ["step_free"],
        "homes": [{"postcode": "2018", "weeks": "even"}, {"postcode": "2060", "weeks": "odd"}],
    }  # fmt: skip


def test_no_student_before_the_arrangement(coordinator, body):
    answer = coordinator.post("/api/v1/students/", body, format="json")
    assert (answer.status_code, answer.json()["code"]) == (409, "school.no_data_arrangement")


def test_a_student_is_added_and_changed(market, coordinator, body):
    commit_to(market.school.organisation, TextKind.DATA_ARRANGEMENT)
    added = coordinator.post("/api/v1/students/", body, format="json")
    assert added.status_code == 201, added.content
    address = f"/api/v1/students/{added.json()['id']}/"
    changed = coordinator.patch(address, {"phone": "0470 00 11 22"}, format="json").json()
    assert changed["phone"] == "+32470001122"
    assert [home["weeks"] for home in changed["homes"]] == ["even", "odd"]
    fewer = coordinator.patch(address, {"homes": [{"postcode": "2000", "weeks": "every"}]}, format="json").json()
    assert [home["postcode"] for home in fewer["homes"]] == ["2000"]


def test_a_national_number_is_refused_and_not_kept(market, coordinator, body):
    commit_to(market.school.organisation, TextKind.DATA_ARRANGEMENT)
    number = f"090303001{97 - 2_090_303_001 % 97:02d}"
    answer = coordinator.post("/api/v1/students/", body | {"number": number}, format="json")
    assert (answer.status_code, answer.json()["code"]) == (409, "student.national_number")
    column = coordinator.post("/api/v1/students/", body | {"national_number": "1"}, format="json")
    assert (column.status_code, set(column.json()["fields"])) == (400, {"national_number"})


def test_needs_are_a_closed_list(coordinator, body):
    answer = coordinator.post("/api/v1/students/", body | {"needs": ["diagnose"]}, format="json")
    assert set(answer.json()["fields"]) == {"needs"}


def test_another_schools_student_does_not_exist(coordinator):
    student = StudentFactory()
    assert coordinator.get(f"/api/v1/students/{student.pk}/").status_code == 404
    person = {"student": student.pk, "name": "Ouder", "email": "o@demo.example"}
    assert set(coordinator.post("/api/v1/representatives/", person, format="json").json()["fields"]) == {"student"}


def test_a_representative_must_be_reachable(market, coordinator):
    student = StudentFactory(school=market.school)
    person = {"student": student.pk, "name": "Ouder", "channel": "phone"}
    answer = coordinator.post("/api/v1/representatives/", person, format="json")
    assert (answer.status_code, answer.json()["code"]) == (409, "representative.unreachable")
    made = coordinator.post("/api/v1/representatives/", person | {"phone": "03 123 45 67"}, format="json")
    assert made.status_code == 201, made.content
    gone = coordinator.post(f"/api/v1/representatives/{made.json()['id']}/remove/", {}, format="json")
    assert (gone.status_code, gone.content) == (204, b"")


def test_classes_and_coaches(market, coordinator):
    asked = {
        "name": "5A",
        "school_year": 2026,
        "programme": market.programme.pk,
        "study_year": 5,
        "school_days": [2, 1],
    }
    made = coordinator.post("/api/v1/classes/", asked, format="json")
    assert made.json()["school_days"] == [1, 2]
    again = coordinator.post("/api/v1/classes/", asked, format="json")
    assert (again.status_code, again.json()["code"]) == (409, "class.name_taken")
    assert coordinator.patch(f"/api/v1/classes/{made.json()['id']}/", {"name": "5B"}, format="json").status_code == 200
    coach = coordinator.post("/api/v1/coaches/", {"name": "Co Ach"}, format="json").json()
    left = coordinator.patch(f"/api/v1/coaches/{coach['id']}/", {"is_active": False}, format="json").json()
    assert (left["name"], left["is_active"]) == ("Co Ach", False)


def test_a_coach_changes_no_classes(market, person):
    coach = person(market.coach_member)
    assert coach.get("/api/v1/classes/").status_code == 200
    assert coach.post("/api/v1/classes/", {}, format="json").status_code == 403


def test_the_lists_of_reference_are_open(market, client):
    found = client.get("/api/v1/programmes/", {"code": market.programme.code, "valid": "true"}).json()
    assert [row["id"] for row in found["results"]] == [market.programme.pk]
    assert client.get("/api/v1/competences/", {"programme": market.programme.pk}).status_code == 200


def test_a_school_without_students_sees_none(db):
    stranger = with_key(school_member(SchoolFactory(), Role.COORDINATOR))
    StudentFactory()
    assert stranger.get("/api/v1/students/").json()["count"] == 0
    assert Student.objects.count() == 1
