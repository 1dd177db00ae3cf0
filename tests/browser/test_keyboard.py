"""The six main journeys with keys alone: every stop on the way can be seen, and everything can be reached with Tab."""

import pytest
from django.utils import timezone

from marketplace.actor import Role
from tests.browser.test_pages import account
from tests.journeys.beginnings import begin_company, begin_school, class_list, student
from tests.journeys.players import Administrator, Guest, LabelOfficer
from tests.journeys.post import link_for

pytestmark = pytest.mark.browser
MOST_STOPS = 200
SHOWN = "getComputedStyle(document.activeElement).outlineStyle !== 'none'"
THIS_YEAR = timezone.localdate().year
FIRST, LAST = f"0101{THIS_YEAR - 1}", f"1212{THIS_YEAR + 3}"  # the same with the month or the day in front


@pytest.fixture(scope="module")
def beginnings(told):
    """A company without places, and a school with two students."""
    administrator = Administrator("beheer@toets.example", "Bea Beheer").install("Demo Stad D")
    administrator.invite("label@toets.example", Role.LABEL_OFFICER)
    officer = LabelOfficer("label@toets.example", "Lou Label").accept_invitation()
    company = begin_company(officer, "Demo Dok", 9)
    school = begin_school(administrator, "Demo Dokschool", 9)
    born_on = f"01/01/{THIS_YEAR - 20}"
    rows = [student(first, "Dokman", born_on, trajectbegeleider="Toon Traject9") for first in ("Ada", "Ben")]
    school.coordinator.upload(class_list(*rows))
    school.coordinator.set_school_days("5LOG", (1, 2))
    return company, school


class Keys:
    """Somebody without a mouse."""

    def __init__(self, page):
        self.page = page

    def to(self, target):
        """Press Tab until this has the focus, which shows at every stop."""
        for _stop in range(MOST_STOPS):
            self.page.keyboard.press("Tab")
            assert self.page.evaluate(SHOWN), self.page.evaluate("document.activeElement.outerHTML")
            if target.evaluate("element => element === document.activeElement"):
                return
        raise AssertionError(f"{target} cannot be reached with Tab")

    def press(self, words, role="button"):
        self.to(self.page.get_by_role(role, name=words).first)
        before = self.page.evaluate("performance.timeOrigin")
        self.page.keyboard.press("Enter")
        self.page.wait_for_function("before => performance.timeOrigin !== before", arg=before)
        self.page.wait_for_load_state()

    def follow(self, words):
        self.press(words, "link")

    def tick(self, label, *, exact=True):
        box = self.page.get_by_label(label, exact=exact).first
        self.to(box)
        self.page.keyboard.press("Space")
        return box

    def type(self, label, text):
        self.to(self.page.get_by_label(label).first)
        self.page.keyboard.type(text)


def test_publish_ask_answer_and_sign(visit, beginnings):
    company, school = beginnings
    hr, coordinator = Keys(visit(company.hr.email)), Keys(visit(school.coordinator.email))
    publish(hr)
    ask(coordinator)
    school.coordinator.offer("Ada Dokman", company.name, f"{timezone.localdate()}")
    placement = answer(hr, company.mentor)
    school.coach.send_links(placement)
    Guest("ada@demo.example", "Ada Dokman").say_yes()
    agreement = school.coach.draft_agreement(placement)
    for person in (school.coach, company.hr):
        person.check_data(agreement)
    sign(Keys(visit(width=390)))


def publish(hr):
    """The question pages."""
    hr.page.goto("/dashboard/")
    hr.follow("Bied plaatsen aan")
    hr.press("Ga verder")
    hr.type("Zoek een opleiding op naam", "Logistiek duaal")
    hr.press("Zoek")
    assert hr.tick("Meewerken", exact=False).is_checked()
    hr.tick("Logistiek duaal")
    hr.press("Bewaar en ga verder")
    for day in ("woensdag", "donderdag", "vrijdag"):
        hr.tick(day)
    for _page in range(4):
        hr.press("Bewaar en ga verder")
    hr.follow("Vul de erkenning in")
    hr.type("Referentie van de erkenning", "ERK-9")
    hr.type("Geldig vanaf", FIRST)
    hr.type("Geldig tot en met", LAST)
    hr.press("Bewaar de erkenning")
    hr.press("Publiceer deze plaatsen")
    assert "gepubliceerd" in hr.page.content()


def ask(coordinator):
    """Two ticked students, one form."""
    coordinator.page.goto("/dashboard/")
    coordinator.follow("Leerlingen")
    for name in ("Ada Dokman", "Ben Dokman"):
        assert coordinator.tick(f"Kies {name}").is_checked()
    coordinator.press("Vraag een plaats voor de gekozen leerlingen")
    coordinator.press("Dien deze aanvragen in")
    coordinator.page.goto("/requests/")
    assert coordinator.page.locator("tbody tr").count() == 2


def answer(hr, mentor):
    """Yes with a mentor; the page of the placement."""
    hr.page.goto("/dashboard/")
    hr.follow("Antwoord")
    hr.to(hr.page.locator("#yes_mentor"))
    hr.page.keyboard.type(mentor)
    hr.press("Zeg ja zonder gesprek")
    assert "Ada Dokman" in hr.page.content()
    assert mentor in hr.page.content()
    return hr.page.url.removeprefix(hr.page.evaluate("location.origin"))


def sign(guest):
    """By personal link, on a phone with a keyboard."""
    guest.page.goto(link_for("ada@demo.example", "/link/"))
    if not guest.page.get_by_role("button", name="Ik teken").count():
        guest.page.goto(f"{guest.page.url}agreement/")
    guest.press("Ik teken")
    assert "Je moet hier niets meer tekenen" in guest.page.content()


def test_review_the_matches_of_a_round(visit, told):
    """Drop one with a reason, and publish one of the others."""
    coordinator = Keys(visit(account(told, Role.COORDINATOR, 1)))
    coordinator.page.goto("/dashboard/")
    coordinator.follow("Kijk na")
    found = coordinator.page.locator("input[name=matches]").count()
    assert found > 2
    coordinator.follow("Schrap deze match")
    coordinator.to(coordinator.page.get_by_role("radio").first)
    coordinator.page.keyboard.press("Space")
    coordinator.press("Schrap deze match")
    for _match in range(found - 2):
        coordinator.to(coordinator.page.locator("input[name=matches]:checked").first)
        coordinator.page.keyboard.press("Space")
    coordinator.press("Publiceer de aangevinkte matches")
    assert "Nu kan je de aanbiedingen sturen" in coordinator.page.content()
