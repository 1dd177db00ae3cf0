"""The city runs rounds and schools review their matches over the API."""

import pytest

from marketplace.actor import Role
from marketplace.jobs import actions as jobs
from marketplace.jobs.models import Job
from placements.matching.score import PARTS, WEIGHTS
from placements.models import DeclinedPair, Explanation, Match, Rematch, Round
from tests.factories.accounts import city_member
from tests.factories.keys import with_key
from tests.factories.placements import RequestFactory

ROUND = {
    "name": "start januari", "starts_on": "2027-01-01", "ends_on": "2027-06-30", "closes_on": "2026-11-30",
    "review_until_on": "2026-12-10", "seed": 7,
}  # fmt: skip


@pytest.fixture
def city(db):
    return with_key(city_member(Role.ADMINISTRATOR))


@pytest.fixture
def match(market):
    row = Round.objects.create(**ROUND, school_year=2026, status="review")
    return Match.objects.create(round=row, request=market.request(), capacity=market.capacity(), score=7000)


def test_the_city_opens_and_cancels_a_round(city, coordinator):
    made = city.post("/api/v1/rounds/", ROUND, format="json")
    assert made.status_code == 201, made.content
    assert made.json()["weights"]
    address = f"/api/v1/rounds/{made.json()['id']}/"
    early = city.post(f"{address}start/", {}, format="json")
    assert (early.status_code, early.json()["code"]) == (409, "round.before_closing_day")
    assert coordinator.post(f"{address}cancel/", {}, format="json").status_code == 403
    assert city.post(f"{address}cancel/", {}, format="json").json()["status"] == "cancelled"
    assert coordinator.get(address).json()["status"] == "cancelled"


def test_a_coordinator_publishes_own_matches(match, coordinator, hr):
    answer = coordinator.post("/api/v1/matches/publish/", {"matches": [match.pk, match.pk]}, format="json")
    assert [row["status"] for row in answer.json()] == ["published"]
    assert hr.get("/api/v1/matches/").status_code == 403
    assert Round.objects.get().status == "published"


def test_a_match_is_dropped_with_a_reason(match, coordinator):
    address = f"/api/v1/matches/{match.pk}/drop/"
    assert coordinator.post(address, {}, format="json").status_code == 400
    assert coordinator.post(address, {"reason": "travel"}, format="json").json()["status"] == "dropped"
    assert DeclinedPair.objects.count() == 1


def test_the_city_reads_no_matches(match, city):
    assert city.get("/api/v1/matches/").status_code == 403


def test_a_school_reads_why_its_own_students_got_no_other_place(match, coordinator, city):
    near = {"capacity": match.capacity_id, "codes": ["place.too_far"], "km": 20.0, "room": True}
    Explanation.objects.create(round=match.round, request=match.request, near=[near], change=near)
    Explanation.objects.create(round=match.round, request=RequestFactory())
    answer = coordinator.get(f"/api/v1/explanations/?round={match.round_id}").json()
    (told,) = answer["results"]
    assert (told["request"], told["near"], told["change"], told["passed"]) == (match.request_id, [near], near, [])
    assert coordinator.get("/api/v1/explanations/?round=0").json()["results"] == []
    assert city.get("/api/v1/explanations/").status_code == 403


def test_the_city_matches_a_round_again(match, city, coordinator):
    early = Round.objects.create(**{**ROUND, "name": "later"}, school_year=2026)
    refused = city.post("/api/v1/rematches/", {"round": early.pk}, format="json")
    assert (refused.status_code, refused.json()["code"]) == (409, "rematch.round_not_run")
    made = city.post("/api/v1/rematches/", {"round": match.round_id, "policy": "days_left"}, format="json")
    assert made.status_code == 201, made.content
    address = f"/api/v1/rematches/{made.json()['id']}/"
    assert (made.json()["status"], made.json()["policy"]) == ("asked", "days_left")
    assert coordinator.get(address).json()["status"] == "asked"
    assert coordinator.post("/api/v1/rematches/", {"round": match.round_id}, format="json").status_code == 403
    Round.objects.update(weights=dict(zip(PARTS, WEIGHTS, strict=True)))
    jobs.run(Job.objects.get(kind="rematch").pk)
    shown = coordinator.get(address).json()
    assert (shown["status"], shown["result"]["gains"]) == ("ready", 0)
    assert city.post(f"{address}discard/", {}, format="json").json()["status"] == "discarded"
    again = city.post(f"{address}confirm/", {}, format="json")
    assert (again.status_code, again.json()["code"]) == (409, "rematch.confirm.wrong_status")
    assert [row["id"] for row in city.get(f"/api/v1/rematches/?round={match.round_id}").json()["results"]] == [
        made.json()["id"]
    ]


def test_a_school_reads_no_small_number_of_a_rematching(match, city, coordinator):
    row = Rematch.objects.create(
        round=match.round,
        cause="city",
        policy="lottery",
        stay_bonus=0,
        status="ready",
        asked_at="2026-11-21T10:00:00Z",
        result={"students": 40, "placed": 38, "gains": 1, "loses": 0, "elsewhere": 5, "schools": []},
    )
    address = f"/api/v1/rematches/{row.pk}/"
    assert city.get(address).json()["result"]["gains"] == 1
    assert coordinator.get(address).json()["result"] == {
        "students": 40, "placed": 38, "gains": None, "loses": 0, "elsewhere": 5,
    }  # fmt: skip


def test_a_company_refuses_an_anonymous_match(match, hr, coordinator):
    (shown,) = hr.get("/api/v1/proposed-matches/").json()["results"]
    assert set(shown) == {"id", "round", "capacity", "need"}
    assert shown["need"]["programme"] == match.request.programme.name
    assert coordinator.get("/api/v1/proposed-matches/").status_code == 403
    address = f"/api/v1/proposed-matches/{match.pk}/refuse/"
    assert hr.post(address, {}, format="json").status_code == 400
    assert hr.post(address, {"reason": "no_mentor"}, format="json").status_code == 204
    assert hr.get("/api/v1/proposed-matches/").json()["results"] == []
    match.refresh_from_db()
    assert (match.status, DeclinedPair.objects.count()) == ("refused", 1)


def test_the_city_asks_what_if(match, city, coordinator):
    address = f"/api/v1/rounds/{match.round_id}/what-if/"
    asked = {"methods": ["stable"], "policies": ["lottery", "days_left"], "seed": 7}
    assert city.post(address, asked | {"methods": []}, format="json").status_code == 400
    assert city.post(address, asked, format="json").status_code == 200
    Round.objects.update(weights=dict(zip(PARTS, WEIGHTS, strict=True)))
    jobs.run(Job.objects.get(kind="what_if").pk)
    rows = city.get(f"/api/v1/variants/?round={match.round_id}").json()["results"]
    assert [(row["policy"], row["result"]["blocking_pairs"]) for row in rows] == [("lottery", 0), ("days_left", 0)]
    assert coordinator.get("/api/v1/variants/").status_code == 403
