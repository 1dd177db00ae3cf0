"""Places of one company from a file: every row told of, nothing half-saved, twice the same."""

import io
from datetime import date

import openpyxl
import pytest
import time_machine
from django.core.management import CommandError, call_command

from placements.models import Capacity
from tests.factories.companies import CompanyFactory, SiteFactory
from tests.factories.schools import ProgrammeFactory

pytestmark = pytest.mark.django_db
HEADER = ["site", "programmes", "starts_on", "ends_on", "places", "days", "from", "to"]
GOOD = ["Magazijn Noord", "LOG", "2026-12-01", "2027-06-30", "3", "345", "8:00", "16:30"]


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-11-23 09:00 +0100", tick=False):
        yield


@pytest.fixture
def company():
    ProgrammeFactory(code="LOG")
    return SiteFactory(name="Magazijn Noord", establishment_number="2123456791", company=CompanyFactory()).company


def read(path, company, *options):
    out = io.StringIO()
    number = company.organisation.enterprise_number
    call_command("import_capacity", str(path), "--company", number, *options, stdout=out)
    return out.getvalue()


def write(tmp_path, *rows, delimiter=",", encoding="utf-8"):
    path = tmp_path / "places.csv"
    path.write_text("\n".join(delimiter.join(row) for row in (HEADER, *rows)), encoding=encoding)
    return path


def test_a_row_becomes_a_draft_once(tmp_path, company):
    path = write(tmp_path, GOOD)
    assert "2: made" in read(path, company)
    assert "2: unchanged" in read(path, company)
    capacity = Capacity.objects.get()
    assert (capacity.status, capacity.places, capacity.forms) == ("draft", 3, ["OAO"])
    assert (capacity.starts_on, capacity.week["3"]) == (date(2026, 12, 1), ["08:00", "16:30"])


def test_another_number_changes_the_draft(tmp_path, company):
    read(write(tmp_path, GOOD), company)
    assert "2: changed" in read(write(tmp_path, [*GOOD[:4], "5", *GOOD[5:]]), company)
    assert Capacity.objects.get().places == 5


def test_a_row_twice_is_told(tmp_path, company):
    with pytest.raises(CommandError):
        read(write(tmp_path, GOOD, GOOD), company)
    assert not Capacity.objects.exists()


def test_a_dry_run_stores_nothing(tmp_path, company):
    assert "Nothing was stored" in read(write(tmp_path, GOOD), company, "--dry-run")
    assert not Capacity.objects.exists()


def test_semicolons_latin_bytes_and_the_establishment_number(tmp_path, company):
    SiteFactory(company=company, name="Café Zuid")
    rows = (["2.123.456.791", *GOOD[1:]], ["café zuid", *GOOD[1:]])
    read(write(tmp_path, *rows, delimiter=";", encoding="latin-1"), company)
    assert Capacity.objects.count() == 2


def test_a_spreadsheet(tmp_path, company):
    book = openpyxl.Workbook()
    book.active.append(HEADER)
    book.active.append([*GOOD[:2], date(2026, 12, 1), date(2027, 6, 30), 3, 345, "08:00", "16:30"])
    book.save(tmp_path / "places.xlsx")
    read(tmp_path / "places.xlsx", company)
    assert Capacity.objects.get().week.keys() == {"3", "4", "5"}


@pytest.mark.parametrize(
    ("column", "text", "told"),
    [
        (0, "Elders", "Elders"),
        (1, "LOG|ONBEKEND", "ONBEKEND"),
        (2, "1/12/2026", "starts_on"),
        (3, "2027-09-01", "twee schooljaren"),
        (3, "2026-11-30", "ligt vóór"),
        (4, "veel", "places"),
        (4, "0", "minstens één"),
        (5, "wo", "cijfers"),
        (7, "07:00", "einduur"),
    ],
)
def test_one_wrong_row_stores_none(tmp_path, company, column, text, told):
    other = ["Magazijn Noord", "LOG", "2027-01-04", *GOOD[3:]]
    wrong = [text if number == column else cell for number, cell in enumerate(GOOD)]
    path = write(tmp_path, other, wrong)
    out = io.StringIO()
    with pytest.raises(CommandError, match="1 of 2 rows refused"):
        call_command("import_capacity", str(path), "--company", company.organisation.enterprise_number, stdout=out)
    assert "3: refused" in out.getvalue()
    assert told in out.getvalue()
    assert not Capacity.objects.exists()


def test_an_empty_row_between_others_is_told(tmp_path, company):
    with pytest.raises(CommandError):
        read(write(tmp_path, GOOD, [""] * 8, GOOD), company)


@pytest.mark.parametrize("number", ["0999.999.999", "geen nummer"])
def test_an_unknown_company(tmp_path, company, number):
    with pytest.raises(CommandError, match="no company"):
        call_command("import_capacity", str(write(tmp_path, GOOD)), "--company", number)


def test_a_wrong_header(tmp_path, company):
    path = tmp_path / "places.csv"
    path.write_text("naam,aantal\nMagazijn,3\n")
    with pytest.raises(CommandError, match="site"):
        read(path, company)
