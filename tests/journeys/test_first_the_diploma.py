"""First the diploma, over HTTP: a hired ending asks the coach, a contract goes to the city, a later one is fine."""

import pytest

from tests.journeys.post import run_timetable
from tests.journeys.test_mentor_leaves import started

pytestmark = pytest.mark.django_db


def test_a_hired_ending_asks_the_coach_first(company, school, officer, clock):
    hr, coach, coordinator = company.hr, school.coach, school.coordinator
    placement = started(company, school, clock)
    hr.open("/dashboard/")
    hr.sees("Wat mag je Adil Volwassen aanbieden na de werkplek?")
    hr.open(placement)
    hr.sees("Deze leerling heeft nog geen diploma")
    hr.follow("Wat mag het bedrijf deze leerling aanbieden?")
    hr.sees("Een leerling krijgt geen arbeidscontract vóór het diploma.", "Laatste schooldag: wo 30 jun 2027")
    hr.misses("Noteer dit aanbod", "Werd er werk aangeboden?")
    hr.follow("Wat mag ik aanbieden, aan wie, wanneer?")
    hr.sees("Eerst het diploma")

    clock("2027-03-03 09:00 +0100")
    hr.open(placement)
    hr.press(
        "Stop vroeger", reason="HIRED", last_on="2027-03-02", next_step="Blijft hier werken", next_person="Hilde Haven",
    )  # fmt: skip
    officer.waiting()
    officer.misses("Melding over")
    hr.open("/dashboard/")
    hr.misses("Werk aangeboden")
    coach.open("/inbox/")
    coach.sees("Kreeg een leerling werk aangeboden voor het diploma?")
    coach.waiting()
    coach.sees("Werk aangeboden aan Adil Volwassen?")
    coach.follow("Antwoord")
    page = coach.page.path
    coach.sees("de werkplek stopte omdat de leerling er gaat werken", "wo 10 mrt 2027")
    coach.press("Noteer dit aanbod", what="contract_now", made_on="2027-03-04")
    coach.sees("Kies de dag van het aanbod: vandaag of vroeger.")
    coach.press("Noteer dit aanbod", what="contract_now", made_on="2027-03-01")
    coach.sees("doorgegeven aan de stad")
    coach.misses("Niets aan de hand")
    coordinator.open(page)
    coordinator.sees("mag niet: doorgegeven aan de stad")

    officer.waiting()
    officer.sees("Melding over Demo Kraan")
    officer.follow("Behandel")
    officer.press("Neem in behandeling en bevestig")
    officer.sees("Toon Traject1", "een vast of tijdelijk contract dat nu begint, op ma 1 mrt 2027")
    officer.misses("Adil")
    hr.open(page)
    hr.misses("doorgegeven", "nog geen diploma")


def test_a_leaver_asks_too_and_a_good_answer_closes_it(company, school, officer, clock):
    coach, coordinator = school.coach, school.coordinator
    placement = started(company, school, clock)
    clock("2027-03-25 09:00 +0100")
    run_timetable()
    coordinator.open("/students/")
    coordinator.follow("Volwassen Adil")
    student = coordinator.page.path
    coordinator.open(f"{student}change/")
    coordinator.press("Bewaar", left_on="2027-03-24")
    run_timetable()
    coach.waiting()
    coach.follow("Antwoord")
    coach.sees("verliet de school zonder diploma")
    coach.press("Niets aan de hand", answer="Adil verhuisde en volgt les in Gent.")
    coach.sees("niets aan de hand", "Adil verhuisde en volgt les in Gent.")
    run_timetable()
    coach.waiting()
    coach.misses("Werk aangeboden")

    coordinator.open(f"{student}change/")
    coordinator.press("Bewaar", left_on="")
    coordinator.open(student)
    coordinator.follow("Noteer het diploma")
    coordinator.press("Noteer het diploma", step="decided", noted_on="2027-03-24")
    coordinator.sees("de klassenraad besliste dat het diploma komt")
    coordinator.open(f"{placement}hiring/")
    facts = {"made_on": "2027-03-25", "starts_on": "2027-07-05", "depends_on_diploma": True}
    coordinator.press("Noteer dit aanbod", what="later_contract", **facts)
    coordinator.sees("Genoteerd", "mag")
    coordinator.misses("doorgegeven aan de stad")
    officer.waiting()
    officer.misses("Melding over")
