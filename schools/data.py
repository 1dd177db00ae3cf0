"""Loads programmes, competence lists and the schools for look-up from the project's own files."""

from datetime import date
from pathlib import Path

from marketplace.accounts.models import Organisation
from marketplace.accounts.models.organisation import Source
from marketplace.reference.loaders import put_rows, read_rows
from schools.curriculum import CompetenceList, lists_by_programme, shipped_codes, shipped_lists
from schools.models import Competence, Programme, School

FOLDER = Path(__file__).parent / "reference_data"
REFORMED_ON = date(2025, 9, 1)  # from here the reform holds in all study years (Onderwijskiezer, 2023-2025)


def load_programmes() -> str:
    """The shipped programmes; validity, successor and the hours that our file does not know stay as they are."""
    known = {(row.code, row.grade): row for row in Programme.objects.all()}
    shipped = read_rows(FOLDER / "programmes.csv")
    rows = [_programme(row, known.get((row["code"], row["grade"]))) for row in shipped]
    fields = ["name", "finality", "domain", "is_dual", "forms", *_HOURS]
    return f"{put_rows(rows, key=['code', 'grade'], fields=fields)} programmes"


def load_competences() -> str:
    """The competence lists of the shipped programmes; one that a school wrote before stays."""
    lists = lists_by_programme(shipped_lists())
    written = Competence.objects.exclude(code__in=shipped_codes()).values("programme")
    programmes = Programme.objects.filter(code__in=lists).exclude(pk__in=written)
    rows = [row for programme in programmes for row in _competences(programme, lists[programme.code])]
    fields = ["programme", "number", "text_nl", "text_en", "usual_place", "work_hours", "school_hours"]
    return f"{put_rows(rows, key=['code'], fields=fields)} competences"


def load_schools() -> str:
    """Real schools without members, for the administrator's look-up; a school that is known already stays."""
    known = set(School.objects.values_list("institution_number", flat=True))
    rows = [row for row in read_rows(FOLDER / "schools.csv") if row["institution_number"] not in known]
    for row in rows:
        organisation = Organisation.objects.create(
            name=row["name"], postcode=row["postcode"], municipality=row["place"], source=Source.REFERENCE
        )
        School.objects.create(
            organisation=organisation, institution_number=row["institution_number"], network=row["network"]
        )
    return f"{len(known) + len(rows)} schools"


_HOURS = ("work_hours_a_week", "school_hours_a_week", "weeks", "general_hours")


def _programme(row: dict[str, str], known: Programme | None) -> Programme:
    return Programme(
        code=row["code"],
        name=row["name"],
        grade=row["grade"],
        finality=row["finality"],
        domain=row["domain"],
        is_dual=row["dual"] == "yes",
        forms=row["forms"].split("|") if row["forms"] else [],
        valid_from_on=REFORMED_ON,
        **{name: row[name] or getattr(known, name, None) for name in _HOURS},
    )


def _competences(programme: Programme, competence_list: CompetenceList) -> list[Competence]:
    return [
        Competence(
            programme=programme,
            code=row.code,
            number=number,
            text_nl=row.text_nl,
            text_en=row.text_en,
            usual_place=row.place,
            work_hours=row.work_hours,
            school_hours=row.school_hours,
        )
        for number, row in enumerate(competence_list.competences, start=1)
    ]
