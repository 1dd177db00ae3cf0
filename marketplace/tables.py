"""Reads uploaded tables (CSV, XLSX) into rows of text and writes CSV; knows nothing of what the columns mean."""

import csv
import io
import zipfile
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from openpyxl import load_workbook

from marketplace.translatable import gettext_noop

MOST_BYTES = 20_000_000
MOST_UNPACKED_BYTES = 300_000_000
MOST_TEXT_BYTES = 60_000_000  # the texts of a sheet are held in memory all at once
MOST_ROWS = 100_000
PART_BYTES = 1_000_000
MOST_COLUMNS = 1_000
DELIMITERS = ",;\t"
# What zipfile and zlib raise on a damaged archive; RuntimeError of one that seems encrypted or packed in another way.
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError)

SENTENCES = {
    "table_empty": gettext_noop(
        "Dit bestand is leeg. Kies een bestand met een rij kolomnamen en daaronder de gegevens."
    ),
    "table_too_large": gettext_noop("Dit bestand is te groot: hoogstens %(most)s MB. Splits het in twee bestanden."),
    "table_too_many_rows": gettext_noop("Dit bestand heeft te veel rijen: hoogstens %(most)s. Splits het."),
    "table_too_many_columns": gettext_noop("Dit bestand heeft te veel kolommen: hoogstens %(most)s."),
    "table_unreadable": gettext_noop(
        "Dit bestand is geen leesbare tabel. Bewaar het als CSV of XLSX en probeer opnieuw."
    ),
    "table_columns_missing": gettext_noop(
        "Deze kolommen ontbreken: %(missing)s. De eerste rij moet de kolomnamen bevatten; we lazen: %(found)s."
    ),
    "table_column_twice": gettext_noop("De kolom %(column)s staat er twee keer. Laat er één staan."),
    "table_row_too_long": gettext_noop(
        "Rij %(row)s heeft meer cellen dan er kolommen zijn. Staat er een teken te veel?"
    ),
}


class TableError(ValueError):
    """A file that cannot be read as the table that was asked for.

    `template` is the Dutch sentence with named gaps, for gettext; `params` fills the gaps; str() is both together.
    """

    def __init__(self, code: str, **params: Any) -> None:
        self.code = code
        self.template = SENTENCES[code]
        self.params = params
        super().__init__(self.template % params)


@dataclass(frozen=True)
class Row:
    """One row: its number in the file (the header is 1) and its trimmed cells by column name."""

    number: int
    values: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.values.get(column, "")

    @property
    def is_empty(self) -> bool:
        """Whether no cell holds anything."""
        return not any(self.values.values())


def column_name(text: str) -> str:
    """How column names are compared: lower case, words joined by an underscore ("Straat Nr" is straat_nr)."""
    return "_".join(text.replace("-", " ").replace("_", " ").casefold().split())


def read_table(data: bytes, filename: str, required: Sequence[str], without: Collection[str] = ()) -> list[Row]:
    """The rows of a CSV (UTF-8, UTF-16 or Latin-1; comma, semicolon or tab) or XLSX file (its first sheet).

    `required` columns must be there, others are kept too, those named in `without` are dropped unread. Empty rows
    between others are kept, so that they can be told of (`Row.is_empty`); those at the end are not. Formulas are never
    evaluated. Raises TableError with one sentence.
    """
    if len(data) > MOST_BYTES:
        raise TableError("table_too_large", most=MOST_BYTES // 1_000_000)
    lines = _sheet_lines(data) if _is_sheet(data, filename) else _text_lines(data, required)
    return _rows(lines, required, {column_name(name) for name in without})


def count_rows(data: bytes, filename: str) -> int:
    """About how many rows a file has, without reading any cell; 0 for a sheet that cannot be opened or is too large."""
    if not _is_sheet(data, filename):
        return data.count(b"\n")
    try:
        _ensure_small(data)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            sheets = [entry for entry in archive.infolist() if "/worksheets/" in entry.filename]
            return sum(part.count(b"<row") for sheet in sheets[:1] for part in _parts(archive, sheet))
    except (TableError, *DAMAGED):
        return 0


def _parts(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(entry) as file:
        while part := file.read(PART_BYTES):
            yield part


def _is_sheet(data: bytes, filename: str) -> bool:
    return data.startswith(b"PK") or filename.casefold().endswith(".xlsx")


def repeated(rows: Iterable[Row], column: str) -> dict[int, int]:
    """Rows whose value in a column came before: row number → number of the first row with that value."""
    first: dict[str, int] = {}
    filled = [row for row in rows if row[column]]
    return {row.number: at for row in filled if (at := first.setdefault(row[column], row.number)) != row.number}


def write_csv(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """A CSV text (comma, with header) in which no cell can be taken for a formula by a spreadsheet."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return text.getvalue()


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """The same text as `write_csv`, a line at a time."""
    yield write_csv(header, [])
    for row in rows:
        text = io.StringIO()
        csv.writer(text).writerow([_harmless(cell) for cell in row])
        yield text.getvalue()


def _harmless(cell: Any) -> str:
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


Line = tuple[int, list[str]]


def _rows(lines: Iterator[Line], required: Sequence[str], without: set[str]) -> list[Row]:
    header = _header(lines, required)
    rows: list[Row] = []
    for number, cells in lines:
        rows.append(_row(number, cells, header, without))
        if len(rows) > MOST_ROWS:
            raise TableError("table_too_many_rows", most=MOST_ROWS)
    while rows and rows[-1].is_empty:
        rows.pop()
    if not rows:
        raise TableError("table_empty")
    return rows


def _header(lines: Iterator[Line], required: Sequence[str]) -> list[str]:
    _, cells = next(lines, (1, []))
    header = [column_name(cell) for cell in cells]
    while header and not header[-1]:
        header.pop()
    if not header:
        raise TableError("table_empty")
    if len(header) > MOST_COLUMNS:
        raise TableError("table_too_many_columns", most=MOST_COLUMNS)
    if missing := [name for name in required if name not in header]:
        raise TableError("table_columns_missing", missing=", ".join(missing), found=", ".join(cells)[:200])
    if twice := [name for name in header if name and header.count(name) > 1]:
        raise TableError("table_column_twice", column=twice[0])
    return header


def _row(number: int, cells: list[str], header: list[str], without: set[str]) -> Row:
    if any(cell.strip() for cell in cells[len(header) :]):
        raise TableError("table_row_too_long", row=number)
    padded = cells + [""] * (len(header) - len(cells))
    return Row(number, {name: cell.strip() for name, cell in zip(header, padded, strict=False) if name not in without})


def _text_lines(data: bytes, required: Sequence[str]) -> Iterator[Line]:
    text = _text(data)
    if "\0" in text:
        raise TableError("table_unreadable")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text, required))
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as error:
        raise TableError("table_unreadable") from error


def _text(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _delimiter(text: str, required: Sequence[str]) -> str:
    """The character that finds most of the required columns in the first line, and then most columns."""
    first = text.partition("\n")[0]

    def found(delimiter: str) -> tuple[int, int]:
        names = [column_name(cell) for cell in next(csv.reader([first], delimiter=delimiter), [])]
        return len(set(required) & set(names)), len(names)

    try:
        return max(DELIMITERS, key=found)
    except csv.Error as error:
        raise TableError("table_unreadable") from error


def _sheet_lines(data: bytes) -> Iterator[Line]:
    """The first sheet, with the values that the spreadsheet program stored for its formulas."""
    try:
        _ensure_small(data)
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
            if len(cells) > MOST_COLUMNS:
                raise TableError("table_too_many_columns", most=MOST_COLUMNS)
            yield number, [_cell(value) for value in cells]
    except TableError:
        raise
    except Exception as error:  # a damaged archive makes zipfile, the XML parser and openpyxl stumble in many ways
        raise TableError("table_unreadable") from error


def _ensure_small(data: bytes) -> None:
    """A small archive may hold a huge sheet."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
    texts = max((entry.file_size for entry in entries if "/worksheets/" not in entry.filename), default=0)
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED_BYTES or texts > MOST_TEXT_BYTES:
        raise TableError("table_too_large", most=MOST_BYTES // 1_000_000)


def _cell(value: Any) -> str:
    """A cell as text: days as 2026-11-21, whole numbers without .0."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
