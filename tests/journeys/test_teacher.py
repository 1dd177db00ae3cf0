"""A teacher who learns at a company, over HTTP: a letter of arrangement with goals, two signatures, no contract."""

import pytest

from tests.journeys.players import Guest
from tests.journeys.post import run_timetable

pytestmark = pytest.mark.django_db
TEACHER = {"number": "L-7", "first_name": "Lena", "last_name": "Leraar", "born_on": "1988-03-04", "study_year": "1"}
OF_STUDENTS = (" de leerling", "De leerling", ">de leerling", "deze leerling")
PERIOD = {"starts_on": "2027-02-01", "ends_on": "2027-02-05", "weekdays": [1, 2, 3, 4, 5]}


def a_teacher_starts(company, school, clock):
    """From the company's places to the first day; the address of the placement."""
    hr, coordinator, coach = company.hr, school.coordinator, school.coach
    hr.publish("Logistiek duaal", kinds=["TEACHER"], places=1, days=(1, 2, 3, 4, 5))
    hr.sees("gepubliceerd")
    coordinator.open("/students/add/")
    facts = TEACHER | {"programme": coordinator.page.form_with("Voeg de leerling toe")[0].choices["programme"]}
    facts["programme"] = next(key for key, words in facts["programme"].items() if "Logistiek duaal" in words)
    coordinator.press(
        "Voeg de leerling toe", **facts, coach=school.coach.name, postcode="2060", email="lena@demo.example",
        is_teacher=True,
    )  # fmt: skip
    coordinator.ask("Lena Leraar", **PERIOD)
    coordinator.offer("Lena Leraar", "Demo Kraan", told_on="2026-11-23")
    hr.open("/inbox/")
    hr.sees("Een school vraagt een plaats voor een leraar Logistiek duaal.")
    hr.open("/dashboard/")
    hr.sees("Een leraar Logistiek duaal, ")
    hr.misses("Een leerling Logistiek")
    hr.open_offer()
    hr.sees("bedrijfsstage van een leraar", "Een leraar Logistiek duaal", "Wat de leraar zoekt")
    hr.misses("Een leerling", *OF_STUDENTS)
    hr.press("Zeg ja zonder gesprek")
    placement = hr.page.path
    for person in (hr, coach):
        person.open(placement)
        person.sees("leraar")
        person.misses("Wat mag het bedrijf", *OF_STUDENTS)
    coach.send_links(placement)
    lena = Guest("lena@demo.example")
    lena.open_link()
    lena.sees("als leraar van de opleiding", "de school betaalt je verder")
    lena.misses("Dit stopt de school niet.")
    lena.say_yes()

    agreement = coach.draft_agreement(placement)
    coach.open(f"{placement}documents/")
    coach.sees("Afsprakenbrief, bevestigd door beide kanten")
    coach.open(f"{agreement}plan/")
    coach.sees("Wat komt de leraar leren?")
    coach.press("Bewaar het plan", activities="Werken met het nieuwe magazijnsysteem", half_days="10")
    coach.open(agreement)
    coach.sees("Leraar Lena Leraar", "de school betaalt de leraar verder", "Werken met het nieuwe magazijnsysteem")
    coach.misses("1988", "De leerling bezoekt")
    coach.check_data(agreement)
    hr.check_data(agreement)
    hr.sign(agreement)
    school.director.sign(agreement)
    hr.open(placement)
    hr.sees("getekend", "De leraar start op de eerste dag.")
    hr.open(f"{placement}documents/")
    hr.sees("Opleidingsplan of activiteitenlijst")
    hr.misses(*OF_STUDENTS)
    clock("2027-02-01 08:00 +0100")
    run_timetable()
    hr.open(placement)
    hr.sees("loopt")
    coach.open(placement)
    coach.sees("Wat gebeurt er nu met de leraar?", "de leraar stopt", "de leraar gaat er werken")
    coach.misses(*OF_STUDENTS)
    return placement


def test_a_teacher_learns_at_a_company(company, school, clock):
    placement = a_teacher_starts(company, school, clock)
    clock("2027-02-08 08:00 +0100")
    run_timetable()
    school.coach.open(placement)
    school.coach.sees("afgerond")


def test_a_teacher_who_stops_early_is_a_teacher_in_the_file_too(company, school, clock):
    placement, coach, hr = a_teacher_starts(company, school, clock), school.coach, company.hr
    clock("2027-02-03 16:00 +0100")
    coach.open(placement)
    coach.press(
        "Stop vroeger", reason="HIRED", last_on="2027-02-03", next_step="Terug naar de klas", next_person="Kaat Kraan"
    )
    coach.sees("de leraar gaat er werken")
    coach.misses(*OF_STUDENTS)
    hr.open(f"{placement}hand-over/")
    hr.sees("Wie gaat verder met de leraar?", "De leraar")
    coach.open(f"{placement}hand-over/")
    coach.sees("Schrijf hier op wat de leraar zegt.", "Schrijf eerst in een zin op wat de leraar zegt.")
    for person in (hr, coach):
        person.misses(*OF_STUDENTS)
    coach.open("/dashboard/")
    coach.misses("Werk aangeboden aan")
