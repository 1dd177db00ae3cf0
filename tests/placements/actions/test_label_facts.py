"""What placements tell labels: each fact from real rows, only when it changed, and no person in it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.utils import timezone

from labels.enums import FactKey
from labels.known import SCORES, in_words
from labels.models import Fact
from marketplace.actor import SYSTEM
from marketplace.reference.models import Figure
from placements.actions.label_facts import tell_labels
from placements.actions.prior_learning import (
    Shown,
    ask_prior_learning,
    decide_prior_learning,
    propose_prior_learning,
)
from placements.models import Offer, Placement
from placements.rules.label_facts import facts_on
from tests.factories.agreements import agreed_placement, draft, in_signing, make_ready
from tests.factories.offers import make_market
from tests.factories.schools import CompetenceFactory

pytestmark = pytest.mark.django_db
TODAY = date(2027, 3, 3)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-11-23 09:00 +0100", tick=False) as moved:
        yield moved


@pytest.fixture
def market():
    return make_market()


@pytest.fixture
def running(market, clock):
    """A signed dual placement that runs, with a risk analysis of the right date: 600 of 620 hours at work."""
    agreement = in_signing(market)
    agreement.refresh_from_db()
    agreement.sealed_at, agreement.status = timezone.now(), "sealed"
    agreement.save()
    placement = make_ready(agreement.placement)
    Placement.objects.filter(pk=placement.pk).update(status="running")
    clock.move_to("2027-03-03 09:00 +0100")
    return Placement.objects.get(pk=placement.pk)


def told(key, organisation_id):
    """The value of one fact of an organisation today."""
    return {
        row.site_id: row.value for row in facts_on(TODAY) if (row.key, row.organisation_id) == (key, organisation_id)
    }


def test_what_ran_counts_for_site_and_school(market, running):
    assert told(FactKey.PLACEMENTS, market.company.pk) == {market.site.pk: {"count": 1}}
    assert told(FactKey.PLACEMENTS, market.school.pk) == {None: {"count": 1}}
    Placement.objects.update(status="signed")
    assert told(FactKey.PLACEMENTS, market.company.pk) == {}


def test_plans_signed_by_the_first_day(market, running):
    assert told(FactKey.PLANS_SIGNED, market.company.pk) == {market.site.pk: {"plans": 1, "signed": 1}}
    running.agreements.update(sealed_at=timezone.now())
    assert told(FactKey.PLANS_SIGNED, market.school.pk) == {None: {"plans": 1, "signed": 0}}


def test_risk_analyses_of_the_last_year(market, running):
    assert told(FactKey.RISK_ANALYSIS, market.company.pk) == {market.site.pk: {"placements": 1, "in_time": 1}}
    running.checks.filter(item="risk_analysis").update(document_on=date(2026, 1, 10))
    assert told(FactKey.RISK_ANALYSIS, market.company.pk) == {market.site.pk: {"placements": 1, "in_time": 0}}


def test_the_share_of_running_plans(market, running):
    plan = running.agreements.get().plan
    plan.general_hours = 380
    plan.save()
    plan.lines.update(work_hours=600, school_hours=20)
    assert told(FactKey.WORK_SHARE, market.company.pk) == {market.site.pk: {"share": 0.6, "plans": 1}}


def test_answers_in_time_and_late(market):
    market.placement()
    market.offer()
    Offer.objects.filter(status="sent").update(status="lapsed")
    market.offer()
    clock_day = timezone.localdate()
    found = {row.key: row.value for row in facts_on(clock_day) if row.organisation_id == market.company.pk}
    assert found[FactKey.ANSWER_TIME] == {"answered": 1, "late": 1}


def test_visits_that_were_held(market, running):
    made = {"kind": "visit", "planned_on": TODAY, "made_by": market.coach_member.user}
    running.contacts.create(**made)
    running.contacts.create(**made, held_on=TODAY)
    assert told(FactKey.VISITS, market.school.pk) == {None: {"placements": 1, "visits": 1}}


def test_competences_acquired_elsewhere(market, clock):
    known = CompetenceFactory(programme=market.programme)
    placement = agreed_placement(market)
    shown = [Shown("test", "Proef", date(2026, 11, 1))]
    row = ask_prior_learning(student=placement.student, competence=known, evidence=shown, by=market.coach_actor)
    propose_prior_learning(prior_learning=row, advice="Ja.", by=market.coach_actor)
    clock.move_to(timezone.now() + timedelta(days=31))
    decide_prior_learning(
        prior_learning=row, is_recognised=True, council_on=date(2026, 12, 1), reason="Proef.", by=market.coordinator
    )
    draft(market, placement)
    assert told(FactKey.EARLIER_COMPETENCES, market.school.pk) == {None: {"decided": 1, "in_term": 0}}
    assert told(FactKey.EARLIER_COMPETENCES, market.company.pk) == {None: {"count": 1}}


def test_facts_are_written_when_they_change(market, running, clock):
    first = tell_labels(by=SYSTEM)
    assert first == Fact.objects.count() > 5
    assert tell_labels(by=SYSTEM) == 0
    clock.move_to("2027-03-04 09:00 +0100")
    running.checks.filter(item="risk_analysis").update(document_on=date(2026, 1, 10))
    assert tell_labels(by=SYSTEM) == 1
    assert Fact.objects.filter(key=FactKey.RISK_ANALYSIS).count() == 2


def test_every_fact_has_a_sentence_and_scores_are_from_nought_to_three(market, running):
    figures = {code: Decimal(value) for code, value in Figure.objects.in_force(TODAY).items()}
    for fact in facts_on(TODAY):
        assert "%(" not in in_words(fact.key, fact.value)
        score = SCORES.get(fact.key, lambda value, figures: None)(fact.value, figures)
        assert score in (None, 0, 1, 2, 3)
