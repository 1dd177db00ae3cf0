"""The coordinator's requests: the list by its most urgent day, one request, and many at once."""

from collections.abc import Iterable, Mapping
from typing import Any, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F, Q, QuerySet
from django.forms import ModelChoiceField
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from marketplace.accounts.access import ActorRequest, require
from marketplace.actor import SCHOOL_STAFF, Actor, Role
from marketplace.web.fields import row_keys
from marketplace.web.submit import submit
from marketplace.workflow import Refusal
from placements.actions import request as actions
from placements.enums import RequestStatus
from placements.filters.request import RequestFilter
from placements.forms.request import EditForm, SubmitForm, wishable_sites
from placements.models import PlacementRequest
from placements.rules.period import usual_period
from placements.rules.search import searches, without_request
from placements.week import weekdays_in_words
from placements.workflow.request import requests
from schools.models import SchoolClass, Student

PAGE = 50


@require(*SCHOOL_STAFF)
def request_list(request: ActorRequest) -> HttpResponse:
    """All requests of the school; dual students who must find a contract first, by the last day of R08."""
    on = timezone.localdate()
    rows = PlacementRequest.objects.visible_to(request.actor).select_related("student__programme", "programme")
    search = RequestFilter(request.GET, rows, actor=request.actor)
    page = Paginator(searches(search.qs, on), PAGE).get_page(request.GET.get("page"))
    context = {"filters": search.form, "page": page, **_may(request.actor)}
    return render(request, "placements/request_list.html", context)


@require(*SCHOOL_STAFF)
def request_detail(request: ActorRequest, pk: int) -> HttpResponse:
    """One request: what is asked, where it stands, and the next step."""
    on = timezone.localdate()
    row = _one(request, pk)
    context = {
        "search": searches(
            PlacementRequest.objects.filter(pk=row.pk).select_related("student__programme", "programme"), on
        )[0],
        "is_open": row.status == RequestStatus.OPEN,
        "steps": requests.steps(row, request.actor, on),
        "days": weekdays_in_words(row.weekdays),
        "competences": list(row.competences.order_by("number")),
        "wishes": list(row.wishes.select_related("site").order_by("rank")),
        "homes": list(row.student.homes.order_by("pk")),
        **_may(request.actor),
    }
    return render(request, "placements/request_detail.html", {"row": row, **context})


@require(Role.COORDINATOR)
def request_new(request: ActorRequest) -> HttpResponse:
    """One page for all ticked students, with everything filled in; a refused student stops no other."""
    form = _submit_form(request)
    if request.POST and (done := submit(form, actions.submit_requests, by=request.actor)):
        if done.made:
            messages.success(request, _made(len(done.made)))
        if not done.refused:
            return redirect("request-list")
        form = _again(request, form, done)
    rows = _offered(form).select_related("programme", "school_class").prefetch_related("homes")
    context = {
        "form": form,
        "students": _about(form, rows),
        "classes": _classes_to_choose(request),
        "chosen_class": request.GET.get("school_class"),
        "without_days": _without_school_days(rows),
    }
    return render(request, "placements/request_new.html", context)


@require(Role.COORDINATOR)
def request_edit(request: ActorRequest, pk: int) -> HttpResponse:
    """Adapt one request."""
    row = _one(request, pk)
    form = EditForm(request.POST or None, request=row, sites=wishable_sites(row, timezone.localdate()))
    if request.POST and submit(form, actions.edit_request, request=row, by=request.actor):
        return redirect("request-detail", pk)
    return render(request, "placements/request_edit.html", {"form": form, "row": row})


@require_POST
@require(Role.COORDINATOR)
def request_withdraw(request: ActorRequest, pk: int) -> HttpResponse:
    """The student needs no place any more."""
    actions.withdraw_request(request=_one(request, pk), by=request.actor)
    return redirect("request-list")


def _one(request: ActorRequest, pk: int) -> PlacementRequest:
    rows = PlacementRequest.objects.visible_to(request.actor).select_related("student__programme", "programme")
    return get_object_or_404(rows, pk=pk)


def _may(actor: Actor) -> dict[str, bool]:
    return {"is_coordinator": actor.has(Role.COORDINATOR)}


def _submit_form(request: ActorRequest) -> SubmitForm:
    """The students who came along, or when none did who has no request yet; and whom the page sent back ticked."""
    starts_on, ends_on = usual_period(timezone.localdate())
    came = row_keys(request.GET.getlist("student"))
    mine = Student.objects.visible_to(request.actor)
    students = mine.filter(pk__in=came) if came else _of_class(request, without_request(mine, starts_on, ends_on))
    ticked = [student.pk for student in students] if "all" in request.GET else came
    sent = row_keys(request.POST.getlist("students"))
    offered = mine.filter(Q(pk__in=students.values("pk")) | Q(pk__in=sent)).order_by("last_name", "first_name", "pk")
    initial = {"starts_on": starts_on, "ends_on": ends_on, "reach_km": actions.USUAL_REACH_KM, "students": ticked}
    return SubmitForm(request.POST or None, students=offered, initial=initial)


def _of_class(request: ActorRequest, students: QuerySet[Student]) -> QuerySet[Student]:
    """Those of the class that the address names, or all."""
    chosen = row_keys(request.GET.getlist("school_class"))
    return students.filter(school_class__in=chosen) if chosen else students


def _classes_to_choose(request: ActorRequest) -> Iterable[Mapping[str, object]]:
    """The classes of who has no request yet; none once students came along or something was typed."""
    if request.POST or "student" in request.GET:
        return []
    students = without_request(Student.objects.visible_to(request.actor), *usual_period(timezone.localdate()))
    named = students.exclude(school_class=None).values(key=F("school_class"), name=F("school_class__name"))
    return named.order_by("name", "key").distinct()


def _without_school_days(students: Iterable[Student]) -> list[SchoolClass]:
    """The classes of dual students whose school days nobody filled in: they would ask for every weekday."""
    found = {row.school_class for row in students if row.programme.is_dual and row.school_class}
    return sorted((row for row in found if not row.school_days), key=lambda row: row.name)


def _offered(form: SubmitForm) -> QuerySet[Student]:
    return cast(QuerySet[Student], cast(ModelChoiceField, form.fields["students"]).queryset)


def _again(request: ActorRequest, form: SubmitForm, done: actions.Submitted) -> SubmitForm:
    """The same answers, with the refused ticked, each with its sentence; who was asked for is not offered again."""
    data = request.POST.copy()
    data.setlist("students", [str(student.pk) for student, _refusal in done.refused])
    again = SubmitForm(data, students=_offered(form).exclude(pk__in=[row.student_id for row in done.made]))
    for sentence in _sentences(done.refused):
        again.add_error("students", sentence)
    return again


def _sentences(refused: list[tuple[Student, Refusal]]) -> list[str]:
    """Why not, for each student; what holds for all of them is said once."""
    shared = {str(refusal.sentence) for _student, refusal in refused}
    return list(shared) if len(shared) == 1 < len(refused) else [f"{who}: {why.sentence}" for who, why in refused]


def _made(number: int) -> str:
    words = ngettext("%(number)s aanvraag is ingediend.", "%(number)s aanvragen zijn ingediend.", number)
    return words % {"number": number}


def _about(form: SubmitForm, students: Any) -> list[dict[str, Any]]:
    """What is filled in for each student: programme, days and homes."""
    ticked = {str(value) for value in form["students"].value() or []}
    return [
        {
            "student": row,
            "ticked": str(row.pk) in ticked,
            "days": weekdays_in_words(actions.usual_weekdays(row)),
            "homes": ", ".join(home.postcode for home in row.homes.all()),
        }
        for row in students
    ]
