"""Who turns 18 between draft and signature, over HTTP and in Chromium: then the parents neither sign nor read."""

import pytest

from tests.journeys.beginnings import class_list, student
from tests.journeys.chromium import in_both_windows
from tests.journeys.players import Guest

pytestmark = [pytest.mark.django_db, in_both_windows]
BORN = "27/11/2008"
NOOR = student("Noor", "Bijna", BORN, **{"duaal sinds": "16/11/2026", "trajectbegeleider": "Toon Traject1"})


def test_eighteen_between_draft_and_signature(company, school, clock):
    hr, coordinator, coach, director = company.hr, school.coordinator, school.coach, school.director
    hr.recognise(hr.publish("Logistiek duaal", places=1))
    coordinator.upload(class_list(NOOR))
    coordinator.set_school_days("5LOG", (1, 2))
    coordinator.add_representative("Noor Bijna", "Moeder Bijna", email="moeder@demo.example")
    coordinator.ask("Noor Bijna", starts_on="2027-01-11", ends_on="2027-06-30")
    coordinator.offer("Noor Bijna", "Demo Kraan", told_on="2026-11-23")
    placement = hr.say_yes(company.mentor)
    coach.send_links(placement)
    noor, mother = Guest("noor@demo.example"), Guest("moeder@demo.example")
    noor.say_yes()
    mother.say_yes()
    agreement = coach.draft_agreement(placement)
    coach.check_data(agreement)
    hr.check_data(agreement)
    coach.open(agreement)
    coach.sees("Moeder Bijna")

    clock("2026-11-26 23:50 +0100")
    mother.open_link()
    mother.sees("Noor Bijna")
    hr.sign(agreement)

    clock("2026-11-27 00:10 +0100")
    assert mother.open(mother.link).status == 410
    mother.sees("De leerling is nu meerderjarig en regelt dit zelf.")
    mother.misses("Noor")
    director.sign(agreement)
    noor.sign()
    noor.sees("Wie leest mee?", "Moeder Bijna", "Leest niet mee.")
    hr.open(placement)
    hr.sees("getekend")

    noor.press("Laat meelezen")
    noor.sees("Leest mee.")
    clock("2026-11-27 09:00 +0100")
    mother.open_link()
    mother.sees("Noor Bijna", "door iedereen getekend")
    noor.open_link()
    noor.press("Laat niet meer meelezen")
    assert mother.open(mother.link).status == 410
    coach.open(agreement)
    coach.sees("door iedereen getekend")
