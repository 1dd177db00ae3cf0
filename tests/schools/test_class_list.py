"""Reading and storing class lists: what people's files look like, and what is told about each row."""

from datetime import date
from importlib import import_module
from io import BytesIO

import pytest
import time_machine
from django.apps import apps
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from marketplace.actor import Actor, Role
from marketplace.audit.models import AuditEvent
from marketplace.commitments.models import TextKind
from marketplace.jobs.models import Job
from marketplace.reference.models import Postcode
from marketplace.workflow import Refused
from schools.actions.class_list import apply_class_list, discard_class_list, upload_class_list
from schools.class_list import cells
from schools.class_list.headers import TEMPLATE, fields_of, plain
from schools.models import LegalRepresentative, SchoolClass, Student
from schools.tasks import purge_class_list
from tests.factories.accounts import commit_to
from tests.factories.schools import CoachFactory, ProgrammeFactory, SchoolClassFactory, SchoolFactory, StudentFactory

TODAY = date(2026, 11, 21)
HEADER = "leerlingnummer,voornaam,familienaam,geboortedatum,klas,opleiding,leerjaar,postcode\n"
NOOR = "12,Noor,Demo,3/3/2009,5LOG,1134,5,2018\n"


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def school(db):
    school = SchoolFactory()
    commit_to(school.organisation, TextKind.DATA_ARRANGEMENT)
    ProgrammeFactory(code="1134", name="Logistiek duaal", grade="3")
    Postcode.objects.create(code="2018", municipality="Antwerpen", nis="11002", lat=51.2, lon=4.4)
    Postcode.objects.create(code="2600", municipality="Antwerpen", nis="11002", lat=51.19, lon=4.43)
    return school


def coordinator(school):
    return Actor(organisation_id=school.pk, roles=frozenset({Role.COORDINATOR}))


def upload(school, text, filename="klas.csv", encoding="utf-8"):
    data = text if isinstance(text, bytes) else text.encode(encoding)
    return upload_class_list(school=school, data=data, filename=filename, school_year=2026, by=coordinator(school))


def store(school, text):
    return apply_class_list(class_list=upload(school, text), by=coordinator(school))


def only_row(school, text):
    (row,) = upload(school, text).rows
    return row


def test_a_first_list_makes_students_classes_homes_and_representatives(school):
    CoachFactory(school=school, name="Joke Demo")
    text = (
        "Leerlingnr;Voornaam;Naam;Geboren op;Klas;Richting;Leerjaar;Postcode;Postcode 2;E-mail;GSM;Coach;"
        "Ouder 1;Ouder 1 mail;Ouder 1 taal;Gsm ouder 2;Ouder 2 naam\n"
        "12;Noor;Demo;3 maart 2009;5LOG;logistiek DL;5de;2018;2600;NOOR@demo.example;0470 12 34 56;joke demo;"
        "Ann Demo;ann@demo.example;Frans;0471/12.34.56;Bert Demo\n"
    )
    assert store(school, text) == 1
    student = Student.objects.get(school=school)
    assert (student.number, str(student), student.born_on) == ("12", "Noor Demo", date(2009, 3, 3))
    assert (student.email, student.phone, student.coach.name) == ("noor@demo.example", "+32470123456", "Joke Demo")
    assert student.dual_since_on == date(2026, 9, 1)
    assert student.programme.code == "1134"
    school_class = student.school_class
    assert (school_class.name, school_class.school_year, school_class.school_days) == ("5LOG", 2026, [])
    homes = list(student.homes.order_by("pk").values_list("postcode", "weeks", "lat"))
    assert homes == [("2018", "even", 51.2), ("2600", "odd", 51.19)]
    people = student.representatives.order_by("name").values_list("name", "channel", "language", "signs")
    assert list(people) == [("Ann Demo", "mail", "fr", "may"), ("Bert Demo", "phone", "nl", "may")]


def test_the_same_list_again_changes_nothing(school):
    text = HEADER.strip() + ",ouder 1 naam,ouder 1 gsm\n" + NOOR.strip() + ",Ann Demo,0471123456\n"
    store(school, text)
    again = upload(school, text)
    assert [(row["outcome"], row["changes"]) for row in again.rows] == [("unchanged", [])]


def test_a_changed_list_updates_by_number_and_leaves_what_it_does_not_say(school):
    store(school, HEADER.strip() + ",ouder 1 naam,ouder 1 mail\n" + NOOR.strip() + ",Ann Demo,ann@demo.example\n")
    Student.objects.update(needs=["step_free"], diploma_on=date(2026, 6, 30))
    header = "leerlingnummer,familienaam,klas,postcode 2,ouder 1,ouder 1 mail\n"
    text = header + "12,Nieuw,6LOG,2600,ann demo,a@demo.example\n"
    row = only_row(school, text)
    assert row["outcome"] == "changed"
    assert row["changes"] == ["last_name", "class_name", "postcode", "representatives"]
    store(school, text)
    student = Student.objects.get()
    assert (student.first_name, student.last_name, student.school_class.name) == ("Noor", "Nieuw", "6LOG")
    assert (student.needs, student.diploma_on) == (["step_free"], date(2026, 6, 30))
    assert list(student.homes.order_by("pk").values_list("postcode", flat=True)) == ["2018", "2600"]
    assert LegalRepresentative.objects.get().email == "a@demo.example"


def test_two_homes_keep_their_weeks_and_one_parent_named_twice_is_one(school):
    header = "leerlingnummer,postcode,ouder 1,ouder 1 mail,ouder 2,ouder 2 mail\n"
    store(school, HEADER.strip() + ",postcode 2\n" + NOOR.strip() + ",2600\n")
    first, second = Student.objects.get().homes.order_by("pk")
    second.delete()
    type(first).objects.filter(pk=first.pk).update(weeks="odd")
    second.pk, second.weeks = None, "even"
    second.save()
    parents = "Ann Demo,ann@demo.example,ann demo,a@demo.example\n"
    store(school, f"{header}12,9000,{parents}")
    store(school, f"{header}12,2018,{parents.replace('a@demo', 'b@demo')}")
    homes = Student.objects.get().homes.order_by("pk").values_list("postcode", "weeks")
    assert list(homes) == [("2018", "odd"), ("2600", "even")]
    assert LegalRepresentative.objects.get().email == "b@demo.example"


def test_a_known_class_tells_programme_and_study_year(school):
    SchoolClassFactory(school=school, name="5 LOG", study_year=5)
    store(school, "nummer,voornaam,naam,geboortedatum,klas\n12,Noor,Demo,2009-03-03,5log\n")
    student = Student.objects.get()
    assert student.school_class.name == "5 LOG"
    assert student.programme == student.school_class.programme
    assert SchoolClass.objects.count() == 1


def test_the_grade_decides_between_programmes_of_one_name(school):
    ProgrammeFactory(code="1133", name="Logistiek duaal", grade="2")
    text = HEADER + "12,Noor,Demo,3/3/2011,3LOG,Logistiek duaal,3,2018\n13,Bo,Demo,3/3/2009,,Logistiek duaal,,2018\n"
    first, second = upload(school, text).rows
    assert first["outcome"] == "new"
    assert "Gebruik de code" in second["errors"][0]


def test_a_programme_that_has_ended_is_refused_with_its_successor(school):
    successor = ProgrammeFactory(name="Nieuw duaal")
    ProgrammeFactory(code="99", name="Oud duaal", valid_until_on=date(2026, 8, 31), replaced_by=successor)
    row = only_row(school, HEADER + NOOR.replace("1134", "99"))
    assert row["errors"] == ["De opleiding Oud duaal bestaat niet meer. De opvolger is Nieuw duaal."]


@pytest.mark.parametrize("column", ["rijksregisternummer", "INSZ", "Nationaal nummer", "code"])
def test_a_national_number_column_is_dropped_and_told(school, column):
    class_list = upload(school, f"{column},{HEADER}85.07.30-033.28,{NOOR}")
    assert class_list.notes["national"] == [plain(column) if column != "Nationaal nummer" else "nationaal_nummer"]
    assert "033" not in str(class_list.rows)


def test_a_list_with_only_national_numbers_says_so(school):
    with pytest.raises(Refused, match="rijksregisternummers"):
        upload(school, "leerlingnummer,voornaam\n85.07.30-033.28,Noor\n")


def test_one_national_number_among_others_is_an_error_of_its_row(school):
    first, second = upload(school, HEADER + NOOR + NOOR.replace("12,", "85073003328,", 1)).rows
    assert first["outcome"] == "new"
    assert second["errors"][0].startswith("Dit lijkt een rijksregisternummer")
    assert "85073003328" not in str(second)


def test_a_wrong_header_tells_what_was_read(school):
    with pytest.raises(Refused) as refused:
        upload(school, "artikel,prijs\nhamer,12\n")
    assert refused.value.code == "class_list.no_number"
    assert "artikel, prijs" in str(refused.value)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "table_empty"),
        (HEADER.encode(), "table_empty"),
        (b"PK nonsense", "table_unreadable"),
        (b"nummer,naam,naam\n1,a,b\n", "table_column_twice"),
    ],
)
def test_a_file_that_is_no_table_is_refused_with_a_sentence(school, data, code):
    with pytest.raises(Refused) as refused:
        upload(school, data)
    assert refused.value.code == code


def test_latin_1_semicolons_and_empty_rows(school):
    text = HEADER.replace(",", ";") + "\n" + "12;Zoë;Demo;3-3-09;5LOG;1134;5;2018\n;;;;;;;\n"
    class_list = upload(school, text, encoding="latin-1")
    assert class_list.rows[0]["values"]["first_name"] == "Zoë"
    assert class_list.rows[0]["outcome"] == "new"
    assert class_list.rows[0]["row"] == 3
    assert class_list.notes["empty"] == [2]


def test_a_duplicate_names_the_first_row(school):
    first, second = upload(school, HEADER + NOOR + NOOR).rows
    assert first["outcome"] == "new"
    assert second["errors"] == ["Leerling 12 staat ook op rij 2."]


def test_a_row_without_number_or_facts_says_what_lacks(school):
    nobody, short = upload(school, HEADER + ",Noor,Demo,3/3/2009,,1134,5,\n13,Noor,,,,,,\n").rows
    assert nobody["errors"] == ["Het leerlingnummer ontbreekt."]
    assert short["errors"] == [
        "Voor een nieuwe leerling ontbreekt: de familienaam, de geboortedatum, de opleiding, het leerjaar."
    ]


@pytest.mark.parametrize(
    ("column", "cell", "told"),
    [
        ("geboortedatum", "31/2/2009", "geen datum"),
        ("geboortedatum", "3/3/2026", "Kijk de geboortedatum na"),
        ("leerjaar", "12", "cijfer van 1 tot 8"),
        ("postcode", "20180", "postcode"),
        ("opleiding", "Timmeren", "kennen we niet"),
        ("voornaam", "x" * 81, "te lang"),
        ("mail", "noor@", "geen mailadres"),
        ("gsm", "12", "telefoonnummer"),
        ("coach", "Onbekend", "geen trajectbegeleider"),
        ("ouder 1 mail", "ann@demo.example", "De naam van ouder 1 ontbreekt."),
        ("ouder 1 taal", "Klingon", "kennen we niet"),
    ],
)
def test_each_wrong_cell_has_its_sentence_and_its_row(school, column, cell, told):
    cells_ = dict(zip(HEADER.strip().split(","), NOOR.strip().split(","), strict=True)) | {column: cell}
    row = only_row(school, ",".join(cells_) + "\n" + ",".join(cells_.values()) + "\n")
    assert (row["row"], row["outcome"]) == (2, "wrong")
    assert any(told in error for error in row["errors"])


def test_an_unknown_postcode_is_stored_with_a_warning(school):
    row = only_row(school, HEADER + NOOR.replace("2018", "9000"))
    assert row["outcome"] == "new"
    assert "9000" in row["warnings"][0]
    store(school, HEADER + NOOR.replace("2018", "9000"))
    assert not Student.objects.get().homes.get().is_located


def test_good_rows_are_stored_and_wrong_ones_left_out(school):
    assert store(school, HEADER + NOOR + "13,Bo,Demo,ooit,5LOG,1134,5,2018\n") == 1
    assert Student.objects.get().number == "12"


def test_a_spreadsheet_with_days_as_days(school):
    book = Workbook()
    book.active.append(HEADER.strip().split(","))
    book.active.append([12, "Noor", "Demo", date(2009, 3, 3), "5LOG", 1134, 5, 2018])
    file = BytesIO()
    book.save(file)
    class_list = upload(school, file.getvalue(), "klas.xlsx")
    assert class_list.rows[0]["errors"] == []
    assert class_list.rows[0]["values"]["born_on"] == "2009-03-03"


def test_nothing_is_stored_before_the_director_accepted(school):
    other = SchoolFactory()
    with pytest.raises(Refused) as refused:
        upload(other, HEADER + NOOR)
    assert refused.value.code == "school.no_data_arrangement"


def test_a_list_is_stored_once_and_then_forgotten(school):
    class_list = upload(school, HEADER + NOOR)
    apply_class_list(class_list=class_list, by=coordinator(school))
    class_list.refresh_from_db()
    assert class_list.rows == []
    assert class_list.applied_at is not None
    with pytest.raises(Refused) as refused:
        apply_class_list(class_list=class_list, by=coordinator(school))
    assert refused.value.code == "class_list.gone"
    event = AuditEvent.objects.get(verb="class_list.applied")
    assert event.data == {"students": [Student.objects.get().pk]}


def test_a_list_is_forgotten_after_a_day_or_when_discarded(school):
    first, second = upload(school, HEADER + NOOR), upload(school, HEADER + NOOR)
    discard_class_list(class_list=first, by=coordinator(school))
    job = Job.objects.filter(kind="purge_class_list").last()
    assert (job.due_at - second.uploaded_at).days == 1
    purge_class_list(**job.arguments)
    for row in (first, second):
        row.refresh_from_db()
        assert row.rows == []
    assert not Student.objects.exists()


def test_a_school_never_touches_a_student_of_another_one(school):
    other = StudentFactory(number="12", first_name="Ander")
    store(school, HEADER + NOOR)
    other.refresh_from_db()
    assert other.first_name == "Ander"


def test_a_list_of_many_batches_is_stored_whole(school):
    rows = (f"{n},Noor,Demo,3/3/2009,K{n // 25},1134,5,2018,Ann Demo,ann{n}@demo.example" for n in range(2_500))
    text = HEADER.strip() + ",ouder 1,ouder 1 mail\n" + "\n".join(rows)
    assert store(school, text) == 2_500
    assert Student.objects.count() == LegalRepresentative.objects.count() == 2_500


@pytest.mark.parametrize(
    "text", ["2009-03-01", "1/3/2009", "01-03-2009", "1.3.09", "1 maart 2009", "1 mrt. 2009", "1-mrt-09", "20090301"]
)
def test_days_in_several_notations(text):
    assert cells.day(text) == "2009-03-01"


class TestLanguages:
    """A place that asks Dutch fits a student of whom nobody said anything: lessons are in Dutch."""

    def test_a_new_student_speaks_dutch_and_a_list_without_the_column_changes_nothing(self, school):
        store(school, HEADER + NOOR)
        student = Student.objects.get()
        assert student.languages == ["nl"]
        Student.objects.update(languages=["fr"])
        assert store(school, HEADER + NOOR.replace("Noor", "Nora")) == 1
        student.refresh_from_db()
        assert (student.first_name, student.languages) == ("Nora", ["fr"])

    def test_the_column_says_which(self, school):
        text = HEADER.strip() + ",talen\n" + NOOR.strip()
        store(school, f"{text},Oekraïens/ nl + Frans\n")
        assert Student.objects.get().languages == ["nl", "fr", "uk"]
        assert only_row(school, f"{text},fr/nl/uk\n")["outcome"] == "unchanged"
        assert only_row(school, f"{text},Turks\n")["changes"] == ["languages"]

    @pytest.mark.parametrize(
        ("cell", "spoken"),
        [
            ("Nederlands Frans", "nl fr"),
            ("nl|fr - en", "nl en fr"),
            ("Nederlands\nFrans\n", "nl fr"),
            ("Nederlands, Frans en Engels", "nl en fr"),
            ("Nederlands en Turks", "nl tr"),
            ("ned. en fr", "nl fr"),
            ("nl and fr", "nl fr"),
            ("NL EN FR", "nl en fr"),
            ("en", "en"),
            ("nl;;/fr,", "nl fr"),
            ("Nederlands (Oekraïens)", "nl uk"),
        ],
    )
    def test_languages_are_written_in_many_ways(self, cell, spoken):
        assert sorted(cells.languages(cell)) == sorted(spoken.split())

    @given(st.lists(st.sampled_from(sorted(cells.SPOKEN_WORDS)), min_size=1), st.sampled_from("/, |-;"))
    def test_codes_between_any_signs_are_all_read(self, codes, between):
        assert set(cells.languages(between.join(codes))) == set(codes)

    def test_an_unknown_one_stays_out_with_a_warning(self, school):
        text = HEADER.strip() + ",talen\n" + NOOR.strip()
        row = only_row(school, f"{text},nl/Klingon\n")
        assert (row["outcome"], row["errors"], row["values"]["languages"]) == ("new", [], ["nl"])
        assert row["warnings"][0].startswith("De taal Klingon kennen we niet. Kies uit: Nederlands, Frans,")
        store(school, f"{text},fr\n")
        row = only_row(school, f"{text},Klingon 1 ; ?\n")
        assert (row["outcome"], len(row["warnings"])) == ("unchanged", 1)
        assert len(only_row(school, f"{text}," + " ".join("abcdefgh") + "\n")["warnings"]) == 3

    def test_a_national_number_among_them_is_not_repeated(self, school):
        for cell in ("85.07.30-033.28", "nl 850730 03328"):
            row = only_row(school, HEADER.strip() + ",talen\n" + NOOR.strip() + f",{cell}\n")
            assert "0332" not in str(row)
            assert "033.2" not in str(row)

    def test_who_was_stored_before_speaks_dutch_too(self, school):
        nobody_said, said = (StudentFactory(school=school, languages=spoken) for spoken in ([], ["pl"]))
        import_module("schools.migrations.0011_dutch_unless_said_otherwise").say_dutch(apps, None)
        spoken = dict(Student.objects.values_list("pk", "languages"))
        assert spoken == {nobody_said.pk: ["nl"], said.pk: ["pl"]}


def test_the_template_is_read_whole():
    assert len(fields_of(TEMPLATE)) == len(TEMPLATE)


def test_names_in_other_scripts_stay_apart():
    assert plain("Олена") != plain("أحمد") != ""
    assert plain("Zoë") == plain("ZOE")
