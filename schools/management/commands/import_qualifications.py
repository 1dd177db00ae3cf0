"""Reads the tables of professional qualifications (beroepskwalificaties, and bk_competenties beside it)."""

import re
from collections import Counter
from pathlib import Path

from marketplace.reference.imports import TableImport, WrongRow, put
from marketplace.tables import Row
from schools.models import Qualification, QualificationCompetence

COMPETENCES = "bk_competenties.csv"
COMPETENCE_COLUMNS = ("bk_code", "volgnr", "competentie")


class Command(TableImport):
    help = f"Read the table of professional qualifications, and {COMPETENCES} in the same folder."
    columns = ("bk_code", "nummer", "versie", "titel", "vks_niveau", "laatst_erkende_versie")

    def import_all(self, path: Path) -> Counter[str]:
        """Qualifications first, then the competences of those that have a list."""
        outcomes = super().import_all(path)
        self.stdout.write(f"{COMPETENCES}:")
        return outcomes + Counter(self.told(row) for row in self.rows(path.parent / COMPETENCES, COMPETENCE_COLUMNS))

    def store(self, row: Row) -> str:
        """A qualification, or a competence of one: the columns tell which."""
        return _store_competence(row) if "competentie" in row.values else _store_qualification(row)


def _store_qualification(row: Row) -> str:
    if not row["titel"]:
        raise WrongRow("title is missing")
    values = {
        "number": row["nummer"],
        "version": _number(row, "versie"),
        "title": row["titel"],
        "level": _number(row, "vks_niveau"),
        "latest_code": row["laatst_erkende_versie"],
    }
    return put(Qualification, {"code": row["bk_code"]}, values)


def _store_competence(row: Row) -> str:
    if not Qualification.objects.filter(code=row["bk_code"]).exists():
        raise WrongRow(f"unknown qualification {row['bk_code']}")
    key = {"qualification_id": row["bk_code"], "number": _number(row, "volgnr")}
    return put(QualificationCompetence, key, {"text": row["competentie"]})


def _number(row: Row, column: str) -> int:
    if not re.fullmatch("[0-9]{1,3}", row[column]):
        raise WrongRow(f"{column} must be a number, not {row[column]}")
    return int(row[column])
