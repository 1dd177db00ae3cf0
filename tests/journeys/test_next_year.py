"""Places published in May are matched in June for a placement that starts on 1 September, over HTTP."""

import pytest

from tests.journeys.beginnings import class_list, student
from tests.journeys.players import Guest
from tests.journeys.post import run_timetable

pytestmark = pytest.mark.django_db


def test_from_may_to_september(clock, request):
    clock("2027-05-10 10:00 +0200")
    administrator, company, school = (request.getfixturevalue(name) for name in ("administrator", "company", "school"))
    hr, coordinator, coach = company.hr, school.coordinator, school.coach
    place = hr.publish("Logistiek duaal")
    hr.sees("2027-28", "wo 1 sep 2027")
    hr.recognise(place)
    clock("2027-06-14 10:00 +0200")
    coordinator.upload(class_list(student("Sep", "Tember", **{"duaal sinds": "01/09/2027"})))
    coordinator.set_school_days("5LOG", (1, 2))
    coordinator.add_representative("Sep Tember", "Vader Tember", email="vader@demo.example")
    coordinator.ask("Sep Tember")
    coordinator.offer("Sep Tember", "Demo Kraan", told_on="2027-06-14")
    placement = hr.say_yes(company.mentor)
    hr.sees("wo 1 sep 2027 tot en met vr 30 jun 2028")
    coach.send_links(placement)
    family = Guest("sep@demo.example"), Guest("vader@demo.example")
    for guest in family:
        guest.say_yes()
    agreement = coach.draft_agreement(placement)
    coach.check_data(agreement)
    hr.check_data(agreement)
    hr.sign(agreement)
    school.director.sign(agreement)
    for guest in family:
        guest.sign()
    hr.tick(placement, "risicoanalyse", done_on="2027-06-14", document_on="2027-03-01")
    hr.tick(placement, "gezondheidsbeoordeling", done_on="2027-06-14", outcome="fit")
    clock("2027-08-31 23:00 +0200")
    run_timetable()
    coach.open(placement)
    coach.sees("getekend")
    clock("2027-09-01 08:00 +0200")
    run_timetable()
    coach.open(placement)
    coach.sees("loopt")
    assert administrator.open("/rounds/").status == 200
