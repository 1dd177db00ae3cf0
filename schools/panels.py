"""What of schools waits on the homes of their staff, and where they find their pages."""

from datetime import date
from functools import partial
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Value
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, npgettext

from marketplace.actor import Actor, Role
from marketplace.commitments.models import Commitment, TextKind
from marketplace.period import school_year_of
from marketplace.web.lines import Lines, Number
from marketplace.web.panels import add_link, add_panel, add_tallies, add_waiting
from schools.models import ClassList, School, SchoolClass, Student
from schools.models.class_list import KEPT_FOR

STAFF = (Role.COORDINATOR, Role.DIRECTOR, Role.COACH)
SHOWN = 10

add_link(gettext_lazy("Leerlingen"), "student-list", *STAFF, rank=10)
add_link(gettext_lazy("School"), "school-own", *STAFF, rank=80)
add_link(gettext_lazy("Opleidingen"), "programme-list", *STAFF, Role.ADMINISTRATOR, rank=75)
add_link(gettext_lazy("Scholen"), "school-list", Role.ADMINISTRATOR, rank=15)


@add_tallies(*STAFF)
def students_of_now(actor: Actor, on: date) -> list[Number]:
    """Students who have not left."""
    rows = Student.objects.visible_to(actor).filter(left_on=None)
    return [Number(rows, lambda count: npgettext("count", "leerling", "leerlingen", count), reverse("student-list"))]


@add_tallies(Role.ADMINISTRATOR)
def schools_of_the_city(actor: Actor, on: date) -> list[Number]:
    """Schools that take part."""
    rows = School.objects.visible_to(actor)
    return [Number(rows, lambda count: npgettext("count", "school", "scholen", count), reverse("school-list"))]


@add_waiting(Role.COORDINATOR)
def first_students(actor: Actor, on: date) -> list[Lines]:
    """A school begins with its class list, once the director accepted the data arrangement."""
    mine = School.objects.filter(~Exists(Student.objects.filter(school=OuterRef("pk"))), pk=actor.organisation_id)
    signed = Commitment.objects.in_force(TextKind.DATA_ARRANGEMENT, on).values("organisation")
    first = partial(Lines, words=_("Je eerste leerlingen"), key=None)
    return [
        first(
            mine.exclude(pk__in=signed),
            "commitment-detail",
            arguments=(TextKind.DATA_ARRANGEMENT,),
            verb=_("Lees de afspraken"),
            note=_("Je directeur moet eerst de afspraken over gegevens aanvaarden."),
        ),
        first(
            mine.filter(pk__in=signed),
            "student-upload",
            verb=_("Laad je klaslijst op"),
            note=_("Je ziet eerst wat er bewaard wordt."),
        ),
    ]


@add_waiting(Role.COORDINATOR, Role.DIRECTOR)
def class_lists_to_confirm(actor: Actor, on: date) -> list[Lines]:
    """Lists that somebody uploaded and nobody confirmed; they are forgotten after a day."""
    since = timezone.now() - KEPT_FOR
    lists = (
        ClassList.objects.visible_to(actor)
        .filter(asked_at=None, applied_at=None, uploaded_at__gt=since)
        .exclude(rows=[])
    )
    words, last = _("Een klaslijst die je oplaadde"), TruncDate(F("uploaded_at") + Value(KEPT_FOR))
    return [Lines(lists, "student-upload-preview", words, verb=_("Kijk na en bewaar"), day=last)]


def missing_data(actor: Actor, on: date) -> dict[str, Any]:
    """Students of now who lack a home, a class or, as a minor, somebody who signs; and classes without school days."""
    students = Student.objects.visible_to(actor).filter(left_on=None).missing_something(on)
    named = list(students.order_by("last_name", "first_name"))
    classes = SchoolClass.objects.visible_to(actor).filter(school_year=school_year_of(on), school_days=[])
    found = {"count": len(named), "students": named[:SHOWN], "classes": list(classes.order_by("name"))}
    return {**found, "may_change_classes": actor.has(Role.COORDINATOR, Role.DIRECTOR)}


def ended_programmes(actor: Actor, on: date) -> dict[str, Any]:
    """Programmes that have ended and are still followed, with their successor and how many students."""
    rows = Student.objects.visible_to(actor).filter(left_on=None, programme__valid_until_on__lt=on)
    named = rows.values(name=F("programme__name"), until_on=F("programme__valid_until_on"))
    counted = named.annotate(successor=F("programme__replaced_by__name"), count=Count("pk"))
    return {"programmes": counted.order_by("name")}


add_panel("missing_data", *STAFF, template="schools/panels/missing_data.html", context=missing_data)
add_panel(
    "ended_programmes",
    Role.COORDINATOR,
    Role.DIRECTOR,
    template="schools/panels/ended_programmes.html",
    context=ended_programmes,
)
