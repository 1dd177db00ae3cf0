"""A plan is negotiated, a mentor taken over and a suspended label looked at over the API."""

import pytest
from django.utils import timezone

from marketplace.actor import Role
from placements.models import Placement, PlacementReview
from tests.factories.agreements import draft, in_signing, make_ready

pytestmark = pytest.mark.django_db


@pytest.fixture
def line(market):
    return draft(market).plan.lines.get()


@pytest.fixture
def placement(market):
    return make_ready(in_signing(market).placement)


def post(client, path, body=None):
    return client.post(f"/api/v1/{path}/", body or {}, format="json")


def test_a_line_goes_back_and_forth(line, hr, coordinator):
    made = post(hr, "line-proposals", {"line": line.pk, "work_hours": 500})
    assert made.status_code == 201, made.content
    assert (made.json()["side"], made.json()["work_hours"], made.json()["school_hours"]) == ("company", 500, 20)
    first = f"line-proposals/{made.json()['id']}"
    own = post(hr, f"{first}/accept")
    assert (own.status_code, own.json()["code"]) == (409, "plan_line.own_proposal")
    assert post(coordinator, f"{first}/counter", {"work_hours": 550}).status_code == 200
    (waits,) = coordinator.get("/api/v1/line-proposals/?status=open").json()["results"]
    assert (waits["side"], waits["work_hours"]) == ("school", 550)
    assert post(hr, f"line-proposals/{waits['id']}/accept").json()["status"] == "accepted"
    line.refresh_from_db()
    assert line.work_hours == 550


def test_a_proposal_is_withdrawn_and_the_rest_accepted(line, hr, coordinator):
    made = post(hr, "line-proposals", {"line": line.pk, "activities": "Laden en lossen."}).json()
    assert post(coordinator, f"line-proposals/{made['id']}/withdraw").json()["code"] == "plan_line.not_yours"
    assert post(hr, f"line-proposals/{made['id']}/withdraw").json()["status"] == "withdrawn"
    assert post(coordinator, f"agreements/{line.plan.agreement_id}/accept-plan").status_code == 200
    line.refresh_from_db()
    assert line.school_accepted_at is not None


def test_a_mentor_is_stood_in_for_and_taken_over(market, placement, hr):
    stand_in, successor = market.mentor(), market.mentor()
    days = {"starts_on": f"{placement.starts_on}", "ends_on": f"{placement.starts_on}"}
    shown = post(hr, f"placements/{placement.pk}/stand-in", {"mentor": stand_in.pk, **days})
    assert shown.status_code == 200, shown.content
    (named,) = [row for row in shown.json()["mentors"] if row["is_stand_in"]]
    assert post(hr, f"stand-ins/{named['id']}/end").status_code == 204
    body = {"mentor": successor.pk, "starts_on": f"{placement.starts_on}"}
    early = post(hr, f"placements/{placement.pk}/take-over", body)
    assert (early.status_code, early.json()["code"]) == (409, "take_over.not_signed")
    Placement.objects.update(status="signed")
    taken = post(hr, f"placements/{placement.pk}/take-over", body).json()
    assert [row["name"] for row in taken["mentors"]] == [successor.name]


def test_a_school_lets_a_placement_go_on(market, placement, coordinator, person):
    review = PlacementReview.objects.create(placement=placement, opened_at=timezone.now())
    assert [row["id"] for row in coordinator.get("/api/v1/reviews/").json()["results"]] == [review.pk]
    address = f"reviews/{review.pk}/keep"
    assert post(coordinator, address, {"reason": "Alles is veilig."}).status_code == 403  # deciding is for people
    coach = person(market.coach_member)
    assert coach.post(f"/api/v1/{address}/", {"reason": "Alles is veilig."}, format="json").json()["status"] == "kept"
    assert market.coach_member.role == Role.COACH
