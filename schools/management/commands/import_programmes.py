"""Reads the table of study subjects (studierichtingen_secundair) as programmes."""

import re

from marketplace.reference.imports import MADE, TableImport, WrongRow, put
from marketplace.tables import Row
from schools.data import REFORMED_ON
from schools.enums import Finality, Grade
from schools.models import Programme

GRADES = {"Eerste graad": Grade.FIRST, "Tweede graad": Grade.SECOND, "Derde graad": Grade.THIRD}
FINALITIES = {
    "": "",
    "Arbeidsmarkt": Finality.LABOUR_MARKET,
    "Dubbel": Finality.DOUBLE,
    "Doorstroom": Finality.TRANSFER,
}
YES_NO = {"ja": True, "nee": False}


class Command(TableImport):
    help = "Read the table of study subjects; names, forms and hours that are known already stay."
    columns = ("code", "naam", "graad", "finaliteit", "domein", "duaal", "zevende_leerjaar", "buso_ov3")

    def store(self, row: Row) -> str:
        """The programme of a row by code and grade; what the table does not know stays as it was."""
        if not row["code"] or not row["naam"]:
            raise WrongRow("code or name is missing")
        key = {"code": row["code"], "grade": _grade(row)}
        facts = {"is_dual": _yes(row, "duaal"), "finality": _finality(row), "domain": row["domein"]}
        known = {name: value for name, value in facts.items() if value != ""}
        if Programme.objects.filter(**key).exists():
            return put(Programme, key, known)
        forms = [] if facts["is_dual"] else ["STAGE"]
        name = re.sub(r"\bDL\b", "duaal", row["naam"])
        Programme.objects.create(**key, **facts, name=name, forms=forms, valid_from_on=REFORMED_ON)
        return MADE


def _grade(row: Row) -> str:
    if _yes(row, "zevende_leerjaar"):
        return Grade.SEVENTH
    return Grade.OV3 if _yes(row, "buso_ov3") else GRADES.get(row["graad"], Grade.OTHER)


def _finality(row: Row) -> str:
    if row["finaliteit"] not in FINALITIES:
        raise WrongRow(f"unknown finality {row['finaliteit']}")
    return FINALITIES[row["finaliteit"]]


def _yes(row: Row, column: str) -> bool:
    if row[column] not in YES_NO:
        raise WrongRow(f"{column} must be ja or nee, not {row[column]}")
    return YES_NO[row[column]]
