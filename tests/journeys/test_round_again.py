"""A round over HTTP that goes on: a company refuses a few anonymous matches, a new place comes, it runs every week."""

import pytest

from tests.journeys.beginnings import begin_company, begin_school, class_list, student
from tests.journeys.post import run_jobs, run_timetable

pytestmark = pytest.mark.django_db
NAMES = [("Aurora", "Alfons"), ("Boudewijn", "Bertels"), ("Cyriel", "Claes")]
PERIOD = {"starts_on": "2027-09-06", "ends_on": "2028-06-30"}


@pytest.fixture
def ran(administrator, officer, clock):
    """A round in review on the last day of August: three students, three places of one company."""
    clock("2027-08-23 09:00 +0200")
    company = begin_company(officer)
    company.hr.add_mentor(company.site, "Mia Mentor")
    place = company.hr.publish("Logistiek duaal", places=3, **PERIOD)
    company.hr.ask_recognition(place, "2027-08-23")
    school = begin_school(administrator)
    school.coordinator.upload(class_list(*(student(*name) for name in NAMES)))
    school.coordinator.set_school_days("5LOG", (1, 2))
    school.coordinator.ask(*(" ".join(name) for name in NAMES), **PERIOD)
    page = administrator.open_round(
        starts_on="2027-09-01", ends_on="2028-06-30", closes_on="2027-08-25", review_until_on="2027-09-01"
    )
    clock("2027-08-26 03:00 +0200")
    run_timetable()
    return page, company, school


def refuse_one(hr):
    """Refuse the first proposal that can be refused."""
    hr.open("/matches/")
    hr.follow("Weiger dit voorstel")
    return hr.press("Weiger dit voorstel", reason="days")


def test_a_company_refuses_a_few_matches_and_the_round_is_matched_again(ran, administrator):
    page, company, school = ran
    hr = company.hr
    hr.open("/matches/")
    hr.sees("Voorgestelde leerlingen 3", "nog 2 voorstellen weigeren", "Logistiek duaal", "minderjarig")
    hr.misses(*(name for pair in NAMES for name in pair), "Demo Atheneum", "2060")
    third = next(href for _text, href in hr.page.links if href.endswith("/refuse/"))
    refuse_one(hr)
    hr.sees("We zoeken meteen een andere plaats", "nog 1 voorstel weigeren")
    refuse_one(hr)
    hr.sees("Je weigerde het aantal dat mag")
    left = [href for _text, href in hr.page.links if href.endswith("/refuse/")]
    assert left == []
    assert hr.client.get(third).status_code == 404
    run_jobs()
    administrator.open(f"{page}again/")
    administrator.sees("een onderneming weigerde een match", "doorgevoerd")
    school.coordinator.open(f"{page}review/")
    school.coordinator.sees("geweigerd door de onderneming", "Zonder match 2")


def test_the_third_refusal_gets_its_sentence(ran):
    _page, company, _school = ran
    hr = company.hr
    hr.open("/matches/")
    last = [href for _text, href in hr.page.links if href.endswith("/refuse/")][-1]
    refuse_one(hr)
    refuse_one(hr)
    hr.open(last)
    hr.sees("Je weigerde al 2 matches in deze ronde", "zeg dan nee als de school een aanbod doet")
    answer = hr.client.post(last, {"reason": "days"})
    assert "Je weigerde al 2 matches in deze ronde" in answer.content.decode()


def test_a_new_place_after_publication_and_every_week(ran, administrator, officer, clock):
    page, _company, school = ran
    coordinator = school.coordinator
    coordinator.open(f"{page}review/")
    coordinator.press("Publiceer de aangevinkte matches")
    coordinator.upload(class_list(student("Dirk", "Daems"), student("Els", "Everaert")))
    coordinator.ask("Dirk Daems", "Els Everaert", **PERIOD)
    clock("2027-09-02 09:00 +0200")
    other = begin_company(officer, "Demo Dok", 2)
    place = other.hr.publish("Logistiek duaal", places=1, starts_on="2027-09-03", ends_on="2028-06-30")
    other.hr.ask_recognition(place, "2027-09-02")
    administrator.open(page)
    administrator.follow("Herbereken met wie en wat er bijkwam")
    administrator.press("Reken uit wat er zou veranderen")
    run_jobs()
    administrator.open(f"{page}again/")
    administrator.sees("Dit zou er veranderen", "1 leerling zonder match krijgt er nu een.")
    administrator.press("Voer dit door")
    run_jobs()
    administrator.open(f"{page}again/")
    administrator.sees("doorgevoerd", "4 van 5 zoekende leerlingen hadden daarna een match")
    coordinator.open(f"{page}review/")
    coordinator.sees("Nagekeken 3", "Na te kijken 1")
    coordinator.press("Publiceer de aangevinkte matches")

    administrator.open(f"{page}again/")
    administrator.press("Herbereken elke week", next_on="2027-09-06", until_on="2027-12-06")
    administrator.sees("Een wekelijkse ronde loopt in september en oktober")
    administrator.press("Herbereken elke week", next_on="2027-09-06", until_on="2027-09-19")
    administrator.sees("Volgende keer op", "wie het minst opleidingsdagen over heeft eerst")
    third = begin_company(officer, "Demo Sas", 3)
    place = third.hr.publish("Logistiek duaal", places=1, starts_on="2027-09-03", ends_on="2028-06-30")
    third.hr.ask_recognition(place, "2027-09-02")
    for day in ("07", "14", "21"):
        clock(f"2027-09-{day} 05:00 +0200")
        run_timetable()
    administrator.open(f"{page}again/")
    administrator.sees("De vorige reeks stopte vanzelf na", "wekelijkse herberekening", "5 van 5 zoekende leerlingen")
    assert administrator.page.text.count("wekelijkse herberekening") == 2
    coordinator.open(f"{page}review/")
    coordinator.sees("Nagekeken")
