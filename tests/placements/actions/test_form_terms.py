"""The administrator sets what a form asks, who signs and which document binds; what opened before stays."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from marketplace.actor import Actor, Role
from marketplace.audit.models import AuditEvent
from marketplace.workflow import Refused
from placements.actions.form_terms import set_document, set_terms
from placements.actions.start import make_checks
from placements.enums import Form
from placements.models import FormDocument, FormTerms
from placements.rules.documents import papers_of
from placements.rules.form_terms import checks_of, parties_of
from placements.rules.start import missing
from tests.factories.accounts import city_member
from tests.factories.agreements import agreed_placement, in_signing, make_ready
from tests.factories.offers import make_market
from tests.journeys.person import Person

pytestmark = pytest.mark.django_db
TODAY, TOMORROW = date(2026, 11, 23), date(2026, 11, 24)
BY = Actor(roles=frozenset({Role.ADMINISTRATOR}))
TERMS = {"of": "OAO", "binding": "counter", "signers": ["student", "company", "school"], "source": "Beslissing"}
DOCUMENT = {"of": "OAO", "document": "dimona", "strength": "blocks", "owner": "company", "source": "Beslissing"}


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-23 09:00 +0100", tick=False):
        yield


@pytest.fixture
def market():
    return make_market()


def test_every_form_has_terms_and_asks_the_code():
    for form in Form:
        assert FormTerms.objects.holding(form, TODAY).binding == "platform"
        assert "ethics_code" in [row.document for row in FormDocument.objects.holding(form, TODAY)]


@pytest.mark.parametrize(
    ("form", "parties"),
    [("VISIT", "company school"), ("STAGE", "company school student"), ("DA", "company student")],
)
def test_who_signs_follows_from_the_form(form, parties):
    assert parties_of(form, TODAY) == tuple(parties.split())


@pytest.mark.parametrize(
    ("form", "owners"),
    [
        ("VISIT", {}),
        ("TEACHER", {}),
        ("STAGE", {"dimona": "school", "insurance": "school"}),
        ("AANLOOP", {"dimona": "school", "insurance": "school"}),
        ("OAO", {"dimona": "company", "insurance": "company"}),
    ],
)
def test_who_declares_follows_from_the_form(form, owners):
    found = {row.document: row.owner for row in checks_of(form, TODAY)}
    assert {item: found[item] for item in owners} == owners
    assert bool(found) == bool(owners)


def test_new_terms_hold_for_what_opens_from_that_day(market):
    before = in_signing(market)
    set_terms(**TERMS, in_force_on=TOMORROW, by=BY)
    assert in_signing(market).binding == "platform"
    with time_machine.travel("2026-11-24 09:00 +0100", tick=False):
        assert in_signing(market).binding == "counter"
    before.refresh_from_db()
    assert before.binding == "platform"
    assert FormTerms.objects.latest("pk").signers == ["company", "school", "student"]
    assert AuditEvent.objects.filter(verb="form.terms_set").count() == 1


def test_a_document_that_blocks_holds_the_start_back(market):
    set_document(**DOCUMENT, in_force_on=TODAY, by=BY)
    placement = make_ready(agreed_placement(market))
    assert "start.not_ticked" in [refusal.code for refusal in missing(placement, TODAY)]
    assert "Dimona-aangifte gedaan" in str(missing(placement, TODAY)[-1].sentence)


def test_a_document_that_is_not_needed_disappears(market):
    set_document(**DOCUMENT | {"strength": "not"}, in_force_on=TODAY, by=BY)
    placement = agreed_placement(market)
    make_checks(placement=placement)
    assert not placement.checks.filter(item="dimona").exists()
    assert "dimona" not in [paper.asked.document for paper in papers_of(placement, TODAY)]


def test_what_is_there_of_a_dual_placement(market):
    placement = make_ready(in_signing(market).placement)
    there = {paper.asked.document for paper in papers_of(placement, TODAY) if paper.is_there}
    assert {"plan", "risk_analysis", "health", "recognition", "ethics_code"} <= there
    assert not there & {"agreement", "registration", "dimona"}


@pytest.mark.parametrize(
    ("action", "change", "code"),
    [
        (set_terms, TERMS | {"in_force_on": date(2026, 11, 22)}, "form.in_the_past"),
        (set_terms, TERMS | {"in_force_on": TODAY, "signers": ["company", "school"]}, "form.signers"),
        (set_terms, TERMS | {"in_force_on": TODAY, "of": "VISIT", "signers": ["company"]}, "form.signers"),
        (set_document, DOCUMENT | {"in_force_on": date(2026, 11, 22)}, "form.in_the_past"),
    ],
)
def test_what_cannot_be_set(action, change, code):
    with pytest.raises(Refused) as caught:
        action(**change, by=BY)
    assert caught.value.code == code


def test_one_value_a_day():
    set_terms(**TERMS, in_force_on=TODAY, by=BY)
    set_document(**DOCUMENT, in_force_on=TODAY, by=BY)
    for action, facts in ((set_terms, TERMS), (set_document, DOCUMENT)):
        with pytest.raises(Refused) as caught:
            action(**facts, in_force_on=TODAY, by=BY)
        assert caught.value.code == "form.day_taken"


def test_nobody_else_sets_it(market):
    with pytest.raises(PermissionDenied):
        set_terms(**TERMS, in_force_on=TODAY, by=market.hr)


def test_the_administrator_asks_a_document_on_the_page(client_of):
    """From its day on; what is typed wrong comes back with its sentence."""
    person, page = Person(), "/forms/SNUFFEL/"
    person.window.client = client_of(city_member(Role.ADMINISTRATOR))
    asked = {"document": "insurance", "strength": "blocks", "owner": "school", "source": "Collegebesluit 12"}
    typed = {f"document-{name}": value for name, value in asked.items()}
    person.open(page)
    person.press("Bewaar het document", **typed, **{"document-in_force_on": "2026-11-22"})
    assert person.page.status == 409
    assert "Collegebesluit 12" in person.page.html
    person.press("Bewaar het document", **typed, **{"document-in_force_on": "2026-11-24"})
    person.sees("Bewaard.", "Wat nog komt", "di 24 nov 2026")
    rows = [(row.document, row.strength, row.owner) for row in FormDocument.objects.filter(source="Collegebesluit 12")]
    assert rows == [("insurance", "blocks", "school")]
