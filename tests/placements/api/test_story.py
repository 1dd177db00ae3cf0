"""The main job over the API: publish, ask, match, offer, yes, agreement, start list."""

from datetime import date

import pytest
import time_machine

from placements.models import Agreement, Placement
from tests.factories.agreements import director_of
from tests.factories.amendments import amended, opened, running, signed
from tests.factories.schools import CompetenceFactory, HomeFactory, RepresentativeFactory, StudentFactory

WEEK = {day: ["08:00", "16:00"] for day in "345"}


def post(client, path, body=None, status=200):
    answer = client.post(f"/api/v1/{path}/", body or {}, format="json")
    assert answer.status_code == status, answer.content
    return answer.json() if answer.content else None


@pytest.fixture
def capacity(market, hr):
    CompetenceFactory(programme=market.programme, work_hours=600, school_hours=20)
    mentor = {
        "site": market.site.pk, "name": "Mo Mentor", "born_on": "1980-01-01", "profession": "magazijnier",
        "in_practice_since_on": "2005-01-01", "extract_dated_on": "2026-08-01", "extract_seen_on": "2026-08-15",
        "designated_on": "2026-08-20", "phone": "03 123 45 67",
    }  # fmt: skip
    assert post(hr, "mentors", mentor, 201)["phone"] == "+3231234567"
    made = post(hr, "capacity", {"site": market.site.pk, "programmes": [market.programme.pk]}, 201)
    assert made["status"] == "draft"
    changed = hr.patch(
        f"/api/v1/capacity/{made['id']}/", {"week": WEEK, "forms": ["OAO"], "places": 2}, format="json"
    ).json()
    assert (changed["week"], changed["places"]) == (WEEK, 2)
    assert post(hr, f"capacity/{made['id']}/publish")["status"] == "published"
    return made["id"]


@pytest.fixture
def request_id(market, coordinator):
    student = StudentFactory(school=market.school, programme=market.programme, coach=market.coach)
    HomeFactory(student=student)
    RepresentativeFactory(student=student)
    asked = {"students": [student.pk], "starts_on": "2027-01-11", "ends_on": "2027-06-30", "weekdays": [3, 4, 5]}
    done = post(coordinator, "requests/submit", asked)
    assert done["refused"] == []
    again = post(coordinator, "requests/submit", asked)
    assert again["made"] == []
    assert again["refused"][0]["student"] == student.pk
    return done["made"][0]["id"]


def test_from_places_to_a_signed_agreement(market, hr, coordinator, person, capacity, request_id):
    changed = coordinator.patch(f"/api/v1/requests/{request_id}/", {"reach_km": 30}, format="json")
    assert changed.json()["reach_km"] == 30
    found = coordinator.get(f"/api/v1/requests/{request_id}/matches/").json()
    assert [row["capacity"] for row in found["matches"]] == [capacity]
    assert found["matches"][0]["reasons"][0]["words"]

    sent = {"request": request_id, "capacity": capacity, "student_told_on": "2026-11-20"}
    offer = post(coordinator, "offers/send", sent, 201)
    assert post(hr, f"offers/{offer['id']}/message", {"text": "Met de fiets?"})["messages"][0]["party"] == "company"
    mentor = hr.get("/api/v1/mentors/").json()["results"][0]["id"]
    accepted = post(hr, f"offers/{offer['id']}/accept", {"wants_meeting": True, "mentor": mentor})
    assert accepted["status"] == "accepted"
    one = f"placements/{accepted['placement']}"

    post(hr, f"{one}/meeting", {"at": "2026-12-01T10:00:00+01:00", "where": "Aan het onthaal"})
    post(hr, f"{one}/meeting/result", {"went_well": True})
    coach = person(market.coach_member)
    parent = coordinator.get("/api/v1/representatives/").json()["results"][0]["id"]
    post(coach, f"{one}/record-yes", {"party": "student", "witness": "Coach"})
    seen = {"party": "representative", "representative": parent, "witness": "Coach"}
    assert post(coach, f"{one}/record-yes", seen)["status"] == "agreed"

    drafted = post(coach, f"{one}/agreement")
    agreement = f"agreements/{drafted['agreements'][0]}"
    plan = coach.get(f"/api/v1/{agreement}/").json()["plan"]
    line = {"line": plan["lines"][0]["id"], "place": "W", "work_hours": 700, "school_hours": 10, "third_hours": 0}
    written = {"general_hours": 380, "weeks": 34, "explanation": "", "lines": [line]}
    assert post(coach, f"{agreement}/plan", written)["plan"]["share"] == "64.2"
    post(coach, f"{agreement}/check")
    assert post(person(market.hr_member), f"{agreement}/check")["status"] == "signing"
    post(person(market.hr_member), f"{agreement}/sign")
    post(person(director_of(market)), f"{agreement}/sign")
    for slot in coach.get(f"/api/v1/{agreement}/").json()["signatures"]:
        if slot["status"] == "open":
            if slot["party"] == "representative":
                post(coach, f"signatures/{slot['id']}/tie", {"tie": "none"})
            post(coach, f"signatures/{slot['id']}/witness")
    assert Agreement.objects.get().status == "sealed"

    checks = {row["item"]: row["id"] for row in hr.get(f"/api/v1/{one}/").json()["checks"]}
    ticked = {"done_on": "2026-11-20", "document_on": "2026-11-01"}
    assert post(hr, f"checks/{checks['risk_analysis']}/tick", ticked)["done_on"] == "2026-11-20"
    stopped = {"reason": "MUTUAL", "last_on": "2026-11-20", "next_step": "zoekt verder", "next_person": "An Coach"}
    assert post(hr, f"{one}/end-early", stopped)["next_owner"] == ""
    assert Placement.objects.get().ended_on == date(2026, 11, 20)


def test_a_key_never_signs(market, hr, capacity):
    for path in ("agreements/1/sign", "agreements/1/check", "commitments/sign", "labels/promise"):
        assert hr.post(f"/api/v1/{path}/", {}, format="json").status_code == 403


def test_an_agreed_placement_is_registered(market, coordinator, hr, capacity):
    student = StudentFactory(school=market.school, programme=market.programme)
    HomeFactory(student=student)
    days = {"starts_on": "2027-01-11", "ends_on": "2027-06-30", "weekdays": [3, 4]}
    offer = post(coordinator, "offers/agreed", {"student": student.pk, "capacity": capacity, **days}, 201)
    assert (offer["kind"], offer["student_name"]) == ("agreed", str(student))
    assert hr.get(f"/api/v1/offers/{offer['id']}/").json()["student_name"] == str(student)


def test_seats_are_kept_for_a_school_and_released(market, hr, capacity):
    kept = {"school": market.school.pk, "places": 1, "until_on": "2027-01-31"}
    row = post(hr, f"capacity/{capacity}/reserve", kept)["reservations"][0]
    post(hr, f"reservations/{row['id']}/release", status=204)
    copied = post(hr, f"capacity/{capacity}/copy")
    assert (copied["id"] != capacity, copied["status"]) == (True, "draft")
    post(hr, f"capacity/{copied['id']}/discard", status=204)
    assert post(hr, f"capacity/{capacity}/close")["status"] == "closed"
    assert post(hr, f"capacity/{capacity}/reopen")["status"] == "published"


def test_a_company_that_says_no_gives_a_reason(market, hr, coordinator):
    offer = market.offer()
    assert post(hr, f"offers/{offer.pk}/decline", {"reason": "full"})["decline_reason"] == "full"
    other = market.offer()
    assert post(coordinator, f"offers/{other.pk}/withdraw")["status"] == "withdrawn"
    assert post(coordinator, f"requests/{other.request_id}/withdraw")["status"] == "withdrawn"


class TestWeek:
    """What a client plans by: the days of the version that holds today, in as many questions for one as for more."""

    def weeks(self, client, placement):
        one = client.get(f"/api/v1/placements/{placement}/").json()
        rows = {row["id"]: row for row in client.get("/api/v1/placements/").json()["results"]}
        assert rows[placement]["week"] == one["week"]
        return one["week"], one["ends_on"]

    def test_those_of_an_amendment_come_on_its_day(self, market, person):
        first = running(market)
        old, new = first.body["week"], {day: ["08:00", "16:30"] for day in "123"}
        with time_machine.travel("2027-02-01 09:00 +0100", tick=False):
            signed(market, opened(market, amended(market, first, week=new, ends_on=date(2027, 6, 25))))
            assert Placement.objects.get().week == new
            assert self.weeks(person(market.hr_member), first.placement_id) == (old, "2027-06-25")
        with time_machine.travel("2027-02-08 09:00 +0100", tick=False):
            assert self.weeks(person(market.hr_member), first.placement_id) == (new, "2027-06-25")
