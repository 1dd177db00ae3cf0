"""The main story over HTTP, all roles, from signing up to a running placement."""

import pytest

from tests.journeys.beginnings import class_list, student
from tests.journeys.players import Guest
from tests.journeys.post import mails_to, run_timetable

pytestmark = pytest.mark.django_db
NO_WORDS = {"application/pdf", "image/png"}  # among their bytes may stand any four digits
KANARINA = student(
    "Kanarina", "Vogelzang", leerlingnummer="KANARIE-77", gsm="0470 98 76 54", **{"duaal sinds": "16/11/2026"},
    trajectbegeleider="Toon Traject1",
)  # fmt: skip
CANARIES = (
    "Kanarina", "Vogelzang", "KANARIE-77", "kanarina@demo", "470987654", "470 98 76 54", "2010-05-14", "14 mei 2010",
    "14 mei 2028", "14/05/2010", "moeder@demo", "2060", "470112233",
)  # fmt: skip


def test_the_whole_story(company, school, clock):
    """A dual student who is a minor, with a mother who reads Turkish."""
    hr, coordinator, coach, director = company.hr, school.coordinator, school.coach, school.director
    place = hr.publish("Logistiek duaal", places=2)
    hr.sees("gepubliceerd", "Twee plaatsen, 0 ingenomen")
    hr.recognise(place)
    coordinator.upload(class_list(KANARINA))
    coordinator.sees("1 leerling bewaard")
    coordinator.set_school_days("5LOG", (1, 2))
    coordinator.add_representative(
        "Kanarina Vogelzang", "Moeder Vogelzang", email="moeder@demo.example", phone="0470 11 22 33", language="tr"
    )
    coordinator.ask("Kanarina Vogelzang", starts_on="2027-01-11", ends_on="2027-06-30")
    coordinator.matches("Kanarina Vogelzang")
    coordinator.sees("Demo Kraan", "op 100", "gemiddeld 2,8 km", "nog niet geauditeerd")
    coordinator.offer("Kanarina Vogelzang", "Demo Kraan", told_on="2026-11-23")

    hr_knows_nobody(hr)
    placement = hr.say_yes(company.mentor, meeting=True)
    hr.sees("Kanarina Vogelzang")
    hr.misses("kanarina@demo", "moeder@demo", "KANARIE-77", "2010-05-14")
    hr.press("Plan de kennismaking", at="2026-11-25T14:00", where="aan de balie")
    coach.open(placement)
    coach.sees("aan de balie", "wo 25 nov 2026, 14.00 uur")
    clock("2026-11-26 09:00 +0100")
    hr.open(placement)
    hr.press("Bewaar hoe het ging", went_well="yes")

    kanarina, mother = Guest("kanarina@demo.example"), Guest("moeder@demo.example")
    coach.send_links(placement)
    kanarina.say_yes()
    mother.open_link()
    mother.sees("Dit stopt de school niet.", "Demokaai 12, 2030 Antwerpen", "+32 470 55 66 77", "çeviri")
    mother.say_yes()
    agreement = coach.draft_agreement(placement)
    hr.open(f"{agreement}plan/")
    hr.sees("60 % op de werkplek, doel 60 %", "60,0 %")
    coach.check_data(agreement)
    hr.check_data(agreement)
    sign_all(agreement, hr, director, kanarina, mother)
    hr.open(placement)
    hr.sees("getekend", "Niet klaar: stuur de leerling nog niet.")
    clock("2027-01-06 06:00 +0100")
    run_timetable()
    assert any("nog niet" in text for text in mails_to(coach.email))
    hr.tick(placement, "risicoanalyse", done_on="2027-01-06", document_on="2026-10-01")
    hr.tick(placement, "gezondheidsbeoordeling", done_on="2027-01-06", outcome="fit")
    hr.sees("Klaar: de leerling mag starten")

    clock("2027-01-11 08:00 +0100")
    run_timetable()
    for person in (hr, coach):
        person.open(placement)
        person.sees("loopt")


def hr_knows_nobody(hr):
    """Before its yes a company finds nothing of the student on any page, in any mail."""
    hr.open_offer()
    hr.sees("Een leerling Logistiek duaal", "minder dan 5 km", "minderjarig")
    pages = list(hr.every_page())
    assert len(pages) > 40
    words = {page.path: page.html for page in pages if page.kind not in NO_WORDS}
    texts = words | dict(enumerate(mails_to(hr.email))) | dict(api_answers(hr))
    told = [(where, word) for where, text in texts.items() for word in CANARIES if word in text]
    assert not told


def api_answers(person):
    """What every address of the API answers, the lists and the first row of each."""
    schema = person.client.get("/api/v1/schema/", headers={"accept": "application/json"}).json()
    paths = [path for path, verbs in schema["paths"].items() if "get" in verbs]
    assert len(paths) > 10
    for path in paths:
        answer = person.client.get(path.replace("{id}", "1"))
        yield path, answer.content.decode()


def sign_all(agreement, hr, director, *guests):
    hr.sign(agreement)
    director.sign(agreement)
    for guest in guests:
        guest.sign()
