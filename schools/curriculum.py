"""Competence lists of programmes: what a training plan starts from, read from their JSON text."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

SHIPPED = Path(__file__).parent / "reference_data" / "competence_lists.json"


@dataclass(frozen=True)
class CompetenceRow:
    """One competence with its usual place (W workplace, S school, B both, X third) and its hours in a year."""

    code: str
    text_nl: str
    text_en: str
    place: str
    work_hours: int
    school_hours: int


@dataclass(frozen=True)
class CompetenceList:
    """The competences of one or more programmes, and the general education (hours a year) beside them.

    `qualifications` are codes of the Flemish qualification structure, `weeks` the training weeks of a school year.
    """

    code: str
    programme_codes: tuple[str, ...]
    qualifications: tuple[str, ...]
    weeks: int
    general_hours: int
    competences: tuple[CompetenceRow, ...]


def parse_lists(text: str) -> dict[str, CompetenceList]:
    """Return the competence lists in a JSON text by their code; KeyError or JSONDecodeError when it is malformed."""
    return {row["code"]: _competence_list(row) for row in json.loads(text)["lists"]}


@cache
def shipped_lists() -> dict[str, CompetenceList]:
    """Return the lists that come with the product; SOURCES.md beside the file says where they are from."""
    return parse_lists(SHIPPED.read_text(encoding="utf-8"))


def lists_by_programme(lists: dict[str, CompetenceList]) -> dict[str, CompetenceList]:
    """Return the same lists by the code of each programme that they belong to."""
    return {code: competence_list for competence_list in lists.values() for code in competence_list.programme_codes}


def shipped_codes() -> frozenset[str]:
    """Return the codes of all competences that come with the product."""
    return frozenset(row.code for competence_list in shipped_lists().values() for row in competence_list.competences)


def _competence_list(row: dict[str, Any]) -> CompetenceList:
    return CompetenceList(
        code=row["code"],
        programme_codes=tuple(row["programme_codes"]),
        qualifications=tuple(row["qualifications"]),
        weeks=row["weeks"],
        general_hours=row["general_hours"],
        competences=tuple(_competence(competence) for competence in row["competences"]),
    )


def _competence(row: dict[str, Any]) -> CompetenceRow:
    return CompetenceRow(
        code=row["code"],
        text_nl=row["nl"],
        text_en=row["en"],
        place=row["place"],
        work_hours=row["work_hours"],
        school_hours=row["school_hours"],
    )
