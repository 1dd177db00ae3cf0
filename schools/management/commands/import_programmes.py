"""Import the full table of study subjects as programmes."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from marketplace.reference.imports import ImportCommand, Outcome, put, refused
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
BOOLEANS = ("duaal", "zevende_leerjaar", "buso_ov3")


class Command(ImportCommand):
    help = "Import study subjects (columns code, naam, graad, finaliteit, domein, duaal, zevende_leerjaar, buso_ov3)."
    required = ("code", "naam", "graad", "finaliteit", "domein", *BOOLEANS)

    def outcomes(self, rows: list[Row]) -> Iterator[Outcome]:
        """By code and grade; name, forms and hours that are known already stay, as does what the table leaves empty."""
        for row in rows:
            if why := _wrong(row):
                yield refused(row, why, row["naam"])
                continue
            wanted = _programme(row)
            known = Programme.objects.filter(code=wanted.code, grade=wanted.grade).first()
            told = [name for name in ("finality", "domain") if getattr(wanted, name)]
            yield put(row, known, wanted, ["is_dual", *told])


def _wrong(row: Row) -> str:
    """Why this row cannot be read, in one sentence, or nothing."""
    if row.is_empty:
        return _("Deze rij is leeg.")
    if not row["code"] or not row["naam"]:
        return _("De code of de naam ontbreekt.")
    if row["finaliteit"] not in FINALITIES:
        return _("De finaliteit %(text)s kennen we niet.") % {"text": row["finaliteit"]}
    if wrong := [name for name in BOOLEANS if row[name] not in YES_NO]:
        return _("In de kolom %(column)s hoort ja of nee.") % {"column": wrong[0]}
    return ""


def _programme(row: Row) -> Programme:
    is_dual = YES_NO[row["duaal"]]
    return Programme(
        code=row["code"],
        name=re.sub(r"\bDL\b", "duaal", row["naam"]),
        grade=_grade(row),
        finality=FINALITIES[row["finaliteit"]],
        domain=row["domein"],
        is_dual=is_dual,
        forms=[] if is_dual else ["STAGE"],
        valid_from_on=REFORMED_ON,
    )


def _grade(row: Row) -> str:
    if YES_NO[row["zevende_leerjaar"]]:
        return Grade.SEVENTH
    return Grade.OV3 if YES_NO[row["buso_ov3"]] else GRADES.get(row["graad"], Grade.OTHER)
