import io
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from marketplace import tables
from marketplace.tables import TableError, count_rows, read_table, repeated, write_csv

COLUMNS = ["nummer", "naam"]


def sheet(*rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def refusal(data, filename="lijst.csv"):
    with pytest.raises(TableError) as caught:
        read_table(data, filename, COLUMNS)
    return caught.value


@pytest.mark.parametrize(
    "data",
    [
        "nummer,naam\n1,Zoë\n".encode(),
        "\ufeffnummer;naam\r\n1;Zoë\r\n".encode(),
        "nummer;naam\n1;Zoë\n".encode("latin-1"),
        "Nummer\tNaam\n1\tZoë\n".encode("utf-16"),
        'naam,nummer\n" Zoë ",1\n\n\n'.encode(),
        sheet(["Nummer", "Naam"], [1.0, "Zoë"], [None, None]),
    ],
)
def test_every_usual_file_reads_the_same(data):
    (row,) = read_table(data, "lijst", COLUMNS)
    assert (row.number, row["nummer"], row["naam"]) == (2, "1", "Zoë")


def test_other_columns_are_kept_but_those_named_are_dropped_unread():
    (row,) = read_table(
        b"nummer,naam,Rijks-Register nummer,klas\n1,Noor,090909,5A\n", "a.csv", COLUMNS, ["rijks register nummer"]
    )
    assert row.values == {"nummer": "1", "naam": "Noor", "klas": "5A"}


def test_an_empty_row_between_others_is_told_and_numbers_stay():
    rows = read_table(b"nummer,naam\n1,A\n,\n\n3,B\n", "a.csv", COLUMNS)
    assert [(row.number, row.is_empty) for row in rows] == [(2, False), (3, True), (4, True), (5, False)]


def test_repeated_values_name_the_first_row():
    rows = read_table(b"nummer,naam\n1,A\n2,B\n1,C\n,D\n,E\n", "a.csv", COLUMNS)
    assert repeated(rows, "nummer") == {4: 2}


def test_days_in_a_sheet_are_read_as_days():
    rows = read_table(sheet(["nummer", "naam"], [date(2009, 3, 3), datetime(2009, 3, 3, 12)]), "a.xlsx", COLUMNS)  # noqa: DTZ001
    assert list(rows[0].values.values()) == ["2009-03-03", "2009-03-03"]


def test_formulas_are_not_evaluated():
    (row,) = read_table(sheet(["nummer", "naam"], [1, "=1+1"]), "a.xlsx", COLUMNS)
    assert row["naam"] == ""


@pytest.mark.parametrize("data", [b"", b"\n\n", b"nummer,naam\n", b"nummer,naam\n,\n", sheet()])
def test_an_empty_file(data):
    assert refusal(data).code == "table_empty"


def test_a_wrong_header_says_what_is_missing_and_what_was_read():
    error = refusal(b"nr,naam\n1,A\n")
    assert error.code == "table_columns_missing"
    assert "ontbreken: nummer." in str(error)
    assert "nr, naam" in str(error)


def test_a_column_twice():
    assert refusal(b"nummer,naam,Naam\n1,A,B\n").code == "table_column_twice"


def test_a_row_with_too_many_cells():
    assert refusal(b"nummer,naam\n1,A,B\n").params == {"row": 2}


@pytest.mark.parametrize("data", [b"PK\x03\x04rubbish", b"nummer,naam\n1,\0\n", b'nummer,naam\n1,"' + b"x" * 200_000])
def test_a_file_that_is_no_table(data):
    assert refusal(data).code == "table_unreadable"


def test_a_word_document_is_no_table():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert refusal(file.getvalue()).code == "table_unreadable"


def test_too_large(monkeypatch):
    monkeypatch.setattr(tables, "MOST_BYTES", 10)
    assert refusal(b"nummer,naam\n1,A\n").code == "table_too_large"


def test_too_many_rows(monkeypatch):
    monkeypatch.setattr(tables, "MOST_ROWS", 1)
    assert refusal(b"nummer,naam\n1,A\n2,B\n").code == "table_too_many_rows"


def test_a_sheet_that_unpacks_to_too_much(monkeypatch):
    monkeypatch.setattr(tables, "MOST_UNPACKED_BYTES", 10)
    assert refusal(sheet(["nummer", "naam"], [1, "A"])).code == "table_too_large"


def test_fifty_thousand_rows():
    data = "nummer;naam\n" + "".join(f"{n};Naam {n}\n" for n in range(50_000))
    assert len(read_table(data.encode(), "a.csv", COLUMNS)) == 50_000


def test_written_cells_are_never_formulas():
    assert write_csv(["naam"], [["=1+1"], [None], ["Zoë"]]) == 'naam\r\n\'=1+1\r\n""\r\nZoë\r\n'


def test_rows_are_counted_without_reading_them():
    assert count_rows(b"nummer\n1\n2\n", "a.csv") == 3
    assert count_rows(sheet(["nummer"], *([number] for number in range(2_000))), "a.xlsx") == 2_001
    assert count_rows(b"PK nonsense", "a.xlsx") == 0


def archive():
    """A sheet of a million spaces, packed in a thousandth of that."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("xl/worksheets/sheet1.xml", b"<row/>" + b" " * 1_000_000)
    return bytearray(packed.getvalue())


def test_a_small_archive_with_a_huge_sheet_is_not_unpacked_to_count(monkeypatch):
    data = bytes(archive())
    assert count_rows(data, "a.xlsx") == 1
    monkeypatch.setattr(tables, "MOST_UNPACKED_BYTES", 10)
    monkeypatch.setattr(tables, "_parts", lambda *_: pytest.fail("it was unpacked"))
    assert count_rows(data, "a.xlsx") == 0


@pytest.mark.parametrize(("flag", "value"), [(6, 1), (8, 99)])
def test_an_encrypted_or_strangely_packed_archive_has_no_rows_to_count(flag, value):
    data = archive()
    for start, at in ((b"PK\x03\x04", flag), (b"PK\x01\x02", flag + 2)):
        data[data.find(start) + at] = value
    assert count_rows(bytes(data), "a.xlsx") == 0
    assert refusal(bytes(data)).code == "table_unreadable"


def test_a_damaged_archive_has_no_rows_to_count():
    data = archive()
    data[data.find(b"sheet1.xml") + 10] = 255
    assert count_rows(bytes(data), "a.xlsx") == 0
