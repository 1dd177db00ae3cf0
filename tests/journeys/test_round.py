"""A matching round over HTTP, from opening to an accepted offer, with two schools that see only their own matches."""

import pytest

from tests.journeys.beginnings import begin_company, begin_school, class_list, student
from tests.journeys.post import run_timetable

pytestmark = pytest.mark.django_db


def test_a_round_with_two_schools(administrator, officer, clock):
    companies = [begin_company(officer, f"Demo Kraan {index}", index) for index in (1, 2)]
    schools = [begin_school(administrator, f"Demo School {index}", index) for index in (1, 2)]
    for company in companies:
        place = company.hr.publish("Logistiek duaal", starts_on="2027-01-11", ends_on="2027-06-30")
        company.hr.ask_recognition(place, "2026-11-23")
    names = [("Aurora", "Alfons"), ("Boudewijn", "Bertels")]
    for school, name in zip(schools, names, strict=True):
        school.coordinator.upload(class_list(student(*name)))
        school.coordinator.set_school_days("5LOG", (1, 2))
        school.coordinator.ask(" ".join(name), starts_on="2027-01-11", ends_on="2027-06-30")
    page = administrator.open_round(
        starts_on="2027-01-01", ends_on="2027-06-30", closes_on="2026-11-25", review_until_on="2026-12-02"
    )
    clock("2026-11-26 03:00 +0100")
    run_timetable()
    administrator.open(page)
    administrator.sees("Met een match 2", "Geen plaats dubbel gebruikt ja", "Paren die elkaar liever hadden 0")

    for school, own, other in zip(schools, names, reversed(names), strict=True):
        coordinator = school.coordinator
        coordinator.open(page)
        coordinator.follow("Kijk 1 match na")
        coordinator.sees(" ".join(own))
        for path in (
            page,
            f"{page}review/",
            "/rounds/",
            "/requests/",
            "/students/",
            "/offers/",
            "/dashboard/",
            "/inbox/",
        ):
            coordinator.open(path)
            coordinator.misses(*other)
        coordinator.open(f"{page}review/")
        coordinator.press("Publiceer de aangevinkte matches")
        coordinator.press("Stuur 1 aanbieding", student_told_on="2026-11-26")
    answers = []
    for company in companies:
        company.hr.open_offer()
        company.hr.sees("Een leerling Logistiek duaal")
        answers.append(company.hr.say_yes(company.mentor))
        company.hr.sees("Jullie kennen nu elkaars naam")
    administrator.open(page)
    administrator.sees("gepubliceerd")
    assert len(set(answers)) == 2
