"""What waits about placements: a yes, a meeting, a mentor's name, a family's question; own students and own place."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.actor import Actor, Role
from marketplace.web.lines import Lines
from marketplace.web.panels import add_link, add_panel, add_waiting
from placements.enums import WORK_FORMS, PlacementStatus
from placements.models import FamilyQuestion, Placement
from schools.models import full_name

READERS = (Role.HR, Role.COORDINATOR, Role.COACH, Role.DIRECTOR, Role.MENTOR)

add_link(gettext_lazy("Leerlingen op de werkplek"), "placement-list", *READERS, rank=40)


@add_waiting(Role.COACH)
def yes_to_hear(actor: Actor, on: date) -> list[Lines]:
    """Placements to which not everybody in the family has said yes, and no meeting comes first."""
    first = Q(offer__wants_meeting=True) & ~Q(meeting__went_well=True)
    rows = _accepted(actor.only(Role.COACH)).exclude(pk__in=Placement.objects.filter(first).values("pk"))
    return [_lines(rows, _("Vraag de ja"))]


@add_waiting(Role.HR, Role.COACH)
def meetings(actor: Actor, on: date) -> list[Lines]:
    """Meetings to plan, and held ones of which nobody said how they went."""
    wanted, words = _accepted(actor).filter(offer__wants_meeting=True), _("Kennismaking: %(student)s")
    held = wanted.filter(meeting__went_well=None, meeting__at__date__lte=on)
    return [_lines(wanted.filter(meeting=None), _("Plan"), words), _lines(held, _("Zeg hoe het ging"), words)]


@add_waiting(Role.HR)
def mentors_to_name(actor: Actor, on: date) -> list[Lines]:
    """Placements whose mentor gets a name later."""
    rows = Placement.objects.visible_to(actor.only(Role.HR)).holding_seats().filter(form__in=WORK_FORMS)
    return [_lines(rows.exclude(mentors__seat__isnull=False), _("Kies een mentor"), day="starts_on")]


@add_waiting(Role.COACH, Role.COORDINATOR)
def family_questions(actor: Actor, on: date) -> list[Lines]:
    """Questions of students and representatives that nobody answered."""
    rows = FamilyQuestion.objects.visible_to(actor).filter(answered_at=None)
    fill = {"student": full_name("placement__student")}
    words = _("Vraag over de plaats van %(student)s")
    return [Lines(rows, "placement-detail", words, fill, verb=_("Antwoord"), key="placement")]


def own_placements(actor: Actor, on: date) -> dict[str, Any]:
    """A student's own placements, or those of the students whom a mentor guides."""
    return {"placements": list(_with_site(Placement.objects.visible_to(actor)))}


add_panel("placement", Role.STUDENT, template="placements/placement_mine.html", context=own_placements)
add_panel("students", Role.MENTOR, template="placements/placement_students.html", context=own_placements)


def _accepted(actor: Actor) -> QuerySet[Placement]:
    return Placement.objects.visible_to(actor).filter(status=PlacementStatus.ACCEPTED)


def _with_site(rows: QuerySet[Placement]) -> QuerySet[Placement]:
    return rows.select_related("student", "site__company__organisation").order_by("starts_on", "pk")


def _lines(rows: QuerySet[Placement], verb: str, words: str = "%(student)s", day: str | None = None) -> Lines:
    return Lines(rows, "placement-detail", words, {"student": full_name("student")}, verb=verb, day=day)
