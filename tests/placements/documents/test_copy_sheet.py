"""The copy sheet: the checked data in one order, on the page and as a PDF that says that it is no agreement."""

import subprocess
from datetime import date

import pytest
import time_machine

from placements.documents.copy_sheet import copy_sheet_pdf, marked_sections, sections_of, signers_of
from placements.models import Agreement, FormTerms
from tests.factories.agreements import draft, in_signing
from tests.factories.amendments import amended, opened, running
from tests.factories.offers import make_market

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-23 09:00 +0100", tick=False):
        yield


@pytest.fixture
def market():
    FormTerms.objects.update(binding="counter")
    return make_market()


def told_by(program, *arguments):
    done = subprocess.run([program, *arguments], capture_output=True, text=True, check=True)
    return " ".join(done.stdout.split())


def test_it_reads_back_as_no_agreement(market, tmp_path):
    agreement = in_signing(market)
    path = tmp_path / "sheet.pdf"
    path.write_bytes(copy_sheet_pdf(agreement, TODAY))
    text = told_by("pdftotext", "-layout", str(path), "-")
    assert "Dit is geen overeenkomst en niemand tekent dit blad." in text
    assert "de overeenkomst in het officiële loket" in text
    assert agreement.body["student"]["name"] in text
    assert "vraag je aan de leerling zelf" in text
    assert "Tagged: yes" in told_by("pdfinfo", str(path))


@pytest.mark.parametrize("form", ["OAO", "STAGE", "DA", "VISIT"])
def test_every_form_has_its_sheet_in_one_order(market, form):
    titles = [title for title, _fields in sections_of(in_signing(market, form=form), TODAY)]
    assert titles[:4] == ["Onderneming", "Vestiging", "School", "Leerling"]
    assert titles[-1] == "Wie moet tekenen"


@pytest.mark.parametrize(
    ("form", "asked"),
    [("OAO", ["Rijksregisternummer en rekeningnummer"]), ("STAGE", ["Rijksregisternummer"]), ("VISIT", [])],
)
def test_what_is_asked_of_the_student_follows_from_the_form(market, form, asked):
    fields = dict(sections_of(in_signing(market, form=form), TODAY))["Leerling"]
    assert [label for label, _value in fields if "nummer" in label] == asked


def test_no_heading_is_empty_and_no_field_is_blank(market):
    agreement = in_signing(market, form="VISIT")
    agreement.placement.mentors.all().delete()
    sections = dict(sections_of(agreement, TODAY))
    assert "Mentor" not in sections
    assert "Activiteiten" not in sections
    assert ("Vestigingsnummer", "nog niet ingevuld") in sections["Vestiging"]
    assert all(value for fields in sections.values() for _label, value in fields)


def test_of_a_teacher_it_says_so(market):
    sections = dict(sections_of(in_signing(market, form="TEACHER"), TODAY))
    assert "Leraar" in sections
    assert "Leerling" not in sections
    assert sections["Afspraken"][0][1].startswith("De leraar leert bij de onderneming")
    assert ("Activiteit", "rekken aanvullen") in sections["Activiteiten"]


def test_of_a_stage_the_half_days_are_on_it(market):
    agreement = in_signing(market, form="STAGE")
    fields = dict(dict(sections_of(agreement, TODAY))["Activiteiten"])
    assert fields["Halve dagen"] == str(agreement.body["half_days"])


def test_the_hours_of_the_plan_are_added_up(market):
    agreement = in_signing(market)
    fields = dict(dict(sections_of(agreement, TODAY))["Opleidingsplan"])
    general = agreement.body["plan"]["general_hours"]
    assert fields["Samen"] == "600 uur werkplek, 20 uur school"
    assert fields["Algemene vorming op school"] == f"{general} uur"


def test_who_signs_is_counted_on_the_day(market):
    """R07: from the eighteenth birthday the representative is no longer on the list."""
    agreement = in_signing(market)
    born_on = agreement.placement.student.born_on
    parties = [party for party, _name in signers_of(agreement, TODAY)]
    assert parties == ["Onderneming", "School", "Leerling", "Wettelijke vertegenwoordiger"]
    assert len(signers_of(agreement, born_on.replace(year=born_on.year + 18))) == 3


def test_nobody_copies_a_draft(market, client_of):
    agreement = draft(market)
    assert client_of(market.coach_member).get(f"/agreements/{agreement.pk}/copy-sheet/").status_code == 409


class TestAmendment:
    """Each row says in words what the amendment changes in it, against the sheet of the version before."""

    @pytest.fixture
    def market(self):
        return make_market()

    @pytest.fixture
    def first(self, market):
        return running(market)

    @pytest.fixture
    def agreement(self, market, first):
        with time_machine.travel("2027-02-01 09:00 +0100", tick=False):
            week = {day: ["08:00", "16:30"] for day in "123"}
            made = amended(market, first, ends_on=date(2027, 6, 25), week=week)
            made.plan.lines.update(work_hours=500)
            return opened(market, Agreement.objects.get(pk=made.pk))

    def test_rows_are_marked_where_they_stand(self, agreement):
        sections = dict(marked_sections(agreement, TODAY))
        period = sections["Periode en uren"]
        assert ("Laatste dag", "25 juni 2027", "gewijzigd, was: 30 juni 2027") in period
        assert [mark for label, _value, mark in period if label == "Eerste dag"] == [""]
        assert {mark.partition(",")[0] for _label, _value, mark in period} == {"", "gewijzigd", "nieuw", "vervalt"}
        marks = {label: mark for label, _value, mark in sections["Opleidingsplan"]}
        assert marks["Samen"] == "gewijzigd, was: 600 uur werkplek, 20 uur school"
        assert marks["Weken"] == ""
        kept = [
            (title, [row[:2] for row in rows if not row[2].startswith("vervalt")]) for title, rows in sections.items()
        ]
        assert kept == sections_of(agreement, TODAY)

    def test_a_first_version_marks_nothing(self, first):
        assert {row[2] for _title, rows in marked_sections(first, TODAY) for row in rows} == {""}

    def test_page_and_paper_say_it(self, market, agreement, client_of, tmp_path):
        said = ("Bijlage bij versie 1, geldt vanaf", "gewijzigd, was: 30 juni 2027")
        page = client_of(market.coach_member).get(f"/agreements/{agreement.pk}/copy-sheet/").content.decode()
        path = tmp_path / "sheet.pdf"
        path.write_bytes(copy_sheet_pdf(agreement, TODAY))
        paper = told_by("pdftotext", "-layout", str(path), "-")
        assert [words in text for text in (page, paper) for words in said] == [True] * 4
