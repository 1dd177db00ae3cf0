"""The main jobs with keys alone: every stop on the way can be seen, and everything can be reached with Tab."""

from datetime import timedelta

import pytest
from django.utils import timezone

from marketplace.actor import Role
from tests.browser.keys import Keys
from tests.browser.newcomers import begin
from tests.browser.test_pages import account
from tests.journeys.post import code_for, link_for

pytestmark = pytest.mark.browser
DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def newcomers(told):
    return begin(9, "Demo Sluis", "Demo Sluisschool", "Lena Sluis")


def test_from_places_to_signatures(visit, newcomers):
    """Six jobs: offer places, offer a student, say yes as a company, say yes at home, make the agreement, sign."""
    hr = Keys(visit(newcomers.company.hr.email))
    coordinator, coach = Keys(visit(newcomers.school.coordinator.email)), Keys(visit(newcomers.school.coach.email))
    publish_places(hr)
    offer_student(coordinator)
    placement = say_yes(hr, newcomers.company.mentor)
    coach.open(placement).press("Maak persoonlijke links")
    for email in newcomers.family:
        answer_at_home(Keys(visit()), email)
    agreement = make_agreement(coach, hr, placement)
    for email in newcomers.family:
        sign_at_home(Keys(visit()), email)
    for person in (hr, Keys(visit(newcomers.school.director.email))):
        person.open(f"{agreement}sign/").press("Teken als")
    coach.open(agreement).sees("door iedereen getekend")


def publish_places(hr):
    """The question pages, one by one."""
    today = timezone.localdate()
    hr.open("/capacity/")
    hr.follow("Bied plaatsen aan")
    hr.press("Ga verder")
    hr.type("Zoek een opleiding op naam", "Logistiek duaal")
    hr.press("Zoek")
    hr.tick("Logistiek duaal")
    hr.press("Bewaar en ga verder")
    for day in ("woensdag", "donderdag", "vrijdag"):
        hr.tick(day)
    for _page in range(4):
        hr.press("Bewaar en ga verder")
    hr.follow("Vul de erkenning in")
    hr.type("Referentie van de erkenning", "ERK-9")
    hr.fill_day("Geldig vanaf", today - 300 * DAY)
    hr.fill_day("Geldig tot en met", today + 1_000 * DAY)
    hr.press("Bewaar de erkenning")
    hr.press("Publiceer deze plaatsen")
    hr.sees("gepubliceerd")


def offer_student(coordinator):
    coordinator.open("/dashboard/").follow("Zoek een plaats")
    coordinator.tick(coordinator.page.get_by_label("Kies Demo Sluis").first)
    coordinator.press("Bied aan bij de gekozen plaatsen")
    coordinator.press("Verstuur dit aanbod")


def say_yes(hr, mentor):
    """The address of the placement."""
    hr.open("/offers/").follow("Logistiek duaal")
    hr.choose(hr.page.locator("#yes_mentor"), mentor)
    hr.press("Zeg ja zonder gesprek")
    hr.sees("Lena Sluis")
    return hr.page.url


def open_link(guest, email):
    """With the code from the second mail."""
    guest.open(link_for(email, "/link/")).press("Stuur een code")
    guest.type("Je code", code_for(email))
    guest.press("Open de link")


def answer_at_home(guest, email):
    open_link(guest, email)
    guest.press("Ja, ik ga akkoord")


def make_agreement(coach, hr, placement):
    """Drafted, and its data ticked on both sides; its address."""
    coach.open(placement).press("Maak de overeenkomst")
    agreement = coach.page.url
    for person in (coach, hr):
        person.open(agreement).press("De gegevens kloppen")
    return agreement


def sign_at_home(guest, email):
    open_link(guest, email)
    if guest.page.get_by_label("Nee", exact=True).count():
        guest.pick("Nee")
        guest.press("Bewaar mijn antwoord")
    guest.press("Ik teken")
    guest.sees("Je moet hier niets meer tekenen")


def test_review_the_matches_of_a_round(visit, told):
    """Drop one with a reason, and publish one of the others."""
    coordinator = Keys(visit(account(told, Role.COORDINATOR, 1)))
    coordinator.open("/dashboard/").follow("Kijk na")
    found = coordinator.page.locator("input[name=matches]").count()
    assert found > 2
    coordinator.enter(coordinator.page.get_by_role("button", name="Schrap deze match").first)
    coordinator.to(coordinator.page.get_by_role("radio").first)
    coordinator.key("Space")
    coordinator.press("Schrap deze match")
    for _match in range(found - 2):
        coordinator.to(coordinator.page.locator("input[name=matches]:checked").first)
        coordinator.key("Space")
    coordinator.enter(coordinator.page.get_by_role("button", name="Publiceer de aangevinkte matches").last)
    coordinator.sees("Nu kan je de aanbiedingen sturen")
