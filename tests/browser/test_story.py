"""The main story in a real browser: HR on a phone, the coordinator at a desk, the family by link on a phone."""

from datetime import timedelta

import pytest
from django.utils import timezone

from marketplace.actor import Role
from tests.browser.newcomers import begin
from tests.journeys.post import code_for, link_for

pytestmark = pytest.mark.browser
PHONE, DESK = 390, 1280


@pytest.fixture(scope="module")
def newcomers(told):
    return begin(8, "Demo Kade", "Demo Kaaischool", "Luz Kaaiman")


def press(page, words):
    page.get_by_role("button", name=words).first.click()


def test_from_places_to_signatures(visit, newcomers, shoot):
    company, school = newcomers.company, newcomers.school
    hr, coordinator, coach = (
        visit(company.hr.email, PHONE),
        visit(school.coordinator.email, DESK),
        visit(school.coach.email, DESK),
    )
    publish(hr, shoot)
    offer(coordinator, shoot)
    hr.goto("/dashboard/")
    shoot(hr, "story-hr-waiting")
    hr.goto("/offers/")
    hr.get_by_role("link", name="Logistiek duaal").first.click()
    assert "Kaaiman" not in hr.content()
    shoot(hr, "story-hr-need")
    hr.locator("#yes_mentor").select_option(label=company.mentor)
    press(hr, "Zeg ja zonder gesprek")
    assert "Luz Kaaiman" in hr.content()
    placement = hr.url

    coach.goto(placement)
    press(coach, "Maak persoonlijke links")
    for email in newcomers.family:
        guest = visit(width=PHONE)
        open_link(guest, email)
        shoot(guest, f"story-yes-{email.split('@')[0]}")
        press(guest, "Ja, ik ga akkoord")
    coach.goto(placement)
    press(coach, "Maak de overeenkomst")
    agreement = coach.url
    for person in (coach, hr):
        person.goto(agreement)
        press(person, "De gegevens kloppen")
    hr.goto(f"{agreement}plan/")
    shoot(hr, "story-plan-phone")
    for email in newcomers.family:
        sign_by_link(visit(width=PHONE), email, shoot)
    for person in (hr, visit(school.director.email)):
        person.goto(f"{agreement}sign/")
        press(person, "Teken als")
    coach.goto(agreement)
    shoot(coach, "story-sealed")
    assert "door iedereen getekend" in coach.content()


def publish(hr, shoot):
    """The question pages on a phone."""
    hr.goto("/capacity/new/")
    press(hr, "Ga verder")
    hr.get_by_label("Zoek een opleiding op naam").fill("Logistiek duaal")
    press(hr, "Zoek")
    hr.get_by_label("Meewerken: de opleiding").check()
    hr.get_by_label("Logistiek duaal", exact=True).check()
    press(hr, "Bewaar en ga verder")
    for day in ("woensdag", "donderdag", "vrijdag"):
        hr.get_by_label(day, exact=True).check()
    shoot(hr, "story-publish-period")
    for _page in range(4):
        press(hr, "Bewaar en ga verder")
    hr.get_by_role("link", name="Vul de erkenning in").click()
    hr.get_by_label("Referentie van de erkenning").fill("ERK-8")
    hr.get_by_label("Geldig vanaf").fill(f"{timezone.localdate() - timedelta(days=300)}")
    hr.get_by_label("Geldig tot en met").fill(f"{timezone.localdate() + timedelta(days=1_000)}")
    press(hr, "Bewaar de erkenning")
    shoot(hr, "story-publish-summary")
    press(hr, "Publiceer deze plaatsen")


def offer(coordinator, shoot):
    """Choose among matches at a desk."""
    coordinator.goto("/dashboard/")
    shoot(coordinator, "story-coordinator-waiting")
    coordinator.get_by_role("link", name="Zoek een plaats").first.click()
    shoot(coordinator, "story-matches")
    coordinator.get_by_label("Kies Demo Kade").check()
    press(coordinator, "Bied aan bij de gekozen plaatsen")
    press(coordinator, "Verstuur dit aanbod")


def open_link(guest, email):
    """With the code from the second mail."""
    guest.goto(link_for(email, "/link/"))
    press(guest, "Stuur een code")
    guest.get_by_label("Je code").fill(code_for(email))
    press(guest, "Open de link")


def sign_by_link(guest, email, shoot):
    open_link(guest, email)
    if guest.get_by_label("Nee", exact=True).count():
        guest.get_by_label("Nee", exact=True).check()
        press(guest, "Bewaar mijn antwoord")
    shoot(guest, f"story-sign-{email.split('@')[0]}")
    press(guest, "Ik teken")
    assert "Je moet hier niets meer tekenen" in guest.content()


def test_without_javascript(visit, told, shoot):
    """Looking for a place, logging in and offering places need no script."""
    hr = next(row for row in told["accounts"] if row["role"] == Role.HR and not row["ended"])
    page = visit(width=PHONE, java_script_enabled=False)
    page.goto("/places/")
    assert page.locator("tbody tr").count() > 10
    page.goto("/accounts/login/")
    page.get_by_label("E-mail").fill(hr["email"])
    page.get_by_label("Wachtwoord", exact=True).fill(hr["password"])
    page.get_by_role("button", name="Aanmelden").click()
    assert "Wacht op jou" in page.content()
    page.locator("summary", has_text="Menu").first.click()
    page.get_by_role("link", name="Mijn plaatsen").first.click()
    shoot(page, "no-script-places")
    assert "Mijn plaatsen" in page.title()


def test_by_keyboard(visit, told):
    """Log in with keys alone; each stop on the way can be seen."""
    hr = next(row for row in told["accounts"] if row["role"] == Role.HR and not row["ended"])
    page = visit()
    page.goto("/accounts/login/")
    tab_to(page, "input[name=login]")
    page.keyboard.type(hr["email"])
    tab_to(page, "input[name=password]")
    page.keyboard.type(hr["password"])
    page.keyboard.press("Enter")
    page.wait_for_url("**/dashboard/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def tab_to(page, selector, most=30):
    """Press Tab until this has the focus, which shows."""
    for _stop in range(most):
        page.keyboard.press("Tab")
        shown = page.evaluate("getComputedStyle(document.activeElement).outlineStyle !== 'none'")
        assert shown, page.evaluate("document.activeElement.outerHTML")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} cannot be reached with Tab")
