"""A student who learnt something elsewhere, over HTTP and in Chromium: a plan moves from 52 to 60 %."""

import pytest

from tests.journeys.beginnings import LOGISTICS, class_list, student
from tests.journeys.chromium import in_both_windows
from tests.journeys.players import Guest

pytestmark = [pytest.mark.django_db, in_both_windows]


def drafted(company, school):
    """A dual placement that everybody wants, with its agreement as a draft."""
    hr, coordinator, coach = company.hr, school.coordinator, school.coach
    summary = hr.publish("Logistiek duaal", places=1)
    hr.recognise(summary)
    coordinator.upload(class_list(student("Adil", "Volwassen", "01/02/2008", LOGISTICS)))
    coordinator.ask("Adil Volwassen", starts_on="2027-01-11", ends_on="2027-06-30", weekdays=[3, 4, 5])
    coordinator.offer("Adil Volwassen", "Demo Kraan", told_on="2026-11-23")
    placement = hr.say_yes(company.mentor)
    coach.send_links(placement)
    Guest("adil@demo.example").say_yes()
    return coach.draft_agreement(placement)


def write_52_percent(coach, plan):
    """156 hours at work; 40 hours of one competence and 104 of general education at school."""
    coach.open(plan)
    form, _button = coach.page.form_with("Bewaar het plan")
    hours = {name: "0" for name in form.names if "_hours" in name}
    first, second = sorted(name.rpartition("_")[2] for name in form.names if name.startswith("place_"))[:2]
    hours |= {f"work_hours_{first}": "156", f"school_hours_{second}": "40", "general_hours": "104"}
    coach.press("Bewaar het plan", **hours)
    found = next(words for words, href in coach.page.links if href == f"/plan-lines/{second}/")
    return found.partition(": ")[2]


def test_what_a_student_knows_moves_the_plan_to_60_percent(company, school, clock):
    hr, coordinator, coach = company.hr, school.coordinator, school.coach
    plan = f"{drafted(company, school)}plan/"
    competence = write_52_percent(coach, plan)
    coach.sees("52")

    coordinator.open("/requests/?status=placed")
    coordinator.follow("Adil Volwassen")
    coordinator.follow("Kan deze leerling al iets?")
    evidence = {"kind_1": "test", "text_1": "Proef met de reachtruck", "dated_on_1": "2026-11-20"}
    form, _button = coordinator.page.form_with("Vraag dit aan")
    asked_for = next(key for key, words in form.choices["competence"].items() if words.endswith(competence))
    evidence["competence"] = asked_for
    coordinator.press("Vraag dit aan", **(evidence | {"text_1": ""}))
    coordinator.sees("Wat kan de leerling al?", "Er klopt nog iets niet")
    coordinator.press("Vraag dit aan", **evidence)
    asked = coordinator.page.path

    coach.open("/dashboard/")
    coach.sees("Bekijk wat Adil Volwassen al kan")
    coach.follow("Geef advies")
    coach.press("Leg voor aan de klassenraad", advice="Adil toonde het in een proef.")
    coach.sees("voorgelegd aan de klassenraad", "gezien op")
    hr.open(asked)
    assert hr.page.status == 403

    clock("2026-11-30 09:00 +0100")
    coordinator.open(asked)
    decision = {"is_recognised": "yes", "council_on": "2026-12-01", "reason": "De proef was goed."}
    coordinator.press("Noteer de beslissing", **decision)
    coordinator.sees("niet in de toekomst", "De proef was goed.")
    coordinator.press("Noteer de beslissing", **(decision | {"council_on": "2026-11-30"}))
    coordinator.sees("erkend door de klassenraad")

    hr.open("/inbox/")
    hr.sees("De klassenraad erkende een competentie")
    hr.open(plan)
    hr.sees("60 %", "elders geleerd")
