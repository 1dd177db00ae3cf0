"""The page of an early end: what was proposed, until when the company speaks, and whom the school names."""

from datetime import date

import pytest
import time_machine

from placements.actions.hand_over import close_hand_over, say_word
from placements.actions.placement import end_early, stop
from placements.models import HandOver, Placement
from tests.factories.accounts import CityFactory
from tests.factories.agreements import draft
from tests.factories.offers import make_market
from tests.factories.schools import CoachFactory
from tests.placements.views.test_schedule_page import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-11-23 09:00 +0100", tick=False) as moved:
        yield moved


@pytest.fixture
def market():
    CityFactory()
    return make_market()


@pytest.fixture
def row(market, clock):
    """The file that HR opened on 3 March 2027, with somebody whom nobody at the school knows."""
    placement = draft(market).placement
    Placement.objects.filter(pk=placement.pk).update(status="running")
    clock.move_to("2027-03-03 09:00 +0100")
    facts = {"reason": "MUTUAL", "last_on": date(2027, 3, 3), "next_step": "Bellen", "next_person": "Onbekende Buur"}
    end_early(placement=Placement.objects.get(pk=placement.pk), by=market.hr, **facts)
    return HandOver.objects.get(placement=placement)


def words(response):
    return " ".join(response.content.decode().split())


def test_the_school_replaces_a_proposal_when_it_closes_the_file(market, row):
    coach, page = client_of(market.coach_member), f"/placements/{row.placement_id}/hand-over/"
    say_word(hand_over=row, text="Zij kwam niet meer.", by=market.hr)
    say_word(hand_over=row, text="Zij zoekt verder.", by=market.coach_actor)
    shown = words(coach.get(page))
    assert "Voorstel: <strong>Onbekende Buur</strong>: Bellen" in shown
    assert f'<option value="{market.coach.pk}" selected>' in shown
    assert 'value="Bellen"' in shown
    typed = {"work_hours": "120", "next_step": "Twee bakkers bellen", "next_coach": "", "next_organisation": ""}
    refused = coach.post(f"{page}close/", typed)
    assert (refused.status_code, "Twee bakkers bellen" in words(refused)) == (409, True)
    assert "Kies wie van de school verdergaat" in words(refused)
    next_coach = CoachFactory(school=market.school, name="Els Lijster")
    assert coach.post(f"{page}close/", typed | {"next_coach": next_coach.pk}).status_code == 302
    assert "<strong>Els Lijster</strong>: Twee bakkers bellen" in words(coach.get(page))
    company = words(client_of(market.hr_member).get(page))
    assert "De school weet wie verdergaat." in company
    assert "Twee bakkers bellen" not in company


def test_what_happened_ends_with_the_stop_and_what_came_of_it(market, row, clock):
    coach, page = client_of(market.coach_member), f"/placements/{row.placement_id}/"
    stopped = (
        '<span class="hint">wo 3 mrt 2027</span> De plaats is vroeger gestopt. Reden: in onderling akkoord.</li></ol>'
    )
    assert stopped in words(coach.get(page))
    clock.move_to("2027-03-05 10:00 +0100")
    say_word(hand_over=row, text="Zij kwam niet meer.", by=market.hr)
    say_word(hand_over=row, text="Zij zoekt verder.", by=market.coach_actor)
    said = {"work_hours": 120, "next_step": "Twee bakkers bellen", "next_coach": market.coach, "next_organisation": ""}
    close_hand_over(hand_over=row, by=market.coach_actor, **said)
    closed = '<span class="hint">vr 5 mrt 2027, 10.00 uur</span> De school sloot het dossier'
    assert f"{closed}. {market.coach} gaat verder: Twee bakkers bellen</li></ol>" in words(coach.get(page))
    company = words(client_of(market.hr_member).get(page))
    assert f"{closed} en weet wie verdergaat.</li></ol>" in company
    assert "Twee bakkers bellen" not in company


def test_what_happened_says_of_a_place_that_did_not_go_on_when_and_why(market):
    placement = draft(market).placement
    stop(placement=placement, by=market.hr, reason="OTHER")
    shown = words(client_of(market.hr_member).get(f"/placements/{placement.pk}/"))
    assert '<span class="hint">ma 23 nov 2026</span> De plaats ging niet door. Reden: ' in shown


def test_nobody_of_another_school_can_be_chosen(market, row):
    say_word(hand_over=row, text="Zij kwam niet meer.", by=market.hr)
    say_word(hand_over=row, text="Zij zoekt verder.", by=market.coach_actor)
    coach, page = client_of(market.coach_member), f"/placements/{row.placement_id}/hand-over/close/"
    typed = {"work_hours": "1", "next_step": "?", "next_coach": CoachFactory().pk, "next_organisation": ""}
    assert coach.post(page, typed).status_code == 409
    row.refresh_from_db()
    assert row.status == "open"


def test_the_page_says_until_when_the_company_speaks_and_what_happens_then(market, row, clock):
    coach, company = client_of(market.coach_member), client_of(market.hr_member)
    page = f"/placements/{row.placement_id}/hand-over/"
    say_word(hand_over=row, text="Zij zoekt verder.", by=market.coach_actor)
    assert "nog niet gehoord; dat kan tot en met wo 17 mrt 2027" in words(coach.get(page))
    assert "Ze kan dat tot en met 17 maart 2027" in words(coach.get(page))
    assert "Zeg je woord tot en met wo 17 mrt 2027" in words(company.get(page))
    clock.move_to("2027-03-18 09:00 +0100")
    coach, company = client_of(market.coach_member), client_of(market.hr_member)
    assert "gaf nog geen antwoord" in words(coach.get(page))
    assert "Sluit je nu, dan staat dat zo in het dossier." in words(coach.get(page))
    assert "Zeg het vandaag nog" in words(company.get(page))
    typed = {"work_hours": "120", "next_step": "Bellen", "next_coach": market.coach.pk, "next_organisation": ""}
    assert coach.post(f"{page}close/", typed).status_code == 302
    assert "gaf geen antwoord, tot en met wo 17 mrt 2027" in words(coach.get(page))
