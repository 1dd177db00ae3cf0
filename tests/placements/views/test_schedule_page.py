"""The page of a week schedule: fill it in, be told what is wrong, keep what was typed, print it with the agreement."""

from datetime import date

import pytest
import time_machine
from django.test import Client

from placements.models import Agreement
from tests.factories.agreements import draft, in_signing
from tests.factories.offers import make_market

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-11-23 09:00 +0100", tick=False):
        yield


@pytest.fixture
def market():
    return make_market()


def client_of(member):
    client = Client()
    client.force_login(member.user, backend=BACKEND)
    return client


def row(day, number, place, starts, ends):
    return {f"place_{day}_{number}": place, f"starts_{day}_{number}": starts, f"ends_{day}_{number}": ends}


WEEK = {
    **row(1, 0, "school", "08:30", "12:00"),
    **row(2, 0, "work", "08:00", "12:00"),
    **row(2, 1, "work", "13:00", "16:00"),
    **row(3, 0, "work", "08:00", "12:00"),
    **row(3, 1, "work", "13:00", "16:00"),
    **row(4, 0, "work", "08:00", "12:00"),
    **row(4, 1, "work", "13:00", "16:00"),
}


def test_the_week_is_filled_in_and_shown_in_the_agreement(market):
    agreement, hr = draft(market), client_of(market.hr_member)
    page = hr.get(f"/agreements/{agreement.pk}/schedule/").content.decode()
    assert 'value="08:00"' in page
    assert "Deze uren passen bij de regels." in page
    answer = hr.post(f"/agreements/{agreement.pk}/schedule/week/", WEEK, follow=True)
    assert "werkplek 8.00–12.00 en 13.00–16.00" in answer.content.decode()
    text = hr.get(f"/agreements/{agreement.pk}/").content.decode()
    assert "Uurrooster" in text
    assert "school 8.30–12.00" in text
    assert Agreement.objects.get(pk=agreement.pk).placement.week == {str(day): ["08:00", "16:00"] for day in (2, 3, 4)}


def test_a_refused_week_keeps_what_was_typed(market):
    agreement, hr = draft(market), client_of(market.hr_member)
    late = {**WEEK, **row(5, 0, "work", "18:00", "21:30")}
    answer = hr.post(f"/agreements/{agreement.pk}/schedule/week/", late)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Tussen 20 en 6 uur werkt een minderjarige niet" in page
    assert 'value="21:30"' in page


def test_room_for_more_blocks_loses_nothing_typed_and_saves_nothing(market):
    agreement, hr = draft(market), client_of(market.hr_member)
    typed = {**WEEK, **row(5, 0, "work", "09:15", ""), "sector_reason": "bakken"}
    answer = hr.post(f"/agreements/{agreement.pk}/schedule/week/", {**typed, "more": "1"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'value="09:15"' in page
    assert 'value="bakken"' in page
    assert 'name="starts_5_3"' in page
    assert "of laat de hele rij leeg" not in page
    assert not agreement.schedule.blocks.filter(starts="09:15").exists()


def test_half_a_row_is_told_beside_it(market):
    agreement, hr = draft(market), client_of(market.hr_member)
    page = hr.post(f"/agreements/{agreement.pk}/schedule/week/", {**WEEK, **row(5, 0, "work", "08:00", "")})
    assert "of laat de hele rij leeg" in page.content.decode()


def test_the_agreement_says_when_the_student_is_free(market):
    """Without days that differ nothing is "except": the reader would take it for the weekdays."""
    agreement, coach = draft(market), client_of(market.coach_member)
    url = f"/agreements/{agreement.pk}/"
    assert "is de leerling vrij. De tijd" in coach.get(url).content.decode()
    coach.post(f"{url}schedule/days/", {"kind": "free", "starts_on": "2027-02-24"})
    assert "is de leerling vrij. De tijd" in coach.get(url).content.decode()
    hours = {"kind": "other", "starts_on": "2027-02-25", "starts_1": "09:00", "ends_1": "12:00"}
    coach.post(f"{url}schedule/days/", hours)
    assert "behalve op de werkdagen die apart genoemd zijn" in coach.get(url).content.decode()


def test_a_holiday_at_work_with_all_that_it_asks(market):
    agreement, coach = draft(market), client_of(market.coach_member)
    url = f"/agreements/{agreement.pk}/schedule/"
    holiday = {"kind": "holiday", "starts_on": "2027-02-10", "reason": ""}
    assert "wat de leerling in deze vakantie kan leren" in coach.post(f"{url}days/", holiday).content.decode()
    coach.post(f"{url}days/", {"kind": "recovery", "starts_on": "2027-02-17"})
    page = coach.post(f"{url}days/", {**holiday, "reason": "leert de inventaris"}, follow=True).content.decode()
    assert "leert de inventaris" in page
    assert "zeg eerst wie van de school dan bereikbaar is" in page
    contact = {"name": "Wie", "phone": "0470 12 34 56", "starts_on": "2027-02-08", "ends_on": "2027-02-14"}
    coach.post(f"/agreements/{agreement.pk}/school-contacts/", contact)
    page = coach.get(url).content.decode()
    assert "Deze uren passen bij de regels." in page
    day = agreement.schedule.days.get(day=date(2027, 2, 10))
    assert coach.post(f"/schedule-days/{day.pk}/forget/").status_code == 302
    assert agreement.schedule.days.count() == 1


def test_what_is_signed_is_read_and_not_written(market):
    agreement, hr = in_signing(market), client_of(market.hr_member)
    page = hr.get(f"/placements/{agreement.placement_id}/hours/", follow=True).content.decode()
    assert "Bewaar de week" not in page
    assert hr.post(f"/agreements/{agreement.pk}/schedule/week/", WEEK).status_code == 409


def test_an_observation_has_none(market):
    agreement, hr = draft(market, form="OBSERVE"), client_of(market.hr_member)
    assert "heeft geen uurrooster" in hr.get(f"/agreements/{agreement.pk}/schedule/").content.decode()
