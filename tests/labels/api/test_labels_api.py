"""The register is open; people promise and decide, keys do not."""

import pytest

from marketplace.actor import Role
from tests.factories.accounts import city_member
from tests.factories.companies import SiteFactory
from tests.factories.keys import with_key
from tests.factories.labels import LabelFactory, SchemeFactory


@pytest.fixture
def officer(db):
    return city_member(Role.LABEL_OFFICER)


@pytest.fixture
def promised(market):
    SchemeFactory()
    return SiteFactory(company=market.company, establishment_number="2123456791")


def test_everybody_reads_the_register_without_reasons(client, market):
    label = LabelFactory(status="suspended", reason="Kanariereden")
    page = client.get("/api/v1/labels/", {"level": "provisional"}).json()
    assert label.pk in [row["id"] for row in page["results"]]
    one = client.get(f"/api/v1/labels/{label.pk}/").json()
    assert (one["status"], one["is_audited"]) == ("suspended", False)
    assert "Kanarie" not in f"{page}{one}"


def test_a_promise_is_made_and_confirmed_by_people(market, promised, person, officer):
    body = {"site": promised.pk, "promised": True}
    assert with_key(market.hr_member).post("/api/v1/labels/promise/", body, format="json").status_code == 403
    made = person(market.hr_member).post("/api/v1/labels/promise/", body, format="json")
    assert (made.status_code, made.json()["status"]) == (201, "promised")
    waiting = with_key(officer).get("/api/v1/labels/promised/").json()["results"]
    assert [row["id"] for row in waiting] == [made.json()["id"]]
    asked = {"labels": [made.json()["id"]]}
    assert with_key(officer).post("/api/v1/labels/confirm/", asked, format="json").status_code == 403
    answer = person(officer).post("/api/v1/labels/confirm/", asked, format="json")
    assert [row["status"] for row in answer.json()] == ["active"]


def test_a_promise_is_a_yes(market, promised, person):
    answer = person(market.hr_member).post("/api/v1/labels/promise/", {"promised": False}, format="json")
    assert set(answer.json()["fields"]) == {"promised"}


def test_own_labels_hold_the_promised_ones(market, promised):
    LabelFactory(site=promised, status="promised", starts_on=None, ends_on=None, confirmed_by=None)
    found = with_key(market.hr_member).get("/api/v1/labels/own/").json()["results"]
    assert {row["status"] for row in found} == {"promised", "active"}
