"""One employee of the school who makes a link and tells its code does not become two sides of an agreement."""

import json

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.test import Client

from marketplace.actor import Actor, Role
from marketplace.workflow import Refused
from placements.actions.document import make_document
from placements.actions.evidence import make_evidence
from placements.actions.link import issue_links
from placements.actions.signature import sign
from placements.actions.signature_link import tell_code
from placements.models import Evidence, PersonalLink
from tests.factories.accounts import actor_of
from tests.factories.agreements import director_of, in_signing
from tests.factories.offers import make_market
from tests.links import code_of, unlock

pytestmark = pytest.mark.django_db
MAIL = "moeder@demo.example"


@pytest.fixture(autouse=True)
def clock(settings):
    settings.DOCUMENT_SEAL_KEY = b"p" * 32
    with time_machine.travel("2026-11-23 09:00 +0100", tick=False) as now:
        yield now


@pytest.fixture
def market():
    return make_market()


@pytest.fixture
def agreement(market):
    return in_signing(market, parents=({"name": "Moeder Merel", "email": MAIL},))


def links_of(agreement, by):
    """Student and mother: the rows and the paths of fresh links."""
    issued = issue_links(placement=agreement.placement, by=by)
    return [
        (PersonalLink.objects.get(pk=one.key), f"/link/{one.url.rstrip('/').rpartition('/')[2]}/") for one in issued
    ]


def sign_told(agreement, market):
    """The coordinator makes both links, tells both codes, and signs with them."""
    for _row, link in links_of(agreement, market.coordinator):
        guest = unlock(Client(), link, market.coordinator)
        guest.post(f"{link}agreement/tie/", {"tie": "none"})
        assert guest.post(f"{link}agreement/sign/", {"agreement": agreement.pk}).status_code == 302


def test_whoever_told_the_code_is_the_witness_and_signs_for_nobody_else(market, agreement, client_of):
    sign_told(agreement, market)
    teller = market.coordinator_member.user
    family = agreement.signatures.filter(party__in=["student", "representative"])
    assert {(slot.way, slot.witness, slot.witness_by) for slot in family} == {("link", teller.name, teller)}
    with pytest.raises(Refused, check=lambda error: error.code == "signature.told_code"):
        sign(agreement=agreement, by=market.coordinator)
    page = client_of(market.coordinator_member).get(f"/agreements/{agreement.pk}/sign/").content.decode()
    assert "Laat een collega voor de school tekenen" in page
    sign(agreement=agreement, by=actor_of(director_of(market)))


def test_the_evidence_names_who_told_it(market, agreement):
    sign_told(agreement, market)
    for actor in (market.hr, actor_of(director_of(market))):
        sign(agreement=agreement, by=actor)
    make_document(agreement_id=agreement.pk)
    make_evidence(agreement_id=agreement.pk)
    with Evidence.objects.get().file.open("rb") as file:
        evidence = json.load(file)["evidence"]
    told = [row["fields"] for row in evidence["events"] if row["fields"]["verb"] == "placement.link_code"]
    links = {slot["identity"]["link"] for slot in evidence["slots"] if slot["way"] == "link"}
    assert {row["data"]["link"] for row in told} == links
    assert {row["user_id"] for row in told} == {market.coordinator.user_id}


def test_a_code_that_waits_holds_back_its_teller_and_who_signed_tells_none(market, agreement):
    (_student, _path), (mother, _link) = links_of(agreement, market.coach_actor)
    tell_code(link=mother, by=market.coordinator)
    with pytest.raises(Refused, check=lambda error: error.code == "signature.told_code"):
        sign(agreement=agreement, by=market.coordinator)
    tell_code(link=mother, by=market.coach_actor)
    sign(agreement=agreement, by=market.coordinator)
    with pytest.raises(Refused, check=lambda error: error.code == "link.teller_signed"):
        tell_code(link=mother, by=market.coordinator)


def test_a_code_by_mail_does_not_hide_the_one_that_was_told(market, agreement, clock):
    """The browser in which the told code was given is closed by the next code: what opens is what the evidence says."""
    _student, (_mother, link) = links_of(agreement, market.coordinator)
    teller = unlock(Client(), link, market.coordinator)
    teller.post(f"{link}agreement/tie/", {"tie": "none"})
    clock.shift(60)
    mother = Client()
    mother.post(f"{link}code/")
    teller.post(f"{link}agreement/sign/", {"agreement": agreement.pk})
    assert agreement.signatures.get(party="representative").status == "open"
    mother.post(f"{link}open/", {"code": code_of(MAIL)})
    teller.post(f"{link}agreement/sign/", {"agreement": agreement.pk})
    assert agreement.signatures.get(party="representative").status == "open"
    mother.post(f"{link}agreement/sign/", {"agreement": agreement.pk})
    signed = agreement.signatures.get(party="representative")
    assert (signed.status, signed.identity["code"], signed.witness_by) == ("signed", "mail", None)


def test_a_key_tells_no_code(market, agreement):
    _student, (mother, _link) = links_of(agreement, market.coordinator)
    key = Actor(organisation_id=market.school.pk, roles=frozenset({Role.COORDINATOR}))
    with pytest.raises(PermissionDenied):
        tell_code(link=mother, by=key)


def test_the_link_of_a_student_asks_no_tie(market, agreement):
    (_student, link), _mother = links_of(agreement, market.coach_actor)
    guest = unlock(Client(), link, market.coach_actor)
    assert guest.post(f"{link}agreement/tie/", {"tie": "none"}).status_code == 404
