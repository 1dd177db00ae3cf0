"""What a school has already, and which programmes there are: what the rows of a class list are compared with."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from marketplace.reference.models import Postcode
from schools.class_list.cells import WrongCell
from schools.class_list.headers import plain
from schools.enums import Grade
from schools.models import Coach, Home, LegalRepresentative, Programme, School, SchoolClass, Student

GRADE_OF_YEAR = {1: "1", 2: "1", 3: "2", 4: "2", 5: "3", 6: "3", 7: "7"}
STUDENT_FIELDS = (
    "first_name", "last_name", "born_on", "programme", "study_year", "school_class", "coach", "email", "phone",
    "languages", "dual_since_on",
)  # fmt: skip


@dataclass(frozen=True)
class Known:
    """Look-ups by what a person types, made with seven queries however long the list is."""

    on: date
    programmes: dict[str, list[Programme]]
    classes: dict[str, SchoolClass]
    coaches: dict[str, int]
    students: dict[str, dict[str, Any]]
    homes: dict[int, list[str]]
    representatives: dict[int, dict[str, dict[str, str]]]
    postcodes: frozenset[str]
    dual: frozenset[int]

    def programme(self, text: str, study_year: int | None) -> Programme:
        """The programme of a code or name; the study year decides between grades. Raises WrongCell."""
        found = [row for row in self.programmes.get(_programme_word(text), []) if row.valid_from_on <= self.on]
        if not found:
            told = _("De opleiding %(text)s kennen we niet. Gebruik de code of de volledige naam.")
            raise WrongCell(told % {"text": text})
        valid = [row for row in found if row.valid_until_on is None or row.valid_until_on >= self.on]
        if not valid:
            raise WrongCell(expired_sentence(found[0]))
        if len(valid) > 1:
            valid = [row for row in valid if row.grade == _grade(study_year)] or valid
        if len(valid) > 1:
            raise WrongCell(_("Er zijn meer opleidingen met de naam %(text)s. Gebruik de code.") % {"text": text})
        return valid[0]

    def coach(self, text: str) -> int:
        """The id of a coach by name. Raises WrongCell."""
        if plain(text) not in self.coaches:
            raise WrongCell(_("%(text)s is geen trajectbegeleider van je school. Voeg die eerst toe.") % {"text": text})
        return self.coaches[plain(text)]


def expired_sentence(programme: Programme) -> str:
    """What to tell about a programme that has ended, with its successor."""
    names = {"name": programme.name, "successor": programme.replaced_by}
    if programme.replaced_by:
        return _("De opleiding %(name)s bestaat niet meer. De opvolger is %(successor)s.") % names
    return _("De opleiding %(name)s bestaat niet meer.") % names


def know(school: School, school_year: int, on: date) -> Known:
    """Everything that a class list of this school is compared with."""
    students = Student.objects.filter(school=school).values("pk", "number", *STUDENT_FIELDS)
    classes = SchoolClass.objects.filter(school=school, school_year=school_year).select_related("programme")
    programmes = list(Programme.objects.select_related("replaced_by"))
    return Known(
        on=on,
        programmes=_by_word(programmes),
        dual=frozenset(row.pk for row in programmes if row.is_dual),
        classes={plain(row.name): row for row in classes},
        coaches={plain(row.name): row.pk for row in Coach.objects.filter(school=school, is_active=True)},
        students={row["number"]: row for row in students},
        homes=_homes(school),
        representatives=_representatives(school),
        postcodes=frozenset(Postcode.objects.values_list("code", flat=True)),
    )


def _by_word(programmes: list[Programme]) -> dict[str, list[Programme]]:
    found: dict[str, list[Programme]] = defaultdict(list)
    for row in programmes:
        for word in {_programme_word(row.code), _programme_word(row.name)}:
            found[word].append(row)
    return found


def _programme_word(text: str) -> str:
    """The table of the government writes "DL" for "duaal"."""
    words = ["duaal" if word.casefold() == "dl" else word for word in text.split()]
    return plain(" ".join(words))


def _grade(study_year: int | None) -> Grade | None:
    return Grade(GRADE_OF_YEAR[study_year]) if study_year in GRADE_OF_YEAR else None


def _homes(school: School) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = Home.objects.filter(student__school=school).order_by("pk")
    for student_id, postcode in rows.values_list("student_id", "postcode"):
        found[student_id].append(postcode)
    return found


FACTS = ("name", "email", "phone", "language")


def _representatives(school: School) -> dict[int, dict[str, dict[str, str]]]:
    found: dict[int, dict[str, dict[str, str]]] = defaultdict(dict)
    rows = LegalRepresentative.objects.filter(student__school=school)
    for student_id, *values in rows.values_list("student_id", *FACTS):
        facts = dict(zip(FACTS, values, strict=True))
        found[student_id][plain(facts["name"])] = facts
    return found
