"""When the competence list of a programme may be written, and when it may go."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from marketplace.workflow import Refusal
from schools.curriculum import CompetenceRow, lists_by_programme, shipped_lists
from schools.enums import Place
from schools.models import Competence, Programme

MOST_COMPETENCES = 60
PLACES = (Place.WORK, Place.SCHOOL, Place.BOTH)  # a third place is chosen in a plan


def list_free(programme: Programme) -> Refusal | None:
    """A list is written once: every school plans with it."""
    if not programme.competences.exists():
        return None
    sentence = _(
        "Deze opleiding heeft al een lijst, waar alle scholen mee werken. Klopt ze niet? Vraag het aan de stad."
    )
    return Refusal("competences.known", sentence)


def rows_whole(rows: Sequence[CompetenceRow]) -> Refusal | None:
    """Each competence stands there once, with hours where it is learnt."""
    if not 0 < len(rows) <= MOST_COMPETENCES:
        sentence = _("Schrijf minstens één en hoogstens %(most)s competenties.")
        return Refusal("competences.number", sentence % {"most": MOST_COMPETENCES})
    texts = [row.text_nl.casefold() for row in rows]
    if twice := next((row for row in rows if texts.count(row.text_nl.casefold()) > 1), None):
        return Refusal("competences.twice", _("“%(text)s” staat er twee keer.") % {"text": twice.text_nl})
    if without := next((row for row in rows if missing_hours(row)), None):
        sentence = _("Vul bij “%(text)s” uren in waar de leerling dit leert: werkplek, school, of allebei.")
        return Refusal("competences.hours", sentence % {"text": without.text_nl})
    return None


def missing_hours(row: CompetenceRow) -> list[str]:
    """Which hours the place of a competence asks for and are not there."""
    needed = {Place.WORK: ["work_hours"], Place.SCHOOL: ["school_hours"]}
    asked = needed.get(Place(row.place), ["work_hours", "school_hours"])
    return [name for name in asked if not getattr(row, name)]


def list_unused(programme: Programme) -> Refusal | None:
    """A list goes away as long as nothing names a competence of it; one that the product brings would come back."""
    if programme.code in lists_by_programme(shipped_lists()):
        return Refusal("competences.shipped", _("Deze lijst hoort bij het platform zelf. Ze blijft staan."))
    if not _is_named(programme):
        return None
    sentence = _("Er zijn al plannen of aanvragen met deze lijst. Ze blijft zoals ze is; wijzig de uren in het plan.")
    return Refusal("competences.used", sentence)


def _is_named(programme: Programme) -> bool:
    """Whether any table, of whichever app, holds one of its competences."""
    own, fields = programme.competences.values("pk"), Competence._meta.get_fields(include_hidden=True)
    pointing: list[Any] = [field for field in fields if field.one_to_many or field.one_to_one]
    return any(each.related_model._base_manager.filter(**{f"{each.field.name}__in": own}).exists() for each in pointing)
