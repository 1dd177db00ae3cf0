"""A company keeps itself over the API, and a label officer confirms it."""

import pytest

from companies.models import Company
from marketplace.actor import Role
from tests.factories.accounts import city_member
from tests.factories.companies import CompanyFactory, MentorFactory, SiteFactory
from tests.factories.keys import with_key

SITE = {
    "name": "Magazijn Haven",
    "street": "Kaai 1",
    "postcode": "2030",
    "municipality": "Antwerpen",
    "establishment_number": "2.123.456.791",
    "contact_name": "An Contact",
    "contact_phone": "03 123 45 67",
}


def test_the_own_company_is_changed_field_by_field(market, hr):
    answer = hr.patch("/api/v1/companies/own/", {"sector": "H"}, format="json")
    assert (answer.status_code, answer.json()["sector"]) == (200, "H")
    assert hr.patch("/api/v1/companies/own/", {"size_class": "under_10"}, format="json").json()["sector"] == "H"


def test_a_site_is_added_with_numbers_as_people_type_them(hr):
    answer = hr.post("/api/v1/sites/", SITE, format="json")
    assert answer.status_code == 201, answer.content
    assert answer.json()["establishment_number"] == "2123456791"
    again = hr.post("/api/v1/sites/", SITE, format="json")
    assert set(again.json()["fields"]) == {"establishment_number"}
    same = hr.patch(f"/api/v1/sites/{answer.json()['id']}/", SITE, format="json")
    assert same.status_code == 200, same.content


@pytest.mark.parametrize(
    ("field", "value"), [("postcode", "9999"), ("contact_phone", "abc"), ("establishment_number", "2123456790")]
)
def test_wrong_numbers_are_told_at_their_field(hr, field, value):
    answer = hr.post("/api/v1/sites/", SITE | {field: value}, format="json")
    assert (answer.status_code, set(answer.json()["fields"])) == (400, {field})


def test_the_constraints_of_a_mentor_are_told_as_on_the_page(market, hr):
    mentor = market.mentor(extract_dated_on=None, extract_seen_on=None)
    answer = hr.patch(f"/api/v1/mentors/{mentor.pk}/", {"extract_seen_on": "2026-08-01"}, format="json")
    assert answer.status_code == 400
    assert "datum in die op het uittreksel" in answer.content.decode()


def test_a_day_without_end_is_no_day(market, hr):
    answer = hr.patch(f"/api/v1/mentors/{market.mentor().pk}/", {"born_on": "9999-12-31"}, format="json")
    assert set(answer.json()["fields"]) == {"born_on"}


def test_another_companys_rows_do_not_exist(hr):
    site, mentor = SiteFactory(), MentorFactory()
    assert hr.get(f"/api/v1/sites/{site.pk}/").status_code == 404
    assert hr.patch(f"/api/v1/mentors/{mentor.pk}/", {}, format="json").status_code == 404
    body = {"site": site.pk, "starts_on": "2026-12-24", "ends_on": "2026-12-25"}
    assert set(hr.post("/api/v1/closures/", body, format="json").json()["fields"]) == {"site"}


def test_a_recognition_is_recorded_or_refused(market, hr):
    market.site.establishment_number = "2123456791"
    market.site.save()
    body = {"site": market.site.pk, "programme_code": "X1"}
    refused = hr.post("/api/v1/recognitions/", body, format="json")
    assert (refused.status_code, refused.json()["code"]) == (409, "recognition.incomplete")
    assert hr.post("/api/v1/recognitions/", body | {"requested_on": "2026-11-01"}, format="json").status_code == 201


def test_an_officer_confirms_in_person_and_a_key_does_not(db, person):
    officer = city_member(Role.LABEL_OFFICER)
    waiting = CompanyFactory(status="unverified", verified_at=None)
    body = {"companies": [waiting.pk], "may_sign": True}
    assert with_key(officer).post("/api/v1/companies/confirm/", body, format="json").status_code == 403
    answer = person(officer).post("/api/v1/companies/confirm/", body, format="json")
    assert [row["status"] for row in answer.json()] == ["verified"]
    assert Company.objects.get(pk=waiting.pk).is_verified
