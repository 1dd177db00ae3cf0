"""The import commands, on the complete tables when REFERENCE_DATA names their folder, else on samples."""

import os
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
import time_machine
from django.core.management import CommandError, call_command

from marketplace.commitments.models import TextKind
from schools import data
from schools.curriculum import lists_by_programme, shipped_lists
from schools.models import Competence, Programme, Qualification, QualificationCompetence, School, SchoolSite, Student
from schools.rules import contract_forms
from tests.factories.accounts import commit_to
from tests.factories.schools import CompetenceFactory, ProgrammeFactory, SchoolFactory, school_member

pytestmark = pytest.mark.django_db
SAMPLES = Path(__file__).parent.parent / "data"
TABLES = Path(os.environ.get("REFERENCE_DATA") or SAMPLES)
COMMANDS = {
    "import_schools": ("scholen_secundair_prov_antwerpen.csv", School),
    "import_programmes": ("studierichtingen_secundair.csv", Programme),
    "import_qualifications": ("beroepskwalificaties.csv", Qualification),
}


def run(command, path, *options):
    out = StringIO()
    call_command(command, str(path), *options, stdout=out)
    return out.getvalue()


@pytest.mark.parametrize("command", COMMANDS)
def test_a_table_is_imported_whole_and_a_second_run_changes_nothing(command):
    name, model = COMMANDS[command]
    told = run(command, TABLES / name)
    assert told.startswith("rij 2: nieuw")
    assert told.endswith(", 0 geweigerd\n")
    count = model.objects.count()
    assert count
    again = run(command, TABLES / name)
    assert again.startswith("0 nieuw, 0 gewijzigd, ")
    assert model.objects.count() == count


@pytest.mark.parametrize("command", COMMANDS)
def test_a_dry_run_stores_nothing(command):
    name, model = COMMANDS[command]
    told = run(command, TABLES / name, "--dry-run")
    assert "Proef: er is niets bewaard." in told
    assert not model.objects.exists()


@pytest.mark.parametrize("command", COMMANDS)
def test_after_the_shipped_data_nothing_is_lost(command):
    data.load_programmes()
    data.load_competences()
    data.load_schools()
    before = Programme.objects.get(code="1134")
    run(command, TABLES / COMMANDS[command][0])
    after = Programme.objects.get(code="1134")
    assert (after.name, after.forms, after.general_hours) == (before.name, before.forms, before.general_hours)


def test_shipped_data_load_twice_and_keep_what_an_administrator_set():
    for loader in (data.load_programmes, data.load_competences, data.load_schools):
        loader()
    Programme.objects.filter(code="1134").update(valid_until_on=date(2027, 8, 31))
    Programme.objects.filter(code="1095").update(general_hours=380, name="?")
    counts = [model.objects.count() for model in (Programme, Competence, School)]
    assert counts == [156, 80, 40]
    for loader in (data.load_programmes, data.load_competences, data.load_schools):
        loader()
    assert [model.objects.count() for model in (Programme, Competence, School)] == counts
    assert Programme.objects.get(code="1134").valid_until_on == date(2027, 8, 31)
    kept = Programme.objects.get(code="1095")
    assert (kept.general_hours, kept.name) == (380, "Elektromechanische technieken duaal")
    assert not School.objects.filter(organisation__membership__isnull=False).exists()
    for code in lists_by_programme(shipped_lists()):
        assert Competence.objects.filter(programme__code=code).count() == 10
        assert len(contract_forms(Programme.objects.get(code=code), maribel=False)) == 1


def test_a_list_that_a_school_wrote_stays_when_a_release_brings_one():
    data.load_programmes()
    programme = Programme.objects.get(code="1134")
    CompetenceFactory(programme=programme, code="1134-3-01", number=1)
    data.load_competences()
    assert [row.code for row in programme.competences.all()] == ["1134-3-01"]
    assert Competence.objects.count() == 71


def test_a_seventh_year_and_special_education_get_their_grade():
    run("import_programmes", SAMPLES / "studierichtingen_secundair.csv")
    assert set(Programme.objects.values_list("grade", flat=True)) >= {"2", "3", "7", "ov3"}


def test_a_school_that_takes_part_keeps_its_own_name():
    school = SchoolFactory(institution_number="029553", organisation__name="Nieuwe Naam")
    school_member(school)
    run("import_schools", SAMPLES / "scholen_secundair_prov_antwerpen.csv")
    school.organisation.refresh_from_db()
    assert school.organisation.name == "Nieuwe Naam"
    assert not SchoolSite.objects.filter(school=school).exists()


def test_a_refused_row_is_left_out_and_told(tmp_path):
    table = (SAMPLES / "scholen_secundair_prov_antwerpen.csv").read_text()
    path = tmp_path / "scholen.csv"
    path.write_text(table + "12,Fout,,2000,Antwerpen,,,,,,,,\n")
    told = run("import_schools", path)
    assert "geweigerd Fout: " in told
    assert told.endswith(", 1 geweigerd\n")
    assert not School.objects.filter(organisation__name="Fout").exists()


def test_a_wrong_table_is_told(tmp_path):
    path = tmp_path / "wrong.csv"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(CommandError, match="instellingsnummer"):
        run("import_schools", path)
    with pytest.raises(CommandError, match="absent"):
        run("import_schools", tmp_path / "absent.csv")


@pytest.mark.parametrize(
    ("command", "column", "cell"),
    [
        ("import_programmes", "finaliteit", "Onbekend"),
        ("import_programmes", "duaal", "soms"),
        ("import_programmes", "naam", ""),
        ("import_qualifications", "vks_niveau", "9"),
        ("import_qualifications", "titel", ""),
        ("import_schools", "postcode", "20"),
        ("import_schools", "plaats", ""),
    ],
)
def test_each_wrong_cell_is_refused_with_a_sentence(tmp_path, command, column, cell):
    header, first = (SAMPLES / COMMANDS[command][0]).read_text().splitlines()[:2]
    cells = dict(zip(header.split(","), first.split(","), strict=True)) | {column: cell}
    (tmp_path / "bk_competenties.csv").write_text("bk_code,volgnr,competentie\nBK-0002-3,1,Doet iets\n")
    path = tmp_path / "table.csv"
    path.write_text(f"{header}\n{','.join(cells.values())}\n")
    assert "rij 2: geweigerd" in run(command, path)
    assert not COMMANDS[command][1].objects.exists()


def test_competences_of_an_unknown_qualification_are_refused(tmp_path):
    (tmp_path / "q.csv").write_text((SAMPLES / "beroepskwalificaties.csv").read_text())
    header = "bk_code,titel,vks_niveau,volgnr,competentie,bron_veld,lijst_volledig\n"
    (tmp_path / "bk_competenties.csv").write_text(header + "BK-9999-1,X,2,1,Doet iets,competenties,ja\n")
    told = run("import_qualifications", tmp_path / "q.csv")
    assert "geweigerd BK-9999-1: Deze kwalificatie staat niet in de tabel." in told
    assert not QualificationCompetence.objects.exists()


@pytest.fixture
def school():
    school = SchoolFactory(institution_number="900123")
    commit_to(school.organisation, TextKind.DATA_ARRANGEMENT)
    ProgrammeFactory(code="1134")
    return school


@pytest.fixture
def class_list(tmp_path):
    path = tmp_path / "klas.csv"
    header = "leerlingnummer;voornaam;naam;geboortedatum;klas;opleiding;leerjaar;insz\n"
    path.write_text(header + "12;Zoë;Demo;3/3/2009;5LOG;1134;5;85073003328\n", encoding="latin-1")
    return path


def test_students_are_imported_by_the_code_of_the_page(school, class_list):
    with time_machine.travel(date(2026, 11, 21), tick=False):
        told = run("import_students", class_list, "--school", "900.123")
        assert "rijksregisternummers: insz" in told
        assert "rij 2: nieuw 12" in told
        assert run("import_students", class_list, "--school", "900123").endswith(
            "0 nieuw, 0 gewijzigd, 1 gelijk, 0 geweigerd\n"
        )
        assert Student.objects.get(school=school).first_name == "Zoë"


def test_students_of_a_dry_run_are_not_stored_and_wrong_rows_are_left_out(school, class_list):
    class_list.write_text(class_list.read_text(encoding="latin-1") + "13;Bo;Demo;ooit;5LOG;1134;5;\n")
    with time_machine.travel(date(2026, 11, 21), tick=False):
        told = run("import_students", class_list, "--school", "900123", "--dry-run")
        assert "Proef" in told
        assert not Student.objects.exists()
        told = run("import_students", class_list, "--school", "900123")
    assert "rij 3: geweigerd 13: ooit is geen datum" in told
    assert Student.objects.get().number == "12"


@pytest.mark.parametrize("number", ["900124", "nul"])
def test_an_unknown_school_is_told(class_list, number):
    with pytest.raises(CommandError, match="Er is geen school"):
        run("import_students", class_list, "--school", number)


def test_a_school_without_arrangement_imports_nothing(class_list):
    SchoolFactory(institution_number="900124")
    with pytest.raises(CommandError, match="afspraken over gegevens"):
        run("import_students", class_list, "--school", "900124")
