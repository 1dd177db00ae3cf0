"""What student and mentor find on their home while a placement runs, and how an evaluation reads."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from marketplace.actor import Role
from placements.actions.evaluation import plan_evaluations
from placements.models import Placement
from schools.models import Competence
from tests.factories.accounts import MembershipFactory
from tests.factories.agreements import in_signing, make_ready
from tests.factories.offers import make_market
from tests.journeys.person import Person
from tests.placements.views.test_schedule_page import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-11-23 09:00 +0100", tick=False) as moved:
        yield moved


@pytest.fixture
def market():
    return make_market()


@pytest.fixture
def placement(market, clock):
    """It runs since Monday 11 January 2027; now it is the Thursday of that week."""
    row = in_signing(market).placement
    Placement.objects.filter(pk=row.pk).update(status="running")
    row.refresh_from_db()
    plan_evaluations(placement=row)
    clock.move_to("2027-01-14 09:00 +0100")
    return row


@pytest.fixture
def student(market, placement):
    member = MembershipFactory(organisation=market.school.organisation, role=Role.STUDENT)
    placement.student.user = member.user
    placement.student.save()
    return client_of(member)


@pytest.fixture
def mentor(market, placement):
    member = MembershipFactory(organisation=market.company.organisation, role=Role.MENTOR, may_sign=False)
    named = placement.mentors.get().mentor
    named.user = member.user
    named.save()
    return client_of(member)


def home(client):
    return client.get(reverse("dashboard")).text


def test_a_student_is_asked_for_the_week_from_thursday_until_it_is_told(student, placement, clock):
    asked = "Week van 11 januari bij "
    assert asked in home(student)
    clock.move_to("2027-01-20 09:00 +0100")
    assert asked in home(student)
    placement.week_notes.create(monday_on=date(2027, 1, 11), text="Rekken", written_at=timezone.now())
    assert asked not in home(student)
    clock.move_to("2027-02-11 09:00 +0100")  # the holiday of carnival
    assert "Week van" not in home(student)


def test_the_week_that_is_asked_stands_in_the_form(student, placement, clock):
    """From Monday to Wednesday that is last week."""
    clock.move_to("2027-01-20 09:00 +0100")
    page = reverse("follow-up", args=[placement.pk])
    assert f"{page}?week=2027-W02" in home(student)
    assert day_of_week_form(student.get(f"{page}?week=2027-W02")) == date(2027, 1, 11)


NO_WEEKS = ("", "2027-W09", "2026-W53", "2027-W54", "0000-W01", "9999-W52", "gisteren", "2027-W02-1")


@pytest.mark.parametrize("week", NO_WEEKS)
def test_a_week_that_cannot_be_told_is_not_filled_in(student, placement, week):
    """In the future, before the first day, or no week at all."""
    page = student.get(reverse("follow-up", args=[placement.pk]), {"week": week})
    assert day_of_week_form(page) == date(2027, 1, 14)


def day_of_week_form(page):
    return page.context["week_form"]["day"].initial


def test_a_mentor_confirms_the_week_that_was_read(mentor, student, placement, clock):
    """The student told it better after the mentor's page was opened."""
    page, told = reverse("follow-up", args=[placement.pk]), reverse("week-note-write", args=[placement.pk])
    student.post(told, {"day": "2027-01-14", "text": "Rekken"})
    person = Person()
    person.window.client = mentor
    person.open(page)
    clock.move_to("2027-01-14 09:05 +0100")
    student.post(told, {"day": "2027-01-14", "text": "Kassa en rekken"})
    person.press("Zo was het")
    person.sees("De leerling veranderde deze week ondertussen. Lees ze opnieuw en bevestig dan.")
    assert placement.week_notes.get().confirmed_at is None
    person.open(page)
    person.press("Zo was het")
    assert placement.week_notes.get().confirmed_at is not None


def test_no_link_leads_student_or_mentor_to_a_closed_door(student, mentor, placement):
    agreement = reverse("agreement-detail", args=[placement.agreements.get().pk])
    for client in (student, mentor):
        person = Person()
        person.window.client = client
        pages = [reverse(name, args=[placement.pk]) for name in ("placement-detail", "follow-up")]
        found = [person.open(page) for page in [*pages, agreement]]
        assert {page.status for page in found} == {200}
        links = {href for page in found for _words, href in page.links}
        doors = [href for href in links if href.startswith(("/placements/", "/agreements/", "/evaluations/"))]
        assert len(doors) > len(pages)
        assert [href for href in doors if person.open(href).status in {403, 404}] == []


def test_student_and_mentor_are_asked_for_scores_until_they_gave_them(student, mentor, placement):
    talks = placement.evaluations.order_by("planned_on")[:3]  # the third opens a fortnight ahead: not yet
    asked = [reverse("evaluation-detail", args=[row.pk]) for row in talks]
    for client in (student, mentor):
        assert [address in home(client) for address in asked] == [True, True, False]
        client.post(asked[0], {f"score_{Competence.objects.get().pk}": "2"})
        assert [address in home(client) for address in asked] == [False, True, False]


def test_weeks_that_wait_are_one_line_a_student(mentor, placement):
    for monday in (date(2027, 1, 4), date(2027, 1, 11)):
        placement.week_notes.create(monday_on=monday, text="Rekken", written_at=timezone.now())
    assert home(mentor).count(f"Lees wat {placement.student} leerde") == 1


def test_own_scores_come_first_and_an_empty_table_stays_away(mentor, placement):
    address = reverse("evaluation-detail", args=[placement.evaluations.get(moment="intake").pk])
    text = mentor.get(address).text
    assert "Nog niemand gaf een score." in text
    assert "Wat elk van de drie ziet" not in text
    mentor.post(address, {f"score_{Competence.objects.get().pk}": "2"})
    text = mentor.get(address).text
    assert text.index("Wat zie jij?") < text.index("Wat elk van de drie ziet")


def test_what_others_scored_shows_once_own_scores_are_given(student, mentor, placement):
    address = reverse("evaluation-detail", args=[placement.evaluations.get(moment="intake").pk])
    given = {f"score_{Competence.objects.get().pk}": "2"}
    mentor.post(address, given)
    text = student.get(address).text
    assert "Bewaar eerst je eigen scores." in text
    assert "Wat elk van de drie ziet" not in text
    assert "(niet verplicht)" not in text
    student.post(address, given)
    assert "Wat elk van de drie ziet" in student.get(address).text


def test_a_week_is_told_where_the_programme_has_no_list(student, placement):
    placement.agreements.get().plan.lines.all().delete()
    Competence.objects.all().delete()
    page = reverse("follow-up", args=[placement.pk])
    assert "Wat oefende je?" not in student.get(page).text
    told = {"day": "2027-01-14", "text": "Rekken aangevuld"}
    assert student.post(reverse("week-note-write", args=[placement.pk]), told).status_code == 302
    assert placement.week_notes.get().text == "Rekken aangevuld"


def test_only_hr_is_asked_to_look_for_a_newer_allowance(student, placement, market):
    page = reverse("placement-detail", args=[placement.pk])
    assert "voor je betaalt" in client_of(market.hr_member).get(page).text
    text = student.get(page).text
    assert "voor je betaalt" not in text
    assert "De onderneming kijkt na of er een nieuw bedrag is." in text


def test_what_was_in_order_before_the_start_is_folded_and_what_is_open_is_not(student, placement):
    make_ready(placement)
    page, folded = reverse("placement-detail", args=[placement.pk]), "Alles is in orde: toon de lijst"
    assert folded not in student.get(page).text
    placement.checks.filter(done_on=None).update(done_on=date(2027, 1, 4))
    assert folded in student.get(page).text


def test_of_a_placement_that_is_over_nothing_is_not_ready(student, placement):
    make_ready(placement)
    over = {"ended_on": date(2027, 1, 13), "end_reason": "MUTUAL"}
    for status in ("ended", "ended_early"):
        Placement.objects.update(status=status, **over)
        assert "stuur de leerling nog niet" not in student.get(reverse("placement-detail", args=[placement.pk])).text


def test_a_school_with_a_system_of_its_own_has_no_absences_here(market, placement):
    school, page = client_of(market.coordinator_member), reverse("follow-up", args=[placement.pk])
    readers = [client_of(member) for member in (market.hr_member, market.coach_member)]
    assert ["Afwezigheden" in reader.get(page).text for reader in readers] == [True, True]
    assert school.post(reverse("school-absences"), {"keeps_absences": ""}).status_code == 302
    assert "in haar eigen systeem" in school.get(reverse("school-own")).text
    assert ["Afwezigheden" in reader.get(page).text for reader in readers] == [False, False]
