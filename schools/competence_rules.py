"""Who may write the competence list of a programme, what a whole list is, and what stays because it is used."""

from collections.abc import Collection, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from marketplace.actor import Actor, Role
from marketplace.workflow import Refusal
from schools.curriculum import CompetenceRow, shipped_codes
from schools.enums import Place
from schools.models import Competence, Programme, SchoolClass, Student

MOST_COMPETENCES = 60
MOST_HOURS = 5000  # of one competence in a school year
LONGEST = 300  # characters of one competence
PLACES = (Place.WORK, Place.SCHOOL, Place.BOTH)  # a third place is chosen in a plan


def may_write(programme: Programme, by: Actor) -> Refusal | None:
    """A school that teaches the programme writes the list once, for every school; the city corrects it."""
    if not programme.is_dual:
        return Refusal("competences.not_dual", _("Alleen een duale opleiding heeft een lijst van competenties."))
    if programme.competences.filter(code__in=shipped_codes()).exists():
        return Refusal("competences.shipped", _("Deze lijst hoort bij het platform zelf. Ze blijft zoals ze is."))
    if by.has(Role.ADMINISTRATOR):
        return None
    if programme.competences.exists():
        known = _("Deze opleiding heeft al een lijst, voor alle scholen. Staat er een fout in? Vraag de stad om hulp.")
        return Refusal("competences.known", known)
    own = (Student.objects.visible_to(by), SchoolClass.objects.visible_to(by))
    if any(rows.filter(programme=programme).exists() for rows in own):
        return None
    not_taught = _(
        "Je school heeft geen leerling of klas in deze opleiding. Een school die ze geeft, schrijft de lijst."
    )
    return Refusal("competences.not_taught", not_taught)


def rows_whole(rows: Sequence[CompetenceRow]) -> Refusal | None:
    """Each competence stands there once, with hours where it is learnt, and one at least is learnt at work."""
    if not 0 < len(rows) <= MOST_COMPETENCES:
        number = _("Schrijf minstens één en hoogstens %(most)s competenties.")
        return Refusal("competences.number", number % {"most": MOST_COMPETENCES})
    if not all(0 < len(row.text_nl) <= LONGEST for row in rows):
        long = _("Een competentie heeft een tekst van hoogstens %(most)s tekens.")
        return Refusal("competences.text", long % {"most": LONGEST})
    texts = [row.text_nl.casefold() for row in rows]
    if twice := next((row for row in rows if texts.count(row.text_nl.casefold()) > 1), None):
        return Refusal("competences.twice", _("“%(text)s” staat er twee keer.") % {"text": twice.text_nl})
    if without := next((row for row in rows if missing_hours(row)), None):
        hours = _("Vul bij “%(text)s” uren in waar de leerling dit leert: werkplek, school, of allebei.")
        return Refusal("competences.hours", hours % {"text": without.text_nl})
    if not any(row.work_hours for row in rows):
        work = _("De leerling leert minstens één competentie op de werkplek. Geef er daar uren voor.")
        return Refusal("competences.no_work", work)
    return None


def missing_hours(row: CompetenceRow) -> list[str]:
    """Which hours the place of a competence asks for and are not there."""
    needed = {Place.WORK: ["work_hours"], Place.SCHOOL: ["school_hours"]}
    asked = needed.get(Place(row.place), ["work_hours", "school_hours"])
    return [name for name in asked if not 0 < getattr(row, name) <= MOST_HOURS]


def unused(competences: Collection[Competence]) -> Refusal | None:
    """A competence goes away as long as no plan, request, site or student names it."""
    used = next((row for row in competences if _is_named(row)), None)
    if used is None:
        return None
    sentence = _("Een plan, aanvraag of bedrijf gebruikt “%(text)s” al: die regel blijft. Verbeter er de tekst van.")
    return Refusal("competences.used", sentence % {"text": used.text_nl})


def _is_named(competence: Competence) -> bool:
    """Whether any table, of whichever app, points to it."""
    fields = Competence._meta.get_fields(include_hidden=True)
    pointing: list[Any] = [field for field in fields if field.one_to_many or field.one_to_one]
    return any(each.related_model._base_manager.filter(**{each.field.name: competence}).exists() for each in pointing)
