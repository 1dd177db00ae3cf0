import io

import pytest
from django.core.management import CommandError, call_command

from marketplace.accounts.models import Organisation
from marketplace.tables import read_table
from tests.factories.accounts import enterprise_number
from tests.factories.companies import CompanyFactory, hr_of
from tests.reference_data import FOLDER

pytestmark = pytest.mark.django_db
HEADER = "ondernemingsnummer,naam,straat,huisnummer,bus,postcode,gemeente_nl"
NUMBER = enterprise_number(900_077)
ROW = f"{NUMBER},Demo Gemeente,Markt,1,B,2000,Antwerpen"


def run(*arguments):
    printed = io.StringIO()
    call_command("import_organisations", *map(str, arguments), stdout=printed)
    return printed.getvalue().splitlines()


@pytest.fixture
def table(tmp_path):
    def write(*lines):
        file = tmp_path / "organisaties.csv"
        file.write_text("\n".join([HEADER, *lines]), encoding="utf-8")
        return file

    return write


def test_the_full_table_is_imported_and_a_second_time_changes_nothing():
    file = FOLDER / "organisaties_prov_antwerpen.csv"
    count = len(read_table(file.read_bytes(), file.name, ["naam"]))
    assert run(file)[-1] == f"{count} nieuw, 0 gewijzigd, 0 gelijk, 0 geweigerd"
    assert Organisation.objects.filter(source="reference").without_members().count() == count
    assert run(file) == [f"0 nieuw, 0 gewijzigd, {count} gelijk, 0 geweigerd"]


def test_a_dry_run_saves_nothing(table):
    assert run(table(ROW), "--dry-run")[0] == "rij 2: nieuw Demo Gemeente"
    assert not Organisation.objects.exists()


def test_an_address_is_put_together_and_a_change_named(table):
    run(table(ROW))
    assert Organisation.objects.get().street == "Markt 1 bus B"
    assert run(table(ROW.replace("Markt,1,B", "Markt,0,")))[0] == "rij 2: gewijzigd Demo Gemeente: street"
    assert Organisation.objects.get().street == "Markt"


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (ROW.replace("Demo Gemeente", ""), "De naam ontbreekt."),
        (ROW.replace("Demo Gemeente", "x" * 201), "De kolom naam is te lang."),
        (ROW.replace(NUMBER, "0566988258"), "het controlegetal hoort 59 te zijn"),
        (ROW.replace("2000", "20"), "heeft 4 cijfers"),
    ],
)
def test_a_wrong_row_is_left_out_with_a_sentence(table, line, sentence):
    printed = run(table(line))
    assert sentence in printed[0]
    assert printed[-1] == "0 nieuw, 0 gewijzigd, 0 gelijk, 1 geweigerd"


def test_an_empty_row_between_others_is_told(table):
    printed = run(table(",,,,,,", ROW))
    assert printed[0] == "rij 2: geweigerd: Deze rij is leeg."
    assert printed[-1] == "1 nieuw, 0 gewijzigd, 0 gelijk, 1 geweigerd"


def test_a_duplicate_names_the_first_row(table):
    printed = run(table(ROW, ROW.replace("Demo", "Dubbel")))
    assert printed[1] == "rij 3: geweigerd Dubbel Gemeente: Dit ondernemingsnummer staat ook in rij 2."


def test_who_keeps_its_own_data_is_left_alone(table):
    organisation = hr_of(CompanyFactory()).organisation
    printed = run(table(ROW.replace(NUMBER, organisation.enterprise_number)))
    assert "houdt zelf haar gegevens bij" in printed[0]
    before = organisation.name
    organisation.refresh_from_db()
    assert organisation.name == before


def test_a_wrong_header_stops_with_a_sentence(tmp_path):
    file = tmp_path / "a.csv"
    file.write_text("nummer,naam\n1,x\n")
    with pytest.raises(CommandError, match="Deze kolommen ontbreken: ondernemingsnummer"):
        run(file)
