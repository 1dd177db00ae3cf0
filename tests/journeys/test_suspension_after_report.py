"""A report by personal link over HTTP: case, hearing, major finding, suspension by two, review list, reinstatement."""

import pytest

from marketplace.actor import Role
from tests.factories.accounts import MembershipFactory, OrganisationFactory
from tests.journeys.beginnings import STAGE, class_list, student
from tests.journeys.players import PASSWORD, Guest, LabelOfficer, Member
from tests.journeys.post import mails_to, run_jobs, run_timetable

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleagues(administrator):
    """Two more label officers of the city, and a decider of an employer organisation."""
    for email in ("nalezer@demo.example", "tweede@demo.example"):
        administrator.invite(email, "label_officer")
    partner = OrganisationFactory(name="Demo Werkgevers", is_partner=True)
    decider = MembershipFactory(organisation=partner, role=Role.DECIDER, user__email="beslisser@demo.example")
    decider.user.set_password(PASSWORD)
    decider.user.save()
    decider.user.emailaddress_set.create(email=decider.user.email, verified=True, primary=True)
    officers = [LabelOfficer(f"{name}@demo.example", name).accept_invitation() for name in ("nalezer", "tweede")]
    return [*officers, Member("beslisser@demo.example", "beslisser").log_in()]


def decide_together(colleagues, matter):
    """One reads the proposal again, a second officer and the decider of the partner decide it."""
    reader, second, outsider = colleagues
    reader.waiting()
    reader.follow("Lees na")
    reader.sees(matter)
    reader.press("Ik lees na en ga akkoord")
    for decider in (second, outsider):
        decider.waiting()
        decider.follow("Beslis mee")
        decider.press("Bewaar je beslissing", outcome="granted", reasons="Gelezen en gehoord.")
    outsider.sees("van kracht")


def test_from_a_report_to_a_reinstated_label(company, school, officer, colleagues, clock):
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
    hr.waiting()
    hr.open("/inbox/")
    hr.sees("voorlopig geschorst")
    decide_together(colleagues, "Dit label is nu voorlopig geschorst")
    hr.open("/inbox/")
    hr.sees("schorsing vanaf ma 23 nov 2026", "bezwaar maken tot wo 23 dec 2026")
    coordinator.open("/places/")
    coordinator.misses("Demo Kraan")
    hr.open("/labels/own/")
    hr.follow("Magazijn 1")
    hr.sees("Niet akkoord? Wat kan je doen", "tot en met wo 23 dec 2026")
    run_jobs()
    hr.follow("Schorsing")
    hr.sees("Download de brief (pdf)")
    hr.follow("Vraag om verbetering")
    hr.sees("Een minderjarige werkte alleen op een dak.")
    hr.press("Dien in", grounds="Er was wel een collega bij.")
    hr.sees("Ingediend", "De stad stelt het panel nog samen.")
    officer.waiting()
    officer.sees("Stel het panel samen")
    hr.press("Trek in")

    run_timetable()
    coordinator.waiting()
    coordinator.follow("Bekijk opnieuw")
    coordinator.sees("Adil Melder bij Demo Kraan")
    coordinator.press("Laat deze plaats doorgaan", reason="Er staat nu een steiger.")
    coordinator.sees("gaat door", "Er staat nu een steiger.")
    coordinator.open(placement)
    coordinator.misses("ging niet door")

    officer.open(case)
    officer.follow("Magazijn 1")
    label = officer.page.path
    officer.follow("Stel het einde van de schorsing voor")
    reasons = {"reasons": "De steiger staat er; de coach zag hem."}
    officer.press("Stel voor", **reasons)
    officer.sees("Het ethische dossier over deze houder loopt nog")
    officer.open(case)
    officer.press("Sluit het dossier af")
    officer.open(label)
    officer.follow("Stel het einde van de schorsing voor")
    officer.press("Stel voor", **reasons)
    decide_together(colleagues, "De steiger staat er")
    officer.open(label)
    officer.sees("actief")
    coordinator.open("/places/")
    coordinator.sees("Demo Kraan")
    run_timetable()
    coordinator.open("/placements/reviews/")
    coordinator.sees("Geen enkele plaats vraagt een tweede blik")
    officer.open("/labels/cases/")
    officer.sees("2026", "te weinig om te tonen")
