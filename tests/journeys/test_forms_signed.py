"""Each form that no other journey plays, over HTTP from request to signed: who signs, and what it is called."""

import pytest

from tests.journeys.beginnings import LOGISTICS, begin_company, class_list, student
from tests.journeys.players import Guest

pytestmark = pytest.mark.django_db
MECHANICS = ("1095", "Elektromechanische technieken duaal")  # with an SAO alone
CARE = "331 Vlaamse welzijns- en gezondheidssector"  # under the Social Maribel: a paid contract is a DA
WEEK = {"starts_on": "2027-01-11", "ends_on": "2027-01-15", "weekdays": [1, 2, 3, 4, 5]}
ONE_DAY = {"starts_on": "2027-01-13", "ends_on": "2027-01-13", "weekdays": [3]}
HALF_YEAR = {"starts_on": "2027-01-11", "ends_on": "2027-06-30", "weekdays": [3, 4, 5]}


def say_yes(hr, mentor, *, works):
    """Watching asks no mentor."""
    hr.open_offer()
    hr.press("Zeg ja zonder gesprek", **({"mentor": mentor} if works else {}))
    return hr.page.path


def write_list(coach, agreement):
    """Nobody ever made a plan of this programme: its list of competences is written from the plan."""
    coach.open(f"{agreement}plan/")
    coach.follow("Schrijf de lijst van de opleiding")
    coach.press("Ga verder", sentences="- Meet stromen\n- Leest schema's")
    hours = {"place_0": "W", "work_0": "400", "place_1": "S", "school_1": "200"}
    coach.press("Bewaar de lijst", general_hours="300", **hours)
    coach.press("Neem de lijst over in dit plan")
    coach.sees("Meet stromen", "De competenties van de opleiding staan in het plan.")


@pytest.mark.parametrize(
    ("form", "kind", "days", "words", "signers"),
    [
        ("VISIT", "VISIT", ONE_DAY, "bedrijfsbezoek", {"company", "school"}),
        ("OBSERVE", "OBSERVE", WEEK, "kijkstage", {"company", "school"}),
        ("SNUFFEL", "SNUFFEL", WEEK, "snuffelstage", {"company", "school"}),
        ("AANLOOP", "AANLOOP", HALF_YEAR, "aanloopfase", {"company", "school", "student"}),
        ("SAO", "work", HALF_YEAR, "stageovereenkomst alternerende opleiding", {"company", "school", "student"}),
        ("DA", "work", HALF_YEAR, "deeltijdse arbeidsovereenkomst", {"company", "student"}),
    ],
)
def test_from_request_to_signed(form, kind, days, words, signers, officer, school):
    company = begin_company(officer, joint_committee=CARE)
    hr, coordinator, coach, director = company.hr, school.coordinator, school.coach, school.director
    programme, name = MECHANICS if form == "SAO" else (LOGISTICS, "Logistiek duaal")
    places = hr.publish(name, kinds=[kind], days=days["weekdays"])
    if kind == "work":
        hr.recognise(places)
    coordinator.upload(class_list(student("Adil", "Volwassen", "01/02/2008", programme)))
    coordinator.ask("Adil Volwassen", **days, **({} if kind == "work" else {"form": form}))
    coordinator.offer("Adil Volwassen", "Demo Kraan", told_on="2026-11-23")
    placement = say_yes(hr, company.mentor, works=form in ("AANLOOP", "SAO", "DA"))
    hr.sees("Adil Volwassen", words)
    coach.send_links(placement)
    adil = Guest("adil@demo.example")
    adil.say_yes()

    agreement = coach.draft_agreement(placement)
    if form == "AANLOOP":
        hr.open(f"{agreement}plan/")
        hr.press("Bewaar het plan", activities="Rekken aanvullen", half_days="40")
    if form == "SAO":
        write_list(coach, agreement)
    coach.check_data(agreement)
    hr.check_data(agreement)
    for party, person in (("school", director), ("company", hr)):
        person.open(agreement)
        assert ("Teken als" in person.page) == (party in signers)
        if party in signers:
            person.sign(agreement)
    adil.open_link()
    assert ("Ik teken" in adil.page) == ("student" in signers)
    if "student" in signers:
        coach.open(agreement)
        coach.misses("door iedereen getekend")
        adil.sign()
    coach.open(agreement)
    coach.sees("door iedereen getekend")
    hr.open(placement)
    hr.sees("getekend", words)
