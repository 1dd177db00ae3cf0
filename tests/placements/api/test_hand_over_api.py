"""The file of an early end over the API: each says their own word, the school closes, and only it tells who goes on."""

from datetime import date

import pytest
import time_machine

from placements.actions.placement import end_early
from placements.models import HandOver, Placement
from schools.models import Student
from tests.factories.accounts import MembershipFactory
from tests.factories.agreements import draft
from tests.factories.offers import make_market

pytestmark = pytest.mark.django_db
TODAY = date(2027, 3, 3)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-11-23 09:00 +0100", tick=False) as moved:
        yield moved


@pytest.fixture
def row(market, clock):
    """The file that HR opened on 3 March 2027, of a student with an account."""
    placement = draft(market).placement
    Placement.objects.filter(pk=placement.pk).update(status="running")
    clock.move_to("2027-03-03 09:00 +0100")
    facts = {"reason": "MUTUAL", "last_on": TODAY, "next_step": "Bellen", "next_person": "An Demo"}
    end_early(placement=Placement.objects.get(pk=placement.pk), by=market.hr, **facts)
    return HandOver.objects.get(placement=placement)


@pytest.fixture
def pupil(market, row, person):
    """The student, logged in."""
    member = MembershipFactory(organisation=market.school.organisation, role="student")
    Student.objects.filter(pk=row.placement.student_id).update(user=member.user)
    return person(member)


@pytest.fixture
def coach(market, row, person):
    return person(market.coach_member)


@pytest.fixture
def floor(market, row, person):
    """HR, logged in."""
    return person(market.hr_member)


def post(client, row, verb, **body):
    return client.post(f"/api/v1/hand-overs/{row.pk}/{verb}/", body, format="json")


def read(client, row):
    return client.get(f"/api/v1/hand-overs/{row.pk}/").json()


def refused(answer):
    return answer.status_code, answer.json()["code"]


def test_both_say_their_word_and_the_school_closes(market, row, floor, coach, pupil):
    closing = {"work_hours": 180, "next_step": "Belt drie bakkers", "next_coach": market.coach.pk}
    assert refused(post(coach, row, "close", **closing)) == (409, "hand_over.word_missing")
    assert post(floor, row, "word", text="Er was te weinig werk.").json()["company_word"] == "Er was te weinig werk."
    assert post(pupil, row, "word", text="Ik kreeg geen uitleg.").json()["student_word"] == "Ik kreeg geen uitleg."
    assert refused(post(coach, row, "word", text="Alles ging goed.")) == (409, "hand_over.not_yours")
    closed = post(coach, row, "close", **closing)
    assert (closed.status_code, closed.json()["status"], closed.json()["work_hours"]) == (200, "closed", 180)
    assert refused(post(coach, row, "close", **closing)) == (409, "hand_over.close.wrong_status")
    assert refused(post(floor, row, "word", text="Nog iets.")) == (409, "hand_over.closed")
    row.refresh_from_db()
    assert (row.company_word, row.student_word) == ("Er was te weinig werk.", "Ik kreeg geen uitleg.")


def test_what_the_school_decided_is_for_school_and_student_alone(market, row, floor, hr, coach, pupil):
    for client in (floor, coach, pupil):
        assert (read(client, row)["next_owner"], read(client, row)["next_step"]) == ("An Demo", "Bellen")
    post(floor, row, "word", text="Er was te weinig werk.")
    post(coach, row, "word", text="Zij zoekt verder.")
    post(coach, row, "close", work_hours=1, next_step="Naar het CLB", next_organisation="CLB Demo, Jo")
    for client in (coach, pupil):
        assert (read(client, row)["next_owner"], read(client, row)["next_step"]) == ("CLB Demo, Jo", "Naar het CLB")
    for client in (floor, hr):
        told = client.get(f"/api/v1/hand-overs/?placement={row.placement_id}").content.decode()
        assert f'"id":{row.pk}' in told
        assert "CLB" not in told + client.get(f"/api/v1/hand-overs/{row.pk}/").content.decode()


def test_a_word_is_a_persons_and_the_file_is_of_its_own_placement(row, hr, coordinator, coach, floor, person):
    assert post(hr, row, "word", text="Te laat.").status_code == 403
    closing = {"work_hours": 1, "next_step": "Bellen", "next_organisation": "CLB Demo"}
    for client in (floor, coordinator):  # not the company's to close, and not a key's
        assert post(client, row, "close", **closing).status_code == 403
    other = make_market()
    elsewhere = post(coach, row, "close", **closing | {"next_coach": other.coach.pk})
    assert (elsewhere.status_code, [*elsewhere.json()["fields"]]) == (400, ["next_coach"])
    for member in (other.hr_member, other.coach_member):
        stranger = person(member)
        assert stranger.get("/api/v1/hand-overs/").json()["results"] == []
        assert post(stranger, row, "word", text="?").status_code == 404
    row.refresh_from_db()
    assert (row.status, row.company_word, row.student_word) == ("open", "", "")
