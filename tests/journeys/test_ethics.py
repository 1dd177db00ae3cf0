"""A report by personal link over HTTP: case, hearing, major finding, suspension, review list, reinstatement."""

import pytest

from tests.journeys.beginnings import STAGE, class_list, student
from tests.journeys.players import Guest
from tests.journeys.post import mails_to, run_timetable

pytestmark = pytest.mark.django_db


def test_from_a_report_to_a_reinstated_label(company, school, officer, clock):
    hr, coordinator, coach = company.hr, school.coordinator, school.coach
    hr.publish("Logistiek", places=2, days=(1, 2, 3, 4, 5))
    coordinator.upload(class_list(student("Adil", "Melder", "01/02/2008", STAGE, klas="6LOG", leerjaar="6")))
    coordinator.ask("Adil Melder", starts_on="2027-02-01", ends_on="2027-02-12", weekdays=[1, 2, 3, 4, 5])
    coordinator.offer("Adil Melder", "Demo Kraan", told_on="2026-11-23")
    placement = hr.say_yes(company.mentor)
    coach.send_links(placement)

    adil = Guest("adil@demo.example")
    adil.open_link()
    adil.follow("Iets melden aan de stad")
    adil.sees("Bel eerst een van deze nummers", "112")
    adil.press("Meld dit aan de stad", kind="safety", words="Ik moest alleen op het dak.", is_danger=True)
    adil.sees("Je melding is bij de stad")
    for reader in (hr, coach):
        reader.waiting()
        reader.misses("dak", "Melding over")

    officer.waiting()
    officer.sees("Gevaar: kijk nu", "Melding over Demo Kraan")
    officer.follow("Gevaar: kijk nu")
    officer.misses("Adil")
    officer.press("Neem in behandeling en bevestig")
    case = officer.page.path
    officer.sees("Adil Melder", "Ik moest alleen op het dak.")
    assert any("Je melding is aangekomen" in mail for mail in mails_to("adil@demo.example"))
    officer.press("Noteer dat je de melder hoorde", heard_on="2026-11-23")
    officer.press("Hoor de organisatie", question="Hoe werken jullie op hoogte?")

    hr.waiting()
    hr.follow("Vertel jullie kant")
    hr.misses("Adil", "Ik moest")
    hr.press("Geef onze kant door", statement="Dat liep mis. We huren een steiger.")
    officer.open(case)
    officer.press("Beslis", finding="major", reasons="Een minderjarige werkte alleen op een dak.")
    officer.sees("ernstig", "geschorst")

    run_timetable()
    coordinator.waiting()
    coordinator.follow("Bekijk opnieuw")
    coordinator.sees("Adil Melder bij Demo Kraan")
    coordinator.press("Laat deze plaats doorgaan", reason="Er staat nu een steiger.")
    coordinator.sees("gaat door", "Er staat nu een steiger.")
    coordinator.open(placement)
    coordinator.misses("ging niet door")

    officer.open(case)
    officer.press("Sluit het dossier af")
    officer.follow("Magazijn 1")
    officer.press("Hef de schorsing op")
    run_timetable()
    coordinator.open("/placements/reviews/")
    coordinator.sees("Geen enkele plaats vraagt een tweede blik")
    officer.open("/labels/cases/")
    officer.sees("2026", "te weinig om te tonen")
