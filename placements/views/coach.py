"""The coaches of a school: how full each is, hours, stand-ins, and who guides whom."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from marketplace.accounts.access import ActorRequest, require
from marketplace.actor import SCHOOL_STAFF, Role
from marketplace.period import school_year_of
from marketplace.web.fields import row_keys
from marketplace.web.submit import submit
from placements.actions.coach import assign_coach
from placements.enums import PlacementStatus
from placements.forms.coach import AssignForm, CoachHoursForm, CoachStandInForm
from placements.models import Placement
from schools.actions import coach as actions
from schools.caseload import caseloads
from schools.models import Coach, CoachStandIn, Student

HEADS = (Role.COORDINATOR, Role.DIRECTOR)
NOBODY = "none"


@require_safe
@require(*SCHOOL_STAFF)
def coach_list(request: ActorRequest) -> HttpResponse:
    """How many students, hours and stand-ins each coach has."""
    actor, on = request.actor, timezone.localdate()
    loads = caseloads(Coach.objects.visible_to(actor).filter(is_active=True).order_by("name", "pk"), on)
    running = Placement.objects.visible_to(actor).filter(status=PlacementStatus.RUNNING)
    at_work = dict(running.values_list("coach").annotate(count=Count("pk")).order_by())
    context = {
        "rows": [(load, at_work.get(load.coach.pk, 0)) for load in loads],
        "over_full": [load for load in loads if load.is_over_full],
        "without": Student.objects.visible_to(actor).filter(left_on=None, coach=None).count(),
        "year": school_year_of(on),
        "may_change": actor.has(*HEADS),
    }
    return render(request, "placements/coach_list.html", context)


@require(*HEADS)
def coach_hours(request: ActorRequest, pk: int) -> HttpResponse:
    """The hours of a coach in this school year or the next."""
    coach, on = _one(request, pk), timezone.localdate()
    known = caseloads([coach], on)[0].hours
    initial = {"week_hours": known.week_hours, "most_students": known.most_students} if known else None
    form = CoachHoursForm(request.POST or None, on=on, initial=initial)
    title = _("Uren van %(name)s") % {"name": coach.name}
    return _form_page(request, form, actions.set_coach_hours, title, _("Bewaar de uren"), coach=coach)


@require(*HEADS)
def coach_stand_in(request: ActorRequest, pk: int) -> HttpResponse:
    """Who follows the students of a coach who is away."""
    coach = _one(request, pk)
    others = Coach.objects.visible_to(request.actor).filter(is_active=True).exclude(pk=coach.pk).order_by("name")
    form = CoachStandInForm(request.POST or None, coaches=others)
    title = _("Wie vervangt %(name)s?") % {"name": coach.name}
    return _form_page(request, form, actions.name_stand_in_coach, title, _("Deze begeleider vervangt"), coach=coach)


@require_POST
@require(*HEADS)
def coach_stand_in_end(request: ActorRequest, pk: int) -> HttpResponse:
    """The coach is back."""
    row = get_object_or_404(CoachStandIn.objects.visible_to(request.actor), pk=pk)
    actions.end_stand_in_coach(row=row, by=request.actor)
    messages.success(request, _("De vervanging is gestopt."))
    return redirect("coach-list")


@require(*HEADS)
def coach_assign(request: ActorRequest) -> HttpResponse:
    """Give students without a coach, or those of one coach, to another."""
    actor, chosen = request.actor, request.GET.get("coach", NOBODY)
    coaches = Coach.objects.visible_to(actor).filter(is_active=True).order_by("name")
    students = _students_of(request, chosen)
    form = AssignForm(request.POST or None, students=students, coaches=coaches)
    if request.POST and (moved := submit(form, assign_coach, by=actor)) is not None:
        _say(request, moved, form.cleaned_data["coach"])
        return redirect("coach-list")
    of = Coach.objects.visible_to(actor).filter(pk__in=row_keys([chosen])).first()
    context = {"form": form, "of": of, "has_students": students.exists()}
    return render(request, "placements/coach_assign.html", context)


def _students_of(request: ActorRequest, chosen: str) -> QuerySet[Student]:
    """Those of one coach by its key, or of nobody."""
    rows = Student.objects.visible_to(request.actor).filter(left_on=None).select_related("school_class")
    of = rows.filter(coach=None) if chosen == NOBODY else rows.filter(coach__in=row_keys([chosen]))
    return of.order_by("school_class__name", "last_name", "first_name", "pk")


def _say(request: ActorRequest, moved: int, coach: Coach) -> None:
    """How many moved, and whether the coach has too many now."""
    words = ngettext(
        "%(name)s begeleidt nu %(count)s leerling meer.", "%(name)s begeleidt nu %(count)s leerlingen meer.", moved
    )
    messages.success(request, words % {"name": coach.name, "count": moved})
    load = caseloads([coach], timezone.localdate())[0]
    if load.hours and load.is_over_full:
        warning = _("%(name)s heeft nu %(students)s leerlingen. Afgesproken is hoogstens %(most)s.")
        facts = {"name": coach.name, "students": load.students, "most": load.hours.most_students}
        messages.warning(request, warning % facts)


def _one(request: ActorRequest, pk: int) -> Coach:
    return get_object_or_404(Coach.objects.visible_to(request.actor), pk=pk)


def _form_page(request: ActorRequest, form: Any, action: Any, title: str, verb: str, *, coach: Coach) -> HttpResponse:
    if request.POST and submit(form, action, by=request.actor, coach=coach):
        return redirect("coach-list")
    return render(request, "placements/coach_form.html", {"form": form, "title": title, "submit": verb})
