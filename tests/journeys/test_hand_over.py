"""A stage that stops early, over HTTP and in Chromium: both are heard, it closes, another company takes over."""

import pytest

from tests.journeys.beginnings import begin_company
from tests.journeys.chromium import in_both_windows
from tests.journeys.test_mentor_leaves import started

pytestmark = [pytest.mark.django_db, in_both_windows]


def test_an_early_end_leads_to_a_new_company(company, school, officer, clock):
    hr, coach, coordinator = company.hr, school.coach, school.coordinator
    placement = started(company, school, clock)
    clock("2027-03-03 09:00 +0100")
    coach.open(placement)
    coach.press(
        "Stop vroeger", reason="MUTUAL", last_on="2027-03-02", next_step="Zoekt een ander magazijn",
        next_person="Toon Traject1",
    )  # fmt: skip
    coach.follow("Vroeger gestopt: wat nu?")
    coach.press("Sluit het dossier", work_hours="56")
    coach.sees("Schrijf eerst in een zin op wat de leerling zegt.")

    hr.open("/dashboard/")
    hr.follow("Zeg je woord")
    hr.press("Bewaar dit woord", text="Er was te weinig werk.")
    coach.open(f"{placement}hand-over/")
    coach.sees("Er was te weinig werk.")
    coach.press("Bewaar dit woord", text="Adil wil graag verder.")
    coach.press("Sluit het dossier", work_hours="56")
    coach.sees("dossier gesloten", "56")

    other = begin_company(officer, "Demo Dok", index=2)
    other.hr.publish("Logistiek", places=1, days=(1, 2, 3, 4, 5))
    coordinator.offer("Adil Volwassen", "Demo Dok", told_on="2027-03-03")
    again = other.hr.say_yes(other.mentor)
    coordinator.open(again)
    coordinator.sees("Adil Volwassen", "Demo Dok")
