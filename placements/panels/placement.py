"""What waits about placements: a yes, a meeting, a mentor's name, a family's question; own students and own place."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.actor import Actor, Role
from marketplace.web.panels import Waiting, add_link, add_panel, add_waiting
from placements.enums import WORK_FORMS, PlacementStatus
from placements.models import FamilyQuestion, Placement

MOST_SHOWN = 20
READERS = (Role.HR, Role.COORDINATOR, Role.COACH, Role.DIRECTOR, Role.MENTOR)

add_link(gettext_lazy("Leerlingen op de werkplek"), "placement-list", *READERS, rank=40)


@add_waiting(Role.COACH)
def yes_to_hear(actor: Actor, on: date) -> list[Waiting]:
    """Placements to which not everybody in the family has said yes, and no meeting comes first."""
    first = Q(offer__wants_meeting=True) & ~Q(meeting__went_well=True)
    rows = _accepted(actor).exclude(pk__in=Placement.objects.filter(first).values("pk"))
    return [_waiting(_("Vraag de ja"), row, str(row.student)) for row in rows[:MOST_SHOWN]]


@add_waiting(Role.HR, Role.COACH)
def meetings(actor: Actor, on: date) -> list[Waiting]:
    """Meetings to plan, and held ones of which nobody said how they went."""
    wanted = _accepted(actor).filter(offer__wants_meeting=True)
    to_plan = [_waiting(_("Plan"), row, _("Kennismaking: %s") % row.student) for row in wanted.filter(meeting=None)]
    held = wanted.filter(meeting__went_well=None, meeting__at__date__lte=on)
    return to_plan + [_waiting(_("Zeg hoe het ging"), row, _("Kennismaking: %s") % row.student) for row in held]


@add_waiting(Role.HR)
def mentors_to_name(actor: Actor, on: date) -> list[Waiting]:
    """Placements whose mentor gets a name later."""
    rows = Placement.objects.visible_to(actor).holding_seats().filter(form__in=WORK_FORMS)
    nameless = rows.exclude(mentors__seat__isnull=False).select_related("student").order_by("starts_on", "pk")
    return [
        _waiting(_("Kies een mentor"), row, str(row.student), due_on=row.starts_on) for row in nameless[:MOST_SHOWN]
    ]


@add_waiting(Role.COACH, Role.COORDINATOR)
def family_questions(actor: Actor, on: date) -> list[Waiting]:
    """Questions of students and representatives that nobody answered."""
    rows = FamilyQuestion.objects.visible_to(actor).filter(answered_at=None).select_related("placement__student")
    words = _("Vraag van de leerling of ouder: %s")
    return [
        _waiting(_("Antwoord"), row.placement, words % row.placement.student)
        for row in rows.order_by("asked_at", "pk")[:MOST_SHOWN]
    ]


def own_place(actor: Actor, on: date) -> dict[str, Any]:
    """A student's own placements."""
    return {"placements": list(_with_site(Placement.objects.visible_to(actor)))}


def own_students(actor: Actor, on: date) -> dict[str, Any]:
    """The students whom a mentor guides, until 30 days after the last day."""
    return {"placements": list(_with_site(Placement.objects.visible_to(actor).in_mentor_term(on)))}


add_panel("placement", Role.STUDENT, template="placements/placement_mine.html", context=own_place)
add_panel("students", Role.MENTOR, template="placements/placement_students.html", context=own_students)


def _accepted(actor: Actor) -> QuerySet[Placement]:
    rows = Placement.objects.visible_to(actor).filter(status=PlacementStatus.ACCEPTED)
    return rows.select_related("student").order_by("accepted_at", "pk")


def _with_site(rows: QuerySet[Placement]) -> QuerySet[Placement]:
    return rows.select_related("student", "site__company__organisation").order_by("starts_on", "pk")


def _waiting(verb: str, placement: Placement, subject: str, due_on: date | None = None) -> Waiting:
    return Waiting(verb, subject, reverse("placement-detail", args=[placement.pk]), due_on=due_on)
