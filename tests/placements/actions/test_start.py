"""The start list: who ticks, what makes a placement ready, who is warned."""

from datetime import date

import pytest
import time_machine

from companies.models import Mentor, Recognition
from marketplace.actor import SYSTEM
from marketplace.commitments.models import Commitment
from marketplace.notifications.models import Notification
from marketplace.workflow import Refused
from placements.actions.placement import start, start_due
from placements.actions.start import make_checks, tick_check, warn_not_ready
from placements.models import FormDocument, Placement
from placements.rules.start import is_ready, missing
from tests.factories.agreements import agreed_placement, make_ready, student_actor
from tests.factories.offers import make_market

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-11-23 09:00 +0100", tick=False):
        yield


@pytest.fixture
def market():
    return make_market()


@pytest.fixture
def placement(market):
    row = agreed_placement(market)
    make_checks(placement=row)
    return row


def refused(code):
    return pytest.raises(Refused, check=lambda error: error.code == code)


def codes(placement, on=TODAY):
    return [refusal.code for refusal in missing(Placement.objects.get(pk=placement.pk), on)]


def put(placement, **fields):
    Placement.objects.filter(pk=placement.pk).update(**fields)
    placement.refresh_from_db()
    return placement


@pytest.mark.parametrize(
    ("form", "owner"), [("OAO", "company"), ("DA", "company"), ("SAO", "school"), ("STAGE", "school")]
)
def test_who_declares(placement, form, owner):
    make_checks(placement=put(placement, form=form))
    assert set(placement.checks.filter(item__in=["dimona", "insurance"]).values_list("owner", flat=True)) == {owner}


def test_each_side_ticks_its_own(market, placement):
    dimona, rules = (placement.checks.get(item=item) for item in ("dimona", "house_rules"))
    with refused("start.not_yours"):
        tick_check(check=dimona, done_on=TODAY, by=market.coach_actor)
    tick_check(check=dimona, done_on=TODAY, by=market.hr)
    tick_check(check=rules, done_on=TODAY, by=student_actor(placement))
    tick_check(check=rules, done_on=TODAY, by=market.hr)


def test_what_a_tick_says(market, placement):
    risk, health = (placement.checks.get(item=item) for item in ("risk_analysis", "health"))
    with refused("start.day_ahead"):
        tick_check(check=risk, done_on=date(2026, 11, 24), document_on=TODAY, by=market.hr)
    with refused("start.document_date"):
        tick_check(check=risk, done_on=TODAY, by=market.hr)
    for outcome in ("", "unfit", "astma"):
        with refused("start.outcome"):
            tick_check(check=health, done_on=TODAY, outcome=outcome, by=market.hr)
    put(placement, status="stopped", ended_on=TODAY, end_reason="OTHER")
    with refused("start.closed"):
        tick_check(check=risk, done_on=TODAY, document_on=TODAY, by=market.hr)


def test_what_keeps_a_placement_from_being_ready(market, placement):
    assert codes(placement) == ["start.not_signed", "start.no_risk_analysis", "start.no_health"]
    put(placement, status="signed")
    health, risk = (placement.checks.get(item=item) for item in ("health", "risk_analysis"))
    tick_check(check=health, done_on=TODAY, outcome="not_needed", by=market.hr)
    tick_check(check=risk, done_on=TODAY, document_on=date(2026, 1, 10), by=market.hr)
    assert codes(placement) == ["start.no_risk_analysis"]  # a year and a day old on 11 January 2027
    tick_check(check=risk, done_on=TODAY, document_on=date(2026, 1, 11), by=market.hr)
    assert codes(placement) == []
    assert is_ready(Placement.objects.get(pk=placement.pk), TODAY)


def test_a_placement_starts_only_when_it_is_ready(market, placement):
    put(placement, status="signed")
    with time_machine.travel("2027-01-11 09:00 +0100", tick=False):
        assert start_due(by=SYSTEM) == 0
        with refused("start.no_risk_analysis"):
            start(placement=placement, by=market.coach_actor)
        make_ready(placement)
        assert start_due(by=SYSTEM) == 1


@pytest.mark.parametrize(
    ("lapse", "code", "who"),
    [
        (lambda market: Recognition.objects.update(ends_on=date(2027, 6, 29)), "start.no_recognition", "company"),
        (lambda market: Mentor.objects.update(extract_seen_on=None), "start.no_mentor_extract", "company"),
        (
            lambda market: Commitment.objects.filter(organisation=market.school.pk).delete(),
            "start.no_ethics_code",
            "school",
        ),
    ],
)
def test_what_the_platform_knows_holds_the_start_back_and_names_who_mends_it(market, placement, lapse, code, who):
    make_ready(put(placement, status="signed"))
    assert codes(placement) == []
    lapse(market)
    (found,) = missing(placement, TODAY)
    assert found.code == code
    assert str(found.sentence).endswith(f"Nu aan zet: {getattr(market, who).organisation.name}.")
    with time_machine.travel("2027-01-11 09:00 +0100", tick=False):
        assert start_due(by=SYSTEM) == 0
        with refused(code):
            start(placement=placement, by=market.coach_actor)


def test_what_may_come_later_holds_nothing_back(market, placement):
    """R09 gives three months after the start, R11 twelve months after the designation."""
    make_ready(put(placement, status="signed"))
    Mentor.objects.update(trained_on=None)
    assert not hasattr(placement, "registration")
    assert codes(placement) == []


def test_the_administrator_decides_what_holds_back(market, placement):
    make_ready(put(placement, status="signed"))
    Mentor.objects.update(trained_on=None)
    FormDocument.objects.filter(form="OAO", document="mentor_training").update(strength="blocks")
    assert codes(placement) == ["start.no_mentor_training"]
    FormDocument.objects.filter(form="OAO", document="ethics_code").update(strength="asked")
    Commitment.objects.all().delete()
    assert codes(placement) == ["start.no_mentor_training"]


def test_what_lapses_while_it_runs_stops_no_student(market, placement):
    make_ready(put(placement, status="running"))
    Commitment.objects.all().delete()
    assert codes(placement) == []


def test_three_working_days_before_both_sides_are_told_once(placement):
    told = Notification.objects.filter(code="placement.not_ready")
    with time_machine.travel("2027-01-05 06:00 +0100", tick=False):  # Tuesday: four working days before Monday 11
        assert warn_not_ready(by=SYSTEM) == 0
    with time_machine.travel("2027-01-06 06:00 +0100", tick=False):
        assert warn_not_ready(by=SYSTEM) == 1
        assert warn_not_ready(by=SYSTEM) == 0
    assert set(told.values_list("role", flat=True)) == {"hr", "coach", "coordinator"}
    assert "stuur de leerling nog niet" in told.first().sentence


def test_who_is_ready_is_not_warned(placement):
    make_ready(put(placement, status="signed"))
    with time_machine.travel("2027-01-06 06:00 +0100", tick=False):
        assert warn_not_ready(by=SYSTEM) == 0
