"""The city invites a school; the school keeps its telephone, sites and days off."""

import pytest

from marketplace.accounts.models import Invitation
from marketplace.actor import Role
from schools.models import School
from tests.factories.accounts import city_member

SCHOOL = {
    "institution_number": "028.721",
    "name": "Demo school",
    "postcode": "2018",
    "municipality": "Antwerpen",
    "phone": "03 123 45 67",
    "director_email": "directie@demo.example",
}


@pytest.fixture
def administrator(db, person):
    return person(city_member(Role.ADMINISTRATOR))


def test_the_city_invites_a_school(administrator):
    made = administrator.post("/api/v1/schools/invite/", SCHOOL, format="json")
    assert made.status_code == 201, made.content
    assert (made.json()["institution_number"], made.json()["phone"]) == ("028721", "+3231234567")
    assert Invitation.objects.get(email="directie@demo.example").organisation_id == made.json()["organisation"]
    found = administrator.get("/api/v1/schools/", {"q": "028721"}).json()
    assert [row["name"] for row in found["results"]] == ["Demo school"]


def test_a_school_that_takes_part_is_not_invited(market, administrator):
    body = SCHOOL | {"institution_number": market.school.institution_number}
    answer = administrator.post("/api/v1/schools/invite/", body, format="json")
    assert (answer.status_code, answer.json()["code"]) == (409, "school.has_members")


def test_a_wrong_number_is_an_error_at_its_field(administrator):
    answer = administrator.post("/api/v1/schools/invite/", SCHOOL | {"institution_number": "12"}, format="json")
    assert (answer.status_code, set(answer.json()["fields"])) == (400, {"institution_number"})
    assert not School.objects.filter(organisation__name="Demo school").exists()


def test_a_school_keeps_its_own_facts(market, coordinator):
    own = coordinator.patch("/api/v1/schools/own/", {"phone": "03 765 43 21"}, format="json").json()
    assert own["phone"] == "+3237654321"
    site = {"name": "Campus", "postcode": "2060", "municipality": "Antwerpen"}
    made = coordinator.post("/api/v1/school-sites/", site, format="json").json()
    changed = coordinator.patch(f"/api/v1/school-sites/{made['id']}/", {"name": "Campus Noord"}, format="json").json()
    assert (changed["name"], changed["postcode"]) == ("Campus Noord", "2060")


def test_days_off_come_and_go(market, coordinator):
    days = {"starts_on": "2026-12-04", "ends_on": "2026-12-03", "name": "Studiedag"}
    wrong = coordinator.post("/api/v1/days-off/", days, format="json")
    assert (wrong.status_code, wrong.json()["code"]) == (409, "day_off.ends_before_start")
    made = coordinator.post("/api/v1/days-off/", days | {"ends_on": "2026-12-04"}, format="json")
    assert made.status_code == 201, made.content
    gone = coordinator.post(f"/api/v1/days-off/{made.json()['id']}/remove/", {}, format="json")
    assert gone.status_code == 204
    assert coordinator.get("/api/v1/days-off/").json()["count"] == 0
