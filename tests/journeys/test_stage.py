"""A STAGE of an adult student over HTTP: activities and half days, no gauge, nobody else who says yes."""

import pytest

from tests.journeys.beginnings import STAGE, class_list, student
from tests.journeys.players import Guest
from tests.journeys.post import run_timetable

pytestmark = pytest.mark.django_db


def test_a_stage_of_an_adult(company, school, clock):
    hr, coordinator, coach = company.hr, school.coordinator, school.coach
    hr.publish("Logistiek", places=1, days=(1, 2, 3, 4, 5))
    hr.sees("gepubliceerd")
    coordinator.upload(class_list(student("Adil", "Volwassen", "01/02/2008", STAGE, klas="6LOG", leerjaar="6")))
    coordinator.ask("Adil Volwassen", starts_on="2027-02-01", ends_on="2027-02-12", weekdays=[1, 2, 3, 4, 5])
    coordinator.offer("Adil Volwassen", "Demo Kraan", told_on="2026-11-23")
    placement = hr.say_yes(company.mentor)
    hr.sees("Adil Volwassen", "stage")
    coach.send_links(placement)
    adil = Guest("adil@demo.example")
    adil.say_yes()

    agreement = coach.draft_agreement(placement)
    hr.open(f"{agreement}plan/")
    hr.sees("rekken aanvullen".capitalize())
    hr.misses("doel 60 %")
    hr.press("Bewaar het plan", activities="Rekken aanvullen\nBestellingen klaarzetten", half_days="20")
    coach.check_data(agreement)
    hr.check_data(agreement)
    adil.sign()
    school.director.sign(agreement)
    hr.sign(agreement)
    hr.open(placement)
    hr.sees("getekend")
    hr.tick(placement, "risicoanalyse", done_on="2026-11-23", document_on="2026-10-01")
    hr.tick(placement, "gezondheidsbeoordeling", done_on="2026-11-23", outcome="not_needed")
    clock("2027-02-01 08:00 +0100")
    run_timetable()
    coach.open(placement)
    coach.sees("loopt")
    clock("2027-02-15 08:00 +0100")
    run_timetable()
    coach.open(placement)
    coach.sees("afgerond")
