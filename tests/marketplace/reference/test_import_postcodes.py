import io

import pytest
from django.core.management import CommandError, call_command

from marketplace.reference.models import Postcode
from marketplace.tables import read_table
from tests.reference_data import FOLDER

pytestmark = pytest.mark.django_db
HEADER = "postcode,plaatsnaam,gemeente_nis,gemeente_nl,lat,lon"
DEURNE = "2100,Deurne,11002,Antwerpen,51.2,4.46"


def run(*arguments):
    printed = io.StringIO()
    call_command("import_postcodes", *map(str, arguments), stdout=printed)
    return printed.getvalue().splitlines()


@pytest.fixture
def table(tmp_path):
    def write(*lines, encoding="utf-8"):
        file = tmp_path / "postcodes.csv"
        file.write_text("\n".join([HEADER, *lines]), encoding=encoding)
        return file

    return write


def test_the_full_table_is_imported_and_a_second_time_changes_nothing():
    file = FOLDER / "postcodes_be.csv"
    codes = {row["postcode"] for row in read_table(file.read_bytes(), file.name, ["postcode"])}
    printed = run(file)
    assert printed[-1] == f"{len(codes)} nieuw, 0 gewijzigd, 0 gelijk, 0 geweigerd"
    assert Postcode.objects.count() == len(codes)
    assert run(file) == [f"0 nieuw, 0 gewijzigd, {len(codes)} gelijk, 0 geweigerd"]


def test_a_dry_run_tells_the_same_and_saves_nothing(table):
    printed = run(table(DEURNE), "--dry-run")
    assert printed == [
        "rij 2: nieuw 2100 Antwerpen",
        "1 nieuw, 0 gewijzigd, 0 gelijk, 0 geweigerd",
        "Proef: er is niets bewaard.",
    ]
    assert not Postcode.objects.exists()


def test_places_of_a_postcode_come_together_and_changes_are_named(table):
    run(table("2018,Zuid,11002,Antwerpen,51.2,4.4", "2018,Kiel,11002,Antwerpen,51.2,4.4"))
    assert Postcode.objects.get().places == "Zuid|Kiel"
    Postcode.objects.update(district="Antwerpen")
    assert run(table("2018,Zuid,11002,Anders,51.2,4.4"))[0] == "rij 2: gewijzigd 2018 Anders: municipality, places"
    assert Postcode.objects.get().district == "Antwerpen"


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (",,,,,", "rij 2: geweigerd: Deze rij is leeg."),
        ("21,Deurne,11002,Antwerpen,51.2,4.46", "heeft 4 cijfers"),
        ("2100,Deurne,,Antwerpen,51.2,4.46", "NIS-code"),
        ("2100,Deurne,11002,Antwerpen,4.46,51.2", "ligt niet in België"),
        ("2100,Deurne,11002,Antwerpen,,", "ligt niet in België"),
        ("2100,Deurne,11002,Antwerpen,nan,4.46", "ligt niet in België"),
    ],
)
def test_a_wrong_row_is_left_out_with_a_sentence(table, line, sentence):
    printed = run(table(line, "2000,Antwerpen,11002,Antwerpen,51.2,4.4"))
    assert sentence in printed[0]
    assert printed[-1] == "1 nieuw, 0 gewijzigd, 0 gelijk, 1 geweigerd"
    assert Postcode.objects.get().code == "2000"


def test_a_row_that_stands_twice(table):
    assert run(table(DEURNE, DEURNE))[0] == "rij 3: geweigerd 2100: Deze rij staat er twee keer."


def test_latin_1_and_semicolons_are_read(tmp_path):
    file = tmp_path / "postcodes.csv"
    file.write_bytes(f"{HEADER}\n6700,Fouches-Métzert,81001,Aarlen,49.68,5.81".replace(",", ";").encode("latin-1"))
    run(file)
    assert Postcode.objects.get().places == "Fouches-Métzert"


def test_a_wrong_header_stops_with_a_sentence(tmp_path):
    file = tmp_path / "postcodes.csv"
    file.write_text("code,naam\n2000,Antwerpen\n")
    with pytest.raises(CommandError, match="Deze kolommen ontbreken: postcode, plaatsnaam"):
        run(file)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        run(tmp_path / "nergens.csv")
