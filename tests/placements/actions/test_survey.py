"""Surveys: asked once a person and moment, answered once without a name, and shown from five answers on."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from companies.models import Mentor
from labels.models import Fact
from marketplace.actor import SYSTEM
from marketplace.audit.models import AuditEvent
from marketplace.jobs.models import Job
from marketplace.workflow import Refused
from placements.actions.survey import answer, ask, link_of, pool, ticket_of
from placements.models import Placement, Survey, SurveyAnswer
from tests.constraints import breaks
from tests.factories.agreements import agreed_placement, make_ready
from tests.factories.companies import SiteFactory
from tests.factories.offers import make_market

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock():
    with time_machine.travel("2027-01-15 09:00 +0100", tick=False) as clock:
        yield clock


@pytest.fixture
def market(clock):
    return make_market()


@pytest.fixture
def placement(market):
    """One that runs from January to June 2027."""
    row = make_ready(agreed_placement(market))
    row.student.email = "leerling@demo.example"
    row.student.save()
    Mentor.objects.filter(pk=row.mentors.get().mentor_id).update(email="mentor@demo.example")
    days = {"starts_on": date(2027, 1, 11), "ends_on": date(2027, 6, 30)}
    Placement.objects.filter(pk=row.pk).update(status="running", **days)
    return Placement.objects.get(pk=row.pk)


def mails():
    return sum("Drie vragen" in job.arguments["subject"] for job in Job.objects.filter(kind="mail"))


def answers(site, number, score=3, year=2026):
    for index in range(number):
        values = {"talks": score, "evaluation": score, "voice": score, "ticket": f"{site.pk}:{year}:{index}"}
        SurveyAnswer.objects.create(site=site, school_year=year, party="student", **values)


def test_each_party_is_asked_once_half_way_and_once_at_the_end(placement, clock):
    clock.move_to("2027-04-05 09:00 +0200")
    assert ask(by=SYSTEM) == 0, "the middle is 6 April"
    clock.move_to("2027-04-06 09:00 +0200")
    parties = ask(by=SYSTEM)
    assert (parties, ask(by=SYSTEM)) == (Survey.objects.filter(moment="half_way").count(), 0)
    assert set(Survey.objects.values_list("party", flat=True)) == {"student", "mentor", "coach"}
    asked = Job.objects.filter(kind="mail", arguments__to="mentor@demo.example")
    assert [job.arguments["subject"].startswith("Drie vragen") for job in asked] == [True]
    Placement.objects.filter(pk=placement.pk).update(status="ended", ended_on=date(2027, 6, 30), end_reason="END_DATE")
    clock.move_to("2027-07-01 09:00 +0200")
    assert (ask(by=SYSTEM), ask(by=SYSTEM)) == (parties, 0)
    assert mails() == 2 * parties


def test_who_looks_on_or_teaches_is_not_asked_about_a_mentor(placement, clock):
    clock.move_to("2027-04-06 09:00 +0200")
    Placement.objects.update(form="TEACHER")
    assert ask(by=SYSTEM) == 0


def test_an_answer_names_nobody_and_comes_once(placement, client, clock):
    clock.move_to("2027-04-06 09:00 +0200")
    ask(by=SYSTEM)
    survey = Survey.objects.get(party="student")
    path = reverse("survey-answer", args=[link_of(survey)])
    shown = client.get(path).content.decode()
    assert "Mijn mentor praat minstens om de twee weken met mij" in shown
    assert not SurveyAnswer.objects.exists(), "reading changes nothing"
    assert "Kies een antwoord." in client.post(path, {"talks": "4"}).content.decode()
    told = client.post(path, {"talks": "4", "evaluation": "3", "voice": "2"}, follow=True).content.decode()
    assert "Er is al geantwoord met deze link" in told
    row = SurveyAnswer.objects.get()
    assert (row.site_id, row.school_year, row.talks, row.evaluation, row.voice) == (placement.site_id, 2026, 4, 3, 2)
    names = {field.name for field in SurveyAnswer._meta.fields}
    assert names.isdisjoint({"placement", "student", "user", "person", "survey", "answered_at"})
    event = AuditEvent.objects.get(verb="survey.answered")
    assert (event.subject_type, event.subject_id, event.user_id) == ("companies.site", placement.site_id, None)
    with pytest.raises(Refused, match="al geantwoord"):
        answer(token=link_of(survey), talks=1, evaluation=1, voice=1)
    assert client.get(reverse("survey-answer", args=["geknoei"])).status_code == 404


def test_a_survey_closes(placement, client, clock):
    clock.move_to("2027-04-06 09:00 +0200")
    ask(by=SYSTEM)
    clock.move_to("2027-05-07 09:00 +0200")
    told = client.get(reverse("survey-answer", args=[link_of(Survey.objects.first())])).content.decode()
    assert "Deze bevraging is voorbij." in told


def test_results_are_pooled_over_three_years_from_five_answers_on(market, client_of):
    site, other = market.site, SiteFactory(company=market.company)
    answers(site, 3, score=4, year=2025)
    answers(site, 1, score=2)
    answers(site, 3, score=1, year=2023)
    answers(other, 4)
    client = client_of(market.hr_member)
    assert pool(by=SYSTEM) == 0
    assert "nog niet gemeten" in client.get(reverse("survey-results")).content.decode()
    SurveyAnswer.objects.create(
        site=site, school_year=2026, party="coach", ticket="nieuw", talks=1, evaluation=2, voice=3
    )
    assert pool(by=SYSTEM) == 1
    values = {fact.key: fact.value for fact in Fact.objects.filter(site=site)}
    assert values["talks"] == {"answers": 5, "mean": 3.0}
    assert values["survey"] == {"answers": 5, "mean": 3.4}
    page = client.get(reverse("survey-results")).content.decode()
    assert "3,0 van 4" in page
    assert "nog niet gemeten" in page, "the other site has four"


def test_survey_constraints(placement):
    row = Survey.objects.create(placement=placement, party="student", moment="end", asked_on=date(2027, 6, 30))
    with breaks("survey_asked_once"):
        Survey.objects.create(placement=placement, party="student", moment="end", asked_on=date(2027, 6, 30))
    with breaks("survey_party_known"):
        Survey.objects.filter(pk=row.pk).update(party="city")
    with breaks("survey_moment_known"):
        Survey.objects.filter(pk=row.pk).update(moment="later")
    answers(placement.site, 1)
    with breaks("survey_answer_once"):
        answers(placement.site, 1)
    with breaks("survey_answer_from_1_to_4"):
        SurveyAnswer.objects.update(talks=5)
    with breaks("survey_answer_has_ticket"):
        SurveyAnswer.objects.update(ticket="")
    with breaks("survey_answer_party_known"):
        SurveyAnswer.objects.update(party="city")


def test_two_surveys_never_share_a_ticket(placement):
    facts = {"placement": placement, "asked_on": date(2027, 6, 30)}
    rows = [Survey.objects.create(party=party, moment="end", **facts) for party in ("student", "mentor", "coach")]
    assert len({ticket_of(row) for row in rows}) == 3
