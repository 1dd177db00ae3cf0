"""A mentor who leaves in March, over HTTP and in Chromium: HR notes it, both sides hear it, another takes over."""

import pytest

from tests.journeys.beginnings import STAGE, class_list, student
from tests.journeys.chromium import in_both_windows
from tests.journeys.players import Guest
from tests.journeys.post import run_timetable

pytestmark = [pytest.mark.django_db, in_both_windows]


def started(company, school, clock):
    """A stage that runs since the end of February, with the mentor of the company."""
    hr, coordinator, coach = company.hr, school.coordinator, school.coach
    hr.publish("Logistiek", places=1, days=(1, 2, 3, 4, 5))
    coordinator.upload(class_list(student("Adil", "Volwassen", "01/02/2008", STAGE, klas="6LOG", leerjaar="6")))
    coordinator.ask("Adil Volwassen", starts_on="2027-02-22", ends_on="2027-03-19", weekdays=[1, 2, 3, 4, 5])
    coordinator.offer("Adil Volwassen", "Demo Kraan", told_on="2026-11-23")
    placement = hr.say_yes(company.mentor)
    coach.send_links(placement)
    adil = Guest("adil@demo.example")
    adil.say_yes()
    agreement = coach.draft_agreement(placement)
    hr.open(f"{agreement}plan/")
    hr.press("Bewaar het plan", activities="Rekken aanvullen", half_days="40")
    coach.check_data(agreement)
    hr.check_data(agreement)
    adil.sign()
    school.director.sign(agreement)
    hr.sign(agreement)
    hr.tick(placement, "risicoanalyse", done_on="2026-11-23", document_on="2026-10-01")
    hr.tick(placement, "gezondheidsbeoordeling", done_on="2026-11-23", outcome="not_needed")
    clock("2027-02-22 08:00 +0100")
    run_timetable()
    return placement


def test_a_mentor_leaves_in_march(company, school, clock):
    hr, coach = company.hr, school.coach
    placement = started(company, school, clock)
    hr.open(placement)
    hr.sees("loopt", "Er is nog geen vervanger")

    clock("2027-03-01 08:00 +0100")
    hr.add_mentor(company.site, "Mia Mentor")
    hr.open(company.site)
    hr.follow(f"Wijzig {company.mentor}")
    hr.press("Bewaar de mentor", left_on="2027-03-12")
    run_timetable()
    for person in (hr, coach):
        person.open("/inbox/")
        person.sees("kan niet de hele periode begeleiden")
    coach.open(placement)
    coach.sees("Deze mentor is er niet de hele periode")

    hr.open(placement)
    hr.press("Deze mentor neemt het over", mentor=company.mentor, starts_on="2027-03-13")
    hr.sees("Deze persoon is al de mentor")
    hr.press("Deze mentor neemt het over", mentor="Mia Mentor", starts_on="2027-03-22")
    hr.sees("binnen de periode van de plaats")
    hr.press("Deze mentor neemt het over", mentor="Mia Mentor", starts_on="2027-03-13")
    hr.sees("Mia Mentor", "tot en met vr 12 mrt 2027")
    run_timetable()
    hr.open(placement)
    hr.sees("Wijziging: Mia Mentor is mentor vanaf za 13 mrt 2027")
    for person in (school.director, hr):
        person.open("/dashboard/")
        person.misses("Teken de overeenkomst")
    coach.open(placement)
    coach.sees("Mia Mentor", company.mentor)
    coach.misses("Deze mentor is er niet de hele periode")
