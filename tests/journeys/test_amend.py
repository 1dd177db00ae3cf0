"""The agreement of a running placement amended from a day on, over HTTP: what was signed holds until all sign."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.journeys.beginnings import LOGISTICS, class_list, student
from tests.journeys.players import Guest
from tests.journeys.post import run_timetable

pytestmark = pytest.mark.django_db
ADIL = student("Adil", "Volwassen", "01/02/2008", LOGISTICS)
NOOR = {"duaal sinds": "16/11/2026", "trajectbegeleider": "Toon Traject1"}
TO_JUNE = {"starts_on": "2027-01-11", "ends_on": "2027-06-30", "weekdays": [3, 4, 5]}
FORM = {"terms-signers": ["company", "school", "student"], "terms-source": "Beslissing van de stad, 20 november 2026"}


def agreed(company, school, name, guests, **asked):
    """Everybody said yes to a place for this student; the placement."""
    school.coordinator.ask(name, **asked)
    school.coordinator.offer(name, "Demo Kraan", told_on="2026-11-23")
    placement = company.hr.say_yes(company.mentor)
    school.coach.send_links(placement)
    for guest in guests:
        guest.say_yes()
    return placement


def sign_all(company, school, agreement, guests):
    """Both sides check the data, and everybody signs."""
    for member in (school.coach, company.hr):
        member.check_data(agreement)
    school.director.sign(agreement)
    company.hr.sign(agreement)
    for guest in guests:
        guest.sign()


def started(company, placement, clock):
    """The list before the first day is green, and that day comes."""
    hr = company.hr
    hr.tick(placement, "risicoanalyse", done_on="2026-11-23", document_on="2026-10-01")
    hr.tick(placement, "gezondheidsbeoordeling", done_on="2026-11-23", outcome="not_needed")
    clock("2027-01-11 08:00 +0100")
    run_timetable()
    hr.open(placement)
    hr.sees("loopt")


def running(company, school, clock, **asked):
    """A dual placement of an adult that runs since January: the placement, its agreement and the student."""
    company.hr.recognise(company.hr.publish("Logistiek duaal", places=2))
    school.coordinator.upload(class_list(ADIL))
    adil = Guest("adil@demo.example")
    placement = agreed(company, school, "Adil Volwassen", [adil], **(TO_JUNE | asked))
    agreement = school.coach.draft_agreement(placement)
    sign_all(company, school, agreement, [adil])
    started(company, placement, clock)
    return placement, agreement, adil


def running_minor(company, school, clock, born_on="27/04/2010"):
    """The same of somebody whose mother signs too."""
    company.hr.recognise(company.hr.publish("Logistiek duaal", places=1))
    school.coordinator.upload(class_list(student("Noor", "Jong", born_on, LOGISTICS, **NOOR)))
    school.coordinator.set_school_days("5LOG", (1, 2))
    school.coordinator.add_representative("Noor Jong", "Moeder Jong", email="moeder@demo.example")
    people = [Guest("noor@demo.example"), Guest("moeder@demo.example")]
    placement = agreed(company, school, "Noor Jong", people, starts_on="2027-01-11", ends_on="2027-06-30")
    agreement = school.coach.draft_agreement(placement)
    sign_all(company, school, agreement, people)
    started(company, placement, clock)
    return placement, agreement, *people


def amend(member, agreement, **said):
    """From the page of what was signed to the draft of what changes it."""
    member.open(agreement)
    member.follow("Wijzig de overeenkomst vanaf een dag")
    member.sees("Tot iedereen tekent, blijft wat nu geldt")
    member.press("Maak de bijlage", **said)
    return member.page.path


def test_a_competence_that_is_recognised_in_january(company, school, clock):
    hr, coordinator, coach = company.hr, school.coordinator, school.coach
    placement, agreement, adil = running(company, school, clock)
    clock("2027-01-18 09:00 +0100")
    coordinator.open("/requests/?status=placed")
    coordinator.follow("Adil Volwassen")
    coordinator.follow("Kan deze leerling al iets?")
    form, _button = coordinator.page.form_with("Vraag dit aan")
    asked_for = next(key for key in form.choices["competence"] if key)
    shown = {"kind_1": "test", "text_1": "Proef met de reachtruck", "dated_on_1": "2027-01-15"}
    coordinator.press("Vraag dit aan", competence=asked_for, **shown)
    asked = coordinator.page.path
    coach.open(asked)
    coach.press("Leg voor aan de klassenraad", advice="Adil toonde het in een proef.")
    coordinator.open(asked)
    said = {"is_recognised": "yes", "council_on": "2027-01-18", "reason": "De proef was goed."}
    coordinator.press("Noteer de beslissing", **said)

    coach.open("/inbox/")
    coach.sees("Maak een bijlage bij de overeenkomst")
    coach.press("Bekijk")
    coach.sees("Wijzig de overeenkomst vanaf een dag", "versie 1")
    coach.press("Maak de bijlage", in_force_on="2027-01-17")
    coach.sees("Kies een dag vanaf vandaag")
    coach.press("Maak de bijlage", in_force_on="2027-02-01")
    coach.sees("Bijlage bij versie 1", "elders geleerd", "geldt nu")
    amendment = coach.page.path
    hr.open("/dashboard/")
    hr.follow("Kijk de gegevens na")
    assert hr.page.path == amendment
    for member in (coach, hr):
        member.check_data(amendment)
    school.director.open("/agreements/sign/")
    school.director.sees("Adil Volwassen", "bijlage vanaf ma 1 feb 2027")
    school.director.sign(amendment)
    hr.sign(amendment)
    coach.open(agreement)
    coach.sees("geldt nu", "klaar om te tekenen")
    adil.open_link()
    adil.sees("Bijlage bij versie 1", "elders geleerd")
    adil.press("Ik teken")
    coach.open(agreement)
    coach.sees("geldt nu, tot en met zo 31 jan 2027", "geldt vanaf ma 1 feb 2027")
    hr.open(placement)
    hr.sees("loopt")
    clock("2027-02-01 09:00 +0100")
    hr.open(amendment)
    hr.sees("gold tot en met zo 31 jan 2027", "geldt nu")
    hr.follow("Bekijk het plan")
    hr.sees("elders geleerd")


def test_days_in_the_easter_holidays_that_a_parent_first_refuses(company, school, clock):
    hr, coach, director = company.hr, school.coach, school.director
    placement, agreement, noor, mother = running_minor(company, school, clock)
    clock("2027-03-01 09:00 +0100")
    amendment = amend(hr, agreement, in_force_on="2027-03-15")
    hr.follow("Vul het uurrooster in")
    holiday = {"kind": "holiday", "starts_on": "2027-03-31", "reason": "Leert een schip lossen, dat komt dan aan."}
    hr.press("Bewaar deze dagen", **(holiday | {"starts_on": "2027-03-10"}))
    hr.sees("voor een vroegere dag verandert er niets")
    hr.press("Bewaar deze dagen", kind="recovery", starts_on="2027-04-21")
    hr.press("Bewaar deze dagen", **holiday)
    hr.sees("Leert een schip lossen")
    coach.open(f"{amendment}schedule/")
    coach.press("Deze persoon is bereikbaar", starts_on="2027-03-29", ends_on="2027-04-09")
    for member in (coach, hr):
        member.check_data(amendment)

    mother.open_link()
    mother.sees("Wat anders is", "31 maart 2027", "Leert een schip lossen")
    mother.press("Zeg dat je niet tekent", reason="Noor gaat dan met ons mee.")
    coach.open("/dashboard/")
    coach.follow("Kijk waarom iemand niet tekent")
    coach.sees("De wettelijke vertegenwoordiger tekent niet", "Noor gaat dan met ons mee.", "Wat nu geldt, blijft")
    hr.open(amendment)
    hr.sees(
        "De wettelijke vertegenwoordiger tekent niet", "kent de reden en neemt contact op", "Maak een nieuwe versie"
    )
    hr.misses("Noor gaat dan met ons mee.")
    hr.open(placement)
    hr.sees("loopt")
    hr.open(f"/placements/{placement.split('/')[2]}/hours/")
    hr.misses("Leert een schip lossen")

    coach.open(amendment)
    coach.follow("Maak een nieuwe versie")
    coach.press("Maak de nieuwe versie", in_force_on="2027-03-22")
    again = coach.page.path
    coach.sees("versie 3", "Bijlage bij versie 1")
    sign_all(company, school, again, [noor, mother])
    director.open(agreement)
    director.sees("geldt nu, tot en met zo 21 mrt 2027", "geldt vanaf ma 22 mrt 2027")


def test_turning_eighteen_between_draft_and_signature(company, school, clock):
    hr, coach, director = company.hr, school.coach, school.director
    _placement, agreement, noor, mother = running_minor(company, school, clock, born_on="05/03/2009")
    clock("2027-03-01 09:00 +0100")
    amendment = amend(coach, agreement, in_force_on="2027-03-15", ends_on="2027-06-25")
    for member in (coach, hr):
        member.check_data(amendment)
    coach.open(amendment)
    coach.sees("Moeder Jong")
    mother.open_link()
    mother.sees("Laatste dag", "25 juni 2027")
    hr.sign(amendment)

    clock("2027-03-05 09:00 +0100")
    assert mother.open(mother.link).status == 200  # the copy that she signed in September
    mother.misses("25 juni 2027", "Ik teken")
    director.sign(amendment)
    noor.sign()
    coach.open(amendment)
    coach.sees("door iedereen getekend", "geldt vanaf ma 15 mrt 2027")


def test_a_later_last_day_and_a_mentor_who_is_taken_by_then(company, school, clock):
    hr, coach = company.hr, school.coach
    placement, agreement, adil = running(company, school, clock, ends_on="2027-05-28")
    clock("2027-01-12 09:00 +0100")
    amendment = amend(hr, agreement, in_force_on="2027-05-29", ends_on="2027-06-11")
    sign_all(company, school, amendment, [adil])
    coach.open(placement)
    coach.sees("11 jun 2027", "loopt")

    school.coordinator.upload(class_list(student("Bo", "Later", "02/02/2008", LOGISTICS)))
    bo = Guest("bo@demo.example")
    agreed(company, school, "Bo Later", [bo], **(TO_JUNE | {"starts_on": "2027-06-14"}))
    hr.open(amendment)
    hr.follow("Wijzig de overeenkomst vanaf een dag")
    hr.press("Maak de bijlage", in_force_on="2027-06-01", ends_on="2027-06-30")
    hr.sees("Deze mentor heeft in die periode al genoeg leerlingen")
    assert 'value="2027-06-30"' in hr.page.html


def test_half_signed_replaced_dropped_and_gone_with_an_early_end(company, school, clock):
    hr, coach, director = company.hr, school.coach, school.director
    placement, agreement, adil = running(company, school, clock)
    first = amend(coach, agreement, in_force_on="2027-01-25")
    for member in (coach, hr):
        member.check_data(first)
    director.sign(first)
    adil.open_link()
    half = adil.link
    coach.open(first)
    coach.follow("Maak een nieuwe versie")
    coach.press("Maak de nieuwe versie", ends_on="2027-06-18")
    second = coach.page.path
    assert adil.open(half).status == 410
    adil.sees("vorige versie")
    hr.open(second)
    hr.sees("Laatste dag", "18 juni 2027", "versie 3")

    hr.press("Laat de bijlage vallen")
    hr.sees("De bijlage gaat niet door", "vervallen", "Wijzig de overeenkomst vanaf een dag")
    assert hr.page.path == agreement
    third = amend(hr, agreement, in_force_on="2027-01-25", ends_on="2027-06-18")
    for member in (coach, hr):
        member.check_data(third)
    clock("2027-01-14 09:00 +0100")
    coach.open(placement)
    coach.press(
        "Stop vroeger", reason="MUTUAL", last_on="2027-01-14", next_step="Gesprek over wat nu", next_person="Toon"
    )
    coach.open(third)
    coach.sees("vervallen")
    director.open("/dashboard/")
    director.misses("Teken de overeenkomst")
    director.open("/agreements/sign/")
    director.misses("Adil")


def test_what_binds_on_paper_is_amended_on_paper(administrator, company, school, clock):
    hr, coach = company.hr, school.coach
    _placement, agreement, _adil = running(company, school, clock)
    administrator.open("/forms/")
    administrator.follow("overeenkomst alternerende opleiding (OAO)")
    paper = FORM | {"terms-binding": "paper", "terms-in_force_on": "2027-01-11"}
    administrator.press("Bewaar wat telt", **paper)
    amendment = amend(coach, agreement, in_force_on="2027-01-18", ends_on="2027-06-18")
    for member in (coach, hr):
        member.check_data(amendment)
    coach.open(amendment)
    coach.follow("Noteer: elders getekend")
    clock("2027-01-20 09:00 +0100")
    noted = {"reference": "OAO-2027-3", "everybody": "on"}
    coach.press("Noteer: elders getekend", signed_on="2027-01-19", **noted, scan=photo())
    coach.sees("na de dag waarop de bijlage ingaat")
    coach.press("Noteer: elders getekend", signed_on="2027-01-15", **noted, scan=photo())
    coach.sees("door iedereen getekend", "OAO-2027-3", "geldt nu")


def photo():
    kept = BytesIO()
    Image.new("RGB", (60, 40), "white").save(kept, "JPEG")
    return SimpleUploadedFile("scan.jpg", kept.getvalue(), "image/jpeg")
