"""Import the full table of professional qualifications, and the table of their competences beside it."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from marketplace.reference.imports import ImportCommand, Outcome, put, refused
from marketplace.tables import Row
from schools.models import Qualification, QualificationCompetence

COMPETENCES = "bk_competenties.csv"
QUALIFICATION_FIELDS = ("number", "version", "title", "level", "latest_code")


class CompetenceTable(ImportCommand):
    required = ("bk_code", "volgnr", "competentie")


class Command(ImportCommand):
    help = (
        f"Import professional qualifications (columns bk_code, nummer, versie, titel ...), and {COMPETENCES} beside it."
    )
    required = ("bk_code", "nummer", "versie", "titel", "vks_niveau", "laatst_erkende_versie")

    def outcomes(self, rows: list[Row]) -> Iterator[Outcome]:
        """Qualifications first, then the competences of those that have a list: the columns tell which is which."""
        for row in rows:
            wrong, store = (_wrong_competence, _competence) if "competentie" in row.values else (_wrong, _qualification)
            why = _("Deze rij is leeg.") if row.is_empty else wrong(row)
            yield refused(row, why, row["bk_code"]) if why else store(row)

    def _read(self, file: Path) -> list[Row]:
        return [*super()._read(file), *CompetenceTable()._read(file.with_name(COMPETENCES))]


def _wrong(row: Row) -> str:
    if not row["bk_code"] or not row["titel"]:
        return _("De code of de titel ontbreekt.")
    if not _is_number(row["versie"]) or not re.fullmatch("[1-8]", row["vks_niveau"]):
        return _("De versie of het niveau is geen getal.")
    return ""


def _qualification(row: Row) -> Outcome:
    wanted = Qualification(
        code=row["bk_code"],
        number=row["nummer"],
        version=int(row["versie"]),
        title=row["titel"],
        level=int(row["vks_niveau"]),
        latest_code=row["laatst_erkende_versie"],
    )
    return put(row, Qualification.objects.filter(code=wanted.code).first(), wanted, QUALIFICATION_FIELDS)


def _wrong_competence(row: Row) -> str:
    if not Qualification.objects.filter(code=row["bk_code"]).exists():
        return _("Deze kwalificatie staat niet in de tabel.")
    return "" if _is_number(row["volgnr"]) and row["competentie"] else _("Het nummer of de tekst ontbreekt.")


def _competence(row: Row) -> Outcome:
    key = {"qualification_id": row["bk_code"], "number": int(row["volgnr"])}
    known = QualificationCompetence.objects.filter(**key).first()
    return put(row, known, QualificationCompetence(**key, text=row["competentie"]), ["text"])


def _is_number(text: str) -> bool:
    return re.fullmatch("[0-9]{1,3}", text) is not None
