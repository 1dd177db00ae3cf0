"""An auditor's visit on a phone: filled in without signal, sent later, a difference chosen, and nothing left behind."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import now

from labels.actions import moderation
from labels.models import AssessedAnswer, Finding, Note, Scheme, Settlement
from tests.browser.test_pages import look
from tests.factories.audits import make_audit
from tests.factories.label_files import InterviewFactory, NoteFactory, VisitFactory

pytestmark = pytest.mark.browser
PHONE, DESK = 390, 1280
DAY = timedelta(days=1)
LEFT = "async () => [...Object.keys(localStorage), ...await caches.keys()]"
GONE = "async () => localStorage.length + (await caches.keys()).length === 0"
KEPT = "async () => (await caches.keys()).length > 0"
READY = "Klaar voor zonder bereik. Er wacht niets"
HOLD = """const begin = navigator.serviceWorker.register.bind(navigator.serviceWorker);
navigator.serviceWorker.register = async (...all) => {
  await new Promise((go) => { window.letGo = go; });
  return begin(...all);
};"""


@pytest.fixture
def audit(told):
    return make_audit(auditors=1, scheme=Scheme.objects.filter(holder="company", status="published").latest("number"))


@pytest.fixture
def path(audit):
    return reverse("place-checklist", args=[audit.application.sites.get().pk])


def without_signal(page):
    """What a browser says itself of a network that is away is no fault of the page."""
    page.heard[:] = [line for line in page.heard if not re.search(r"ERR_INTERNET|Failed to (load|fetch)", line)]


def choose(page, answer, words, reason=""):
    sheet = page.locator(f"#answer-{answer.pk}")
    sheet.get_by_label(words, exact=True).check()
    if reason:
        sheet.get_by_label("Waarom?").fill(reason)
    return sheet


def waits(page, number):
    page.get_by_text(f"nog niet verstuurd: {number}").wait_for()


def stored(answer):
    return AssessedAnswer.objects.filter(answer=answer).values_list("score", "reason").first()


def test_a_visit_without_signal(visit, audit, path, shoot):
    first, second, third = audit.answers[:3]
    page = visit(audit.auditors[0].user.email, PHONE)
    page.goto(path)
    page.get_by_text(READY).wait_for()
    shoot(page, "checklist-ready")
    wrong = look(page, path)

    page.context.set_offline(True)
    page.reload()
    assert "Checklist" in page.title()
    sheet = choose(page, first, "begonnen", "De fiche hangt er niet.")
    sheet.get_by_text("Nota of vaststelling").click()
    sheet.locator("[name^=note_]").fill("Toegang langs de poort.")
    sheet.locator("[name^=grade_]").select_option("minor")
    sheet.locator("[name^=finding_]").fill("Hang de werkpostfiche uit.")
    choose(page, second, "in orde")
    waits(page, 2)
    page.evaluate("window.scrollTo(0, 0)")
    shoot(page, "checklist-offline")
    wrong += look(page, f"{path} offline")
    page.reload()
    waits(page, 2)
    choose(page, third, "voorbeeldig", "Twee mentoren per ploeg.")
    page.get_by_role("button", name="Verstuur en wis").click()
    page.get_by_text("Geen bereik. Je antwoorden blijven").wait_for()
    assert not AssessedAnswer.objects.filter(assessment__application=audit.application).exists()

    desk = visit(audit.auditors[0].user.email, DESK)
    desk.goto(reverse("application-audit", args=[audit.application.pk]))
    choose(desk, first, "in orde", "Gezien op foto.")
    desk.get_by_role("button", name="Bewaar je oordeel").click()
    assert stored(first) == (2, "Gezien op foto.")

    without_signal(page)
    page.context.set_offline(False)
    page.get_by_text("Dit is ergens anders veranderd").wait_for()
    shoot(page, "checklist-differs")
    wrong += look(page, f"{path} differs")
    assert stored(first) == (2, "Gezien op foto.")
    assert (stored(second), stored(third)) == ((2, ""), (3, "Twee mentoren per ploeg."))
    page.get_by_role("button", name="Hou mijn antwoord").click()
    page.get_by_text("Er wacht niets op deze telefoon").wait_for()
    assert stored(first) == (1, "De fiche hangt er niet.")
    assert (Note.objects.filter(answer=first).count(), Finding.objects.filter(answer=first).count()) == (1, 1)

    page.get_by_role("button", name="Verstuur en wis").click()
    page.get_by_text("van deze telefoon gewist").wait_for()
    assert page.evaluate(LEFT) == []
    shoot(page, "checklist-wiped")
    without_signal(page)
    assert not wrong


def test_ready_is_said_when_it_is_true_and_not_before(visit, audit, path):
    page = visit(audit.auditors[0].user.email, PHONE)
    page.add_init_script(HOLD)
    page.goto(path)
    page.get_by_text("Nog niet klaar voor zonder bereik").wait_for()
    page.wait_for_function("() => window.letGo")
    assert not page.get_by_text(READY).is_visible()
    page.evaluate("window.letGo()")
    page.get_by_text(READY).wait_for()
    assert page.evaluate(KEPT)


def test_who_logs_out_leaves_nothing_on_the_phone(visit, audit, path):
    page = visit(audit.auditors[0].user.email, PHONE)
    page.goto(path)
    page.get_by_text(READY).wait_for()
    page.context.set_offline(True)
    choose(page, audit.answers[0], "in orde")
    waits(page, 1)
    page.context.set_offline(False)
    page.wait_for_function("() => Object.keys(localStorage).length === 0")
    page.wait_for_function(KEPT)
    page.goto("/dashboard/")
    assert page.evaluate(LEFT) != []
    page.goto("/accounts/logout/")
    page.locator("main button").first.click()
    page.wait_for_function(GONE)
    without_signal(page)


def test_without_a_script(visit, audit, path, shoot):
    page = visit(audit.auditors[0].user.email, PHONE, java_script_enabled=False)
    page.goto(path)
    choose(page, audit.answers[0], "in orde", "Zonder script.")
    page.get_by_role("button", name="Verstuur", exact=True).click()
    assert "Verstuurd en bewaard" in page.content()
    assert stored(audit.answers[0]) == (2, "Zonder script.")
    shoot(page, "checklist-no-script")


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_pages_of_an_audit(visit, told, shoot, width):
    """Two auditors who differ, a visit that is planned, notes, and what waits: accessible and narrow enough."""
    audit = make_audit()
    audit.hand_in(0, 2, 1, 2, 3, reason="De plannen liggen in de kast, twee zijn niet getekend.")
    audit.hand_in(1, 2, 2, 2, 3, reason="In orde volgens de mentor.")
    row, place = Settlement.objects.get(answer__application=audit.application), audit.application.sites.get()
    moderation.propose(settlement=row, judgement="scored", score=2, reason="Intussen getekend.", by=audit.actor())
    planned = VisitFactory(application=audit.application, place=place, starts_at=now() + DAY, ends_at=now() + 2 * DAY)
    planned.visitors.set(audit.application.assignments.all())
    InterviewFactory(application=audit.application)
    NoteFactory(application=audit.application, written_by=audit.auditors[1].user)
    page, wrong = visit(audit.auditors[1].user.email, width), []
    names = ("moderation", "visits", "visits/new", "interviews/new", "notes", "judge")
    paths = ["/dashboard/", f"/labels/visits/{planned.pk}/"]
    for path in [*paths, *(f"/labels/files/{audit.application.pk}/{name}/" for name in names)]:
        assert page.goto(path).ok, path
        shoot(page, f"audit-{width}-{path.strip('/').replace('/', '-')}")
        wrong += look(page, path)
    assert not wrong
