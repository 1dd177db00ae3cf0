"""Judges an uploaded class list row by row; writes nothing."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.period import school_year_period
from marketplace.tables import Row, read_table, repeated
from schools.class_list import cells
from schools.class_list.headers import NUMBER, REPRESENTATIVES, fields_of, is_national, plain, representative_prefix
from schools.class_list.known import STUDENT_FIELDS, Known, know
from schools.models import School
from schools.models.class_list import CHANGED, NEW, UNCHANGED, WRONG
from schools.rules import is_national_number

Tell = Callable[[int], object]
STEP = 1_000
MOST_WARNINGS = 3  # about one cell
NEEDED = {
    "first_name": gettext_lazy("de voornaam"),
    "last_name": gettext_lazy("de familienaam"),
    "born_on": gettext_lazy("de geboortedatum"),
    "programme": gettext_lazy("de opleiding"),
    "study_year": gettext_lazy("het leerjaar"),
}


class Reading(NamedTuple):
    """The judged rows (see `ClassList.rows`) and what was left out: names of columns and numbers of rows."""

    rows: list[dict[str, Any]]
    notes: dict[str, Any]


class NoNumberColumn(ValueError):  # noqa: N818 -- an answer about the file
    """The column with the school's own number was not found; str() is the sentence."""


def silent(count: int) -> None:
    """Somebody waits for the answer itself: no progress is told."""


def read(data: bytes, filename: str, *, school: School, school_year: int, on: date, tell: Tell = silent) -> Reading:
    """Judge every row of a file, and `tell` now and then how many were; raises TableError or NoNumberColumn."""
    table = read_table(data, filename, required=())
    columns = [column for column in table[0].values if column]
    national = [column for column in columns if is_national(column) or _looks_national(table, column)]
    fields = fields_of(column for column in columns if column not in national)
    if NUMBER not in fields:
        raise NoNumberColumn(_no_number_sentence(columns, national))
    known = know(school, school_year, on)
    filled = [row for row in table if not row.is_empty]
    twice = repeated(filled, fields[NUMBER])
    readers = _readers(known)
    judged = [
        _judge(_Cells(row, fields), readers, known, school_year, twice.get(row.number)) for row in _told(filled, tell)
    ]
    used = {*fields.values(), *national}
    return Reading(
        judged,
        {
            "national": _named(national),
            "ignored": _named(column for column in columns if column not in used),
            "empty": [row.number for row in table if row.is_empty],
            "new_classes": _new_classes(judged, known),
        },
    )


def _told(rows: list[Row], tell: Tell) -> Iterator[Row]:
    for count, row in enumerate(rows):
        if count % STEP == 0:
            tell(count)
        yield row


def _looks_national(table: list[Row], column: str) -> bool:
    values = [row[column] for row in table if row[column]]
    return bool(values) and all(is_national_number(value) for value in values)


def _named(columns: Iterable[str]) -> list[str]:
    """Names of columns to tell of; in a file without header a national register number stands where a name should."""
    return [column for column in columns if not is_national_number(column.replace("_", " "))]


def _no_number_sentence(columns: list[str], national: list[str]) -> str:
    if national:
        return _(
            "We vonden alleen een kolom met rijksregisternummers, en die lezen we niet. Voeg een kolom "
            "“leerlingnummer” toe met het nummer dat je school zelf gebruikt."
        )
    found = ", ".join(_named(columns))[:200]
    return _("De kolom “leerlingnummer” ontbreekt. De eerste rij moet de kolomnamen bevatten; we lazen: %(found)s.") % {
        "found": found
    }


class _Cells(NamedTuple):
    """The cells of a row by field; a field without a column is empty."""

    row: Row
    fields: dict[str, str]

    def text(self, field: str) -> str:
        return self.row[self.fields[field]] if field in self.fields else ""


Readers = dict[str, Callable[[str], Any]]


def _judge(row: _Cells, readers: Readers, known: Known, school_year: int, first: int | None) -> dict[str, Any]:
    values, errors = _values(row, readers, known)
    warnings = [*_postcode_warnings(values, known), *_language_warnings(row)]
    number = values.get(NUMBER, "")
    if not number:
        errors.append(_("Het leerlingnummer ontbreekt."))
    if first:
        errors.append(_("Leerling %(number)s staat ook op rij %(row)s.") % {"number": number, "row": first})
    before = known.students.get(number)
    if before is None:
        _complete(values, errors, known, school_year)
    changes = _changes(values, before, known) if before else []
    outcome = WRONG if errors else NEW if before is None else CHANGED if changes else UNCHANGED
    return {
        "row": row.row.number,
        "outcome": outcome,
        "values": values,
        "changes": changes,
        "errors": errors,
        "warnings": warnings,
    }


def _values(row: _Cells, readers: Readers, known: Known) -> tuple[dict[str, Any], list[str]]:
    """What the cells say, and what is wrong with them; an empty cell says nothing."""
    values, errors = _read_cells(row, readers)
    if not values.get("languages"):
        values.pop("languages", None)
    _read_programme(row, known, values, errors)
    found = [person for order in REPRESENTATIVES if (person := _representative(row, order, errors))]
    people = list({plain(person["name"]): person for person in found}.values())
    return values | ({"representatives": people} if people else {}), errors


def _read_cells(row: _Cells, readers: Readers, prefix: str = "") -> tuple[dict[str, Any], list[str]]:
    values: dict[str, Any] = {}
    errors: list[str] = []
    for name, read_cell in readers.items():
        if not (text := row.text(prefix + name)):
            continue
        try:
            values[name] = _clean(name, text, read_cell)
        except cells.WrongCell as wrong:
            errors.append(str(wrong))
    return values, errors


def _clean(name: str, text: str, read_cell: Callable[[str], Any]) -> Any:
    """What a cell says; a national register number is neither kept nor repeated (a telephone may look like one)."""
    national = is_national_number(text)
    if national and name != "phone":
        raise cells.WrongCell(_("Dit lijkt een rijksregisternummer, en dat bewaren we niet."))
    try:
        return read_cell(text)
    except cells.WrongCell as wrong:
        if national:
            raise cells.WrongCell(_("Dit lijkt een rijksregisternummer, en dat bewaren we niet.")) from wrong
        raise


def _readers(known: Known) -> Readers:
    return {
        NUMBER: cells.short(30),
        "first_name": cells.short(80),
        "last_name": cells.short(80),
        "born_on": lambda text: cells.birth_day(text, known.on),
        "class_name": cells.short(30),
        "study_year": cells.study_year,
        "postcode": cells.postcode,
        "postcode_2": cells.postcode,
        "email": cells.email,
        "phone": cells.phone,
        "languages": cells.languages,
        "dual_since_on": cells.day,
        "coach": known.coach,
    }


def _read_programme(row: _Cells, known: Known, values: dict[str, Any], errors: list[str]) -> None:
    """By its column, else by the class that the school has already."""
    school_class = known.classes.get(plain(values.get("class_name", "")))
    if school_class:
        values.setdefault("study_year", school_class.study_year)
    try:
        if text := row.text("programme"):
            find = partial(known.programme, study_year=values.get("study_year"))
            values["programme"] = _clean("programme", text, find).pk
        elif school_class:
            values["programme"] = school_class.programme_id
    except cells.WrongCell as wrong:
        errors.append(str(wrong))


REPRESENTATIVE_READERS: Readers = {
    "name": cells.short(120),
    "email": cells.email,
    "phone": cells.phone,
    "language": cells.language,
}


def _representative(row: _Cells, order: int, errors: list[str]) -> dict[str, str]:
    person, wrong = _read_cells(row, REPRESENTATIVE_READERS, representative_prefix(order))
    errors += wrong
    if person and "name" not in person:
        errors.append(_("De naam van ouder %(order)s ontbreekt.") % {"order": order})
        return {}
    return person


def _postcode_warnings(values: dict[str, Any], known: Known) -> list[str]:
    postcodes = [values[name] for name in ("postcode", "postcode_2") if name in values]
    return [not_located(postcode) for postcode in postcodes if postcode not in known.postcodes]


def _language_warnings(row: _Cells) -> list[str]:
    """A language that we do not know stays out; it keeps nobody from being stored."""
    words = cells.unknown_languages(row.text("languages"))
    return [cells.unknown_language(word) for word in words[:MOST_WARNINGS]]


def not_located(postcode: str) -> str:
    """What to tell about a postcode without a point."""
    told = _("Postcode %(postcode)s vinden we niet op de kaart: er is geen afstand te berekenen.")
    return told % {"postcode": postcode}


def _complete(values: dict[str, Any], errors: list[str], known: Known, school_year: int) -> None:
    """Judge what a new student needs; a dual programme begins on the first day of the school year unless told."""
    missing = [str(name) for field, name in NEEDED.items() if field not in values]
    if missing and not errors:
        errors.append(_("Voor een nieuwe leerling ontbreekt: %(missing)s.") % {"missing": ", ".join(missing)})
    if values.get("programme") in known.dual:
        values.setdefault("dual_since_on", school_year_period(school_year).starts_on.isoformat())


def _changes(values: dict[str, Any], before: dict[str, Any], known: Known) -> list[str]:
    """The names of the fields that would change for a student that the school has already."""
    same = [field for field in STUDENT_FIELDS if field in values and field in before]
    found = [field for field in same if str(values[field]) != str(before[field] or "")]
    if "class_name" in values and _class_of(values, known) != before["school_class"]:
        found.append("class_name")
    homes = known.homes.get(before["pk"], [])
    if homes_after(values, homes) != homes:
        found.append("postcode")
    if any(_is_other(person, known, before["pk"]) for person in values.get("representatives", [])):
        found.append("representatives")
    return found


def _class_of(values: dict[str, Any], known: Known) -> int | None:
    school_class = known.classes.get(plain(values["class_name"]))
    return school_class.pk if school_class else None


def homes_after(values: dict[str, Any], before: list[str]) -> list[str]:
    """The postcodes of a student's homes when the file's are put over those from before; one home once."""
    first, second = [*before, "", ""][:2]
    after = (values.get("postcode", first), values.get("postcode_2", second))
    return list(dict.fromkeys(postcode for postcode in after if postcode))


def _is_other(person: dict[str, str], known: Known, student_id: int) -> bool:
    before = known.representatives.get(student_id, {}).get(plain(person["name"]))
    return before is None or any(before[part] != value for part, value in person.items() if part != "name")


def _new_classes(judged: list[dict[str, Any]], known: Known) -> list[str]:
    names = [row["values"]["class_name"] for row in judged if row["outcome"] != WRONG and "class_name" in row["values"]]
    return list({plain(name): name for name in names if plain(name) not in known.classes}.values())
