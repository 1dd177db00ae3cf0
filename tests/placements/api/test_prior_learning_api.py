"""A competence acquired elsewhere over the API: asked, proposed, decided by another, and nothing for the company."""

import pytest
import time_machine

from placements.models import PriorLearning
from schools.models import Student
from tests.factories.accounts import MembershipFactory
from tests.factories.agreements import director_of, draft
from tests.factories.offers import make_market
from tests.factories.schools import CompetenceFactory

pytestmark = pytest.mark.django_db
SHOWN = [{"kind": "reference", "text": "Twee zomers in een magazijn", "dated_on": "2026-08-31"}]
COUNCIL = {"council_on": "2026-11-23", "reason": "Getoond in een proef."}


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-11-23 09:00 +0100", tick=False):
        yield


@pytest.fixture
def known(market):
    return CompetenceFactory(programme=market.programme, work_hours=0, school_hours=40)


@pytest.fixture
def plan(market, known):
    return draft(market).plan


@pytest.fixture
def pupil(market, plan, person):
    """The student, logged in."""
    member = MembershipFactory(organisation=market.school.organisation, role="student")
    Student.objects.filter(pk=plan.agreement.placement.student_id).update(user=member.user)
    return person(member)


@pytest.fixture
def coach(market, plan, person):
    return person(market.coach_member)


@pytest.fixture
def council(market, plan, person):
    """The coordinator, logged in."""
    return person(market.coordinator_member)


def post(client, path, **body):
    return client.post(f"/api/v1/prior-learning/{path}", body, format="json")


def refused(answer):
    return answer.status_code, answer.json()["code"]


def ask(client, plan, known):
    """The address of what was asked."""
    asked = {"student": plan.agreement.placement.student_id, "competence": known.pk, "evidence": SHOWN}
    made = post(client, "", **asked)
    assert made.status_code == 201, made.content
    return f"{made.json()['id']}/"


def test_what_the_council_recognises_leaves_the_plan(plan, known, pupil, coach, council):
    asked = ask(pupil, plan, known)
    again = {"student": plan.agreement.placement.student_id, "competence": known.pk, "evidence": SHOWN}
    assert refused(post(coach, "", **again)) == (409, "prior_learning.asked_before")
    assert refused(post(council, f"{asked}recognise/", **COUNCIL)) == (409, "prior_learning.recognise.wrong_status")
    proposed = post(coach, f"{asked}propose/", advice="Zij toonde het.").json()
    assert (proposed["status"], proposed["evidence"][0]["seen_on"]) == ("proposed", "2026-11-23")
    ahead = COUNCIL | {"council_on": "2026-11-24"}
    assert refused(post(council, f"{asked}recognise/", **ahead)) == (409, "prior_learning.council_day")
    assert post(council, f"{asked}recognise/", **COUNCIL).json()["status"] == "recognised"
    line = plan.lines.get(competence=known)
    assert (line.school_hours, line.prior_learning_id) == (0, int(asked[:-1]))


def test_who_proposes_does_not_decide_and_a_refusal_is_looked_at_once_more(market, plan, known, coach, council, person):
    asked = ask(coach, plan, known)
    post(council, f"{asked}propose/", advice="Nee.")
    assert refused(post(council, f"{asked}refuse/", **COUNCIL)) == (409, "prior_learning.own_proposal")
    director = person(director_of(market))
    assert post(director, f"{asked}refuse/", **COUNCIL).json()["status"] == "refused"
    assert refused(post(coach, f"{asked}reopen/", evidence=[])) == (409, "prior_learning.no_evidence")
    reopened = post(coach, f"{asked}reopen/", evidence=SHOWN).json()
    assert (reopened["status"], reopened["reason"], len(reopened["evidence"])) == ("asked", "", 2)
    assert post(coach, f"{asked}withdraw/").json()["status"] == "withdrawn"
    assert refused(post(coach, f"{asked}withdraw/")) == (409, "prior_learning.withdraw.wrong_status")


def test_evidence_advice_and_reason_stay_with_school_and_student(
    market, plan, known, pupil, coach, council, hr, coordinator, person
):
    asked = ask(pupil, plan, known)
    assert post(coordinator, f"{asked}propose/", advice="Ja.").status_code == 403  # a key gives no advice
    assert post(coach, f"{asked}propose/", advice="Zij toonde het.").status_code == 200
    assert post(coordinator, f"{asked}refuse/", **COUNCIL).status_code == 403  # and decides nothing
    assert post(council, f"{asked}refuse/", **COUNCIL).status_code == 200
    for client in (pupil, coach, council, coordinator):
        told = client.get(f"/api/v1/prior-learning/{asked}").json()
        words = (told["evidence"][0]["text"], told["advice"], told["reason"])
        assert words == ("Twee zomers in een magazijn", "Zij toonde het.", "Getoond in een proef.")
    for client in (hr, person(market.hr_member)):
        assert client.get("/api/v1/prior-learning/").status_code == 403
        assert client.get(f"/api/v1/prior-learning/{asked}").status_code == 403
    stranger = person(make_market().coach_member)
    assert stranger.get("/api/v1/prior-learning/").json()["results"] == []
    assert stranger.get(f"/api/v1/prior-learning/{asked}").status_code == 404
    assert post(stranger, f"{asked}reopen/", evidence=SHOWN).status_code == 404
    assert PriorLearning.objects.get().status == "refused"
