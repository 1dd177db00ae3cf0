"""A year of the pledge over HTTP: promised on a page, counted by what happens, asked by mail, answered by one click."""

import pytest

from tests.journeys.person import Person
from tests.journeys.post import link_for, run_timetable

pytestmark = pytest.mark.django_db


def test_a_pledge_year(company, clock):
    hr = company.hr
    hr.open("/pledges/")
    hr.press("Beloof deze plaatsen", school_year="2026-27", sector="H", places="3")
    hr.publish("Logistiek", places=2, days=(1, 2, 3, 4, 5))
    hr.open("/pledges/")
    hr.sees("2026-27", "3", "2")
    clock("2027-04-05 07:00 +0200")
    run_timetable()
    link = link_for(hr.email, "/pledges/answer/")
    scanner = Person()
    for _ in range(50):
        scanner.open(link)
    scanner.sees("Evenveel: 3 plaatsen")
    scanner.press("Evenveel: 3 plaatsen")
    scanner.sees("Jullie antwoord: evenveel")
    hr.open("/pledges/")
    hr.sees("2027-28")
    scanner.open(link)
    scanner.sees("Het antwoord is er al")
