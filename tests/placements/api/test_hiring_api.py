"""Questions about work that was offered, over the API: answered once by a person, and read by the school alone."""

from datetime import date

import pytest
import time_machine

from labels.models import Case
from placements.actions.placement import end_early
from placements.models import Hiring, HiringQuestion, Placement
from tests.factories.agreements import director_of, draft
from tests.factories.offers import make_market

pytestmark = pytest.mark.django_db
TODAY = date(2027, 3, 3)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-11-23 09:00 +0100", tick=False) as moved:
        yield moved


@pytest.fixture
def question(market, clock):
    """What the school is asked, because a placement stopped for work there."""
    placement = draft(market).placement
    Placement.objects.filter(pk=placement.pk).update(status="running")
    clock.move_to("2027-03-03 09:00 +0100")
    facts = {"reason": "HIRED", "last_on": TODAY, "next_step": "Praat met de ouders", "next_person": "An Demo"}
    end_early(placement=Placement.objects.get(pk=placement.pk), by=market.hr, **facts)
    return HiringQuestion.objects.get()


@pytest.fixture
def coach(market, question, person):
    return person(market.coach_member)


def post(client, question, verb, **body):
    return client.post(f"/api/v1/hiring-questions/{question.pk}/{verb}/", body, format="json")


def refused(answer):
    return answer.status_code, answer.json()["code"]


def test_the_school_answers_once_that_nothing_is_wrong(question, coach):
    answered = post(coach, question, "clear", answer="Het was een studentenjob elders.").json()
    assert (answered["status"], answered["answer"]) == ("cleared", "Het was een studentenjob elders.")
    assert refused(post(coach, question, "clear", answer="Toch niet.")) == (409, "hiring.answered")
    late = post(coach, question, "report", what="contract_now", made_on="2027-03-01")
    assert refused(late) == (409, "hiring.answered")
    question.refresh_from_db()
    assert question.answer == "Het was een studentenjob elders."
    assert (Case.objects.exists(), Hiring.objects.exists()) == (False, False)


def test_what_the_code_forbids_goes_to_the_city(question, coach):
    ahead = post(coach, question, "report", what="contract_now", made_on="2027-03-04")
    assert refused(ahead) == (409, "hiring.ahead")
    assert post(coach, question, "report", what="contract_now", made_on="2027-03-01").json()["status"] == "reported"
    assert (Case.objects.get().organisation_id, Hiring.objects.get().is_allowed) == (
        question.placement.company_id,
        False,
    )


def test_what_the_code_allows_clears_the_question(question, coach):
    summer = {"what": "summer_job", "made_on": "2027-03-01", "starts_on": "2027-07-05"}
    assert post(coach, question, "report", **summer).json()["status"] == "cleared"
    assert (Case.objects.exists(), Hiring.objects.get().is_allowed) == (False, True)


def test_a_hint_is_read_by_the_school_alone_and_answered_by_a_person(market, question, coach, hr, coordinator, person):
    for client in (coach, coordinator, person(director_of(market))):
        (told,) = client.get("/api/v1/hiring-questions/?status=open").json()["results"]
        assert (told["id"], told["cause"], told["due_on"]) == (question.pk, "hired", "2027-03-10")
    assert post(coordinator, question, "clear", answer="Niets.").status_code == 403
    for client in (hr, person(market.hr_member)):
        assert client.get("/api/v1/hiring-questions/").status_code == 403
        assert client.get(f"/api/v1/hiring-questions/{question.pk}/").status_code == 403
        assert post(client, question, "clear", answer="Niets.").status_code == 403
    stranger = person(make_market().coach_member)
    assert stranger.get(f"/api/v1/hiring-questions/{question.pk}/").status_code == 404
    assert post(stranger, question, "clear", answer="Niets.").status_code == 404
    question.refresh_from_db()
    assert question.is_open
