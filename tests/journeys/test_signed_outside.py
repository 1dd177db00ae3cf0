"""A binding agreement on paper, over HTTP and in Chromium: checked here, signed elsewhere, noted by the school."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.journeys.beginnings import LOGISTICS, class_list, student
from tests.journeys.chromium import in_both_windows
from tests.journeys.players import Guest

pytestmark = [pytest.mark.django_db, in_both_windows]
FORM = {"terms-signers": ["company", "school", "student"], "terms-source": "Beslissing van de stad, 20 november 2026"}


def photo():
    kept = BytesIO()
    Image.new("RGB", (60, 40), "white").save(kept, "JPEG")
    return SimpleUploadedFile("scan.jpg", kept.getvalue(), "image/jpeg")


def paper_binds(administrator):
    """From today the OAO is signed on paper; yesterday can no longer be changed."""
    administrator.open("/forms/")
    administrator.sees("de tekst die hier getekend wordt")
    administrator.follow("overeenkomst alternerende opleiding (OAO)")
    paper = FORM | {"terms-binding": "paper"}
    administrator.press("Bewaar wat telt", **paper, **{"terms-in_force_on": "2026-11-22"})
    administrator.sees("Kies een dag vanaf vandaag")
    administrator.press("Bewaar wat telt", **paper, **{"terms-in_force_on": "2026-11-23"})
    administrator.sees("Vanaf ma 23 nov 2026: een overeenkomst op papier")


def checked(company, school):
    """A dual placement of which school and company checked the data; its agreement."""
    hr, coordinator, coach = company.hr, school.coordinator, school.coach
    hr.recognise(hr.publish("Logistiek duaal", places=1))
    coordinator.upload(class_list(student("Adil", "Volwassen", "01/02/2008", LOGISTICS)))
    coordinator.ask("Adil Volwassen", starts_on="2027-01-11", ends_on="2027-06-30", weekdays=[3, 4, 5])
    coordinator.offer("Adil Volwassen", "Demo Kraan", told_on="2026-11-23")
    placement = hr.say_yes(company.mentor)
    coach.send_links(placement)
    Guest("adil@demo.example").say_yes()
    agreement = coach.draft_agreement(placement)
    coach.check_data(agreement)
    hr.check_data(agreement)
    return placement, agreement


def test_a_binding_paper_agreement_signed_outside(administrator, company, school, clock):
    hr, coach, director = company.hr, school.coach, school.director
    paper_binds(administrator)
    placement, agreement = checked(company, school)

    director.open(agreement)
    director.sees("Deze overeenkomst teken je niet hier", "een overeenkomst op papier")
    director.misses("Teken als school")
    hr.open("/dashboard/")
    hr.follow("Laat elders tekenen en noteer het")
    hr.sees("Wie moet tekenen", "Adil Volwassen")

    coach.open(agreement)
    coach.follow("Overtypblad")
    coach.sees(
        "Dit is geen overeenkomst en niemand tekent dit blad", "Ondernemingsnummer", "vraag je aan de leerling zelf"
    )
    coach.follow("Download het overtypblad (pdf)")
    assert coach.page.html.startswith("%PDF-")

    noted = {"signed_on": "2026-11-23", "reference": "OAO-2026-12", "everybody": "on"}
    coach.open(agreement)
    coach.follow("Noteer: elders getekend")
    coach.press("Noteer: elders getekend", **noted, scan=SimpleUploadedFile("scan.jpg", b"PK no photo"))
    coach.sees("We bewaren alleen foto's (JPEG of PNG) en PDF-bestanden")
    assert 'value="OAO-2026-12"' in coach.page.html
    coach.press("Noteer: elders getekend", **noted, scan=photo())
    coach.sees("door iedereen getekend", "OAO-2026-12")
    coach.misses("Download het verzegelde document")

    for person in (hr, director):
        person.open(agreement)
        person.follow("Download de scan")
        assert person.page.kind == "image/jpeg"
    hr.open(f"{placement}documents/")
    hr.sees("Overeenkomst, getekend door iedereen die moet")
    hr.open(placement)
    hr.sees("getekend")
