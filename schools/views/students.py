"""Pages about students and their representatives, for the staff of their school."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from marketplace.accounts.access import ActorRequest, require
from marketplace.actor import Role
from marketplace.period import school_year_of
from marketplace.web.fields import row_keys
from marketplace.web.submit import submit
from schools.actions import representative as representative_actions
from schools.actions import student as student_actions
from schools.class_list.reading import not_located
from schools.filters import StudentFilter
from schools.forms.student import RepresentativeForm, StudentChangeForm, StudentForm
from schools.models import LegalRepresentative, SchoolClass, Student
from schools.rules import arrangement_signed
from schools.timers import countdowns
from schools.views.school import MANAGERS, STAFF

PAGE = 50
MOVING = {"student", "page"}


@require(*STAFF)
def student_list(request: ActorRequest) -> HttpResponse:
    """The students of the school: chips by class, search, pages."""
    actor, on = request.actor, timezone.localdate()
    students = Student.objects.visible_to(actor).select_related("programme", "school_class", "coach")
    filters = StudentFilter(request.GET, students, request=request)
    rows = filters.qs.order_by("last_name", "first_name", "pk")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "filters": filters.form,
        "classes": SchoolClass.objects.visible_to(actor).filter(school_year=school_year_of(on)).order_by("name"),
        "chosen_class": request.GET.get("school_class", ""),
        "refusal": arrangement_signed(actor.organisation_id, on),
        "may_upload": actor.has(*MANAGERS),
        "may_ask": actor.has(Role.COORDINATOR),
    }
    return render(request, "schools/student_list.html", context | _ticks(request, [row.pk for row in page]))


def _ticks(request: ActorRequest, shown: list[int]) -> dict[str, Any]:
    """Who came along ticked from another page of the list, and what else its address says."""
    ticked = row_keys(request.GET.getlist("student"))
    others = [key for key in ticked if key not in shown]
    elsewhere = Student.objects.visible_to(request.actor).filter(pk__in=others).values_list("pk", flat=True)
    kept = [(name, value) for name, values in request.GET.lists() if name not in MOVING for value in values]
    return {"ticked": ticked, "elsewhere": list(elsewhere) if others else [], "kept": kept}


@require(*STAFF)
def student_add(request: ActorRequest) -> HttpResponse:
    """Add one student."""
    on = timezone.localdate()
    form = StudentForm(request.POST or None, actor=request.actor, on=on)
    if request.POST and (student := submit(form, student_actions.add_student, by=request.actor)):
        _tell_homes(request, student)
        return redirect("student-detail", student.pk)
    context = {"form": form, "refusal": arrangement_signed(request.actor.organisation_id, on)}
    return render(request, "schools/student_form.html", context)


@require(*STAFF)
def student_change(request: ActorRequest, pk: int) -> HttpResponse:
    """Change one student."""
    student = get_object_or_404(Student.objects.visible_to(request.actor), pk=pk)
    form = StudentChangeForm(request.POST or None, instance=student, actor=request.actor, on=timezone.localdate())
    if request.POST and submit(form, student_actions.change_student, student=student, by=request.actor):
        _tell_homes(request, student)
        return redirect("student-detail", pk)
    return render(request, "schools/student_form.html", {"form": form, "student": student})


def _tell_homes(request: ActorRequest, student: Student) -> None:
    for home in student.homes.filter(lat=None):
        messages.warning(request, not_located(home.postcode))


@require(*STAFF)
def student_detail(request: ActorRequest, pk: int) -> HttpResponse:
    """One student, with homes and representatives."""
    on = timezone.localdate()
    rows = Student.objects.visible_to(request.actor).select_related("programme__replaced_by", "school_class", "coach")
    student = get_object_or_404(rows, pk=pk)
    student_actions.read_file(student=student, by=request.actor)
    context = {
        "student": student,
        "is_minor": student.is_minor_on(on),
        "age": student.age_on(on),
        "diploma_stage": student.diploma_stage_on(on).label,
        "homes": student.homes.order_by("pk"),
        "representatives": student.representatives.order_by("pk"),
        "proofs": student.study_proofs.order_by("earned_on", "pk"),
        "countdown": countdowns([student], on).get(student.pk),
        "programme_ended": student.programme.has_ended_on(on),
    }
    return render(request, "schools/student_detail.html", context)


@require(*STAFF)
@require_POST
def student_invite(request: ActorRequest, pk: int) -> HttpResponse:
    """Mail the student the link to an account."""
    student = get_object_or_404(Student.objects.visible_to(request.actor), pk=pk)
    student_actions.invite_student(student=student, by=request.actor)
    messages.success(
        request, _("%(name)s krijgt een mail met een link naar een account.") % {"name": student.first_name}
    )
    return redirect("student-detail", pk)


@require(*STAFF)
def representative_add(request: ActorRequest, pk: int) -> HttpResponse:
    """Add a representative to a student."""
    student = get_object_or_404(Student.objects.visible_to(request.actor), pk=pk)
    form = RepresentativeForm(request.POST or None)
    action = representative_actions.add_representative
    if request.POST and submit(form, action, student=student, by=request.actor):
        return redirect("student-detail", pk)
    return render(request, "schools/representative_form.html", {"form": form, "student": student})


@require(*STAFF)
def representative_change(request: ActorRequest, pk: int) -> HttpResponse:
    """Change a representative."""
    row = get_object_or_404(LegalRepresentative.objects.visible_to(request.actor).select_related("student"), pk=pk)
    initial = {name: getattr(row, name) for name in RepresentativeForm.base_fields}
    form = RepresentativeForm(request.POST or None, initial=initial)
    action = representative_actions.change_representative
    if request.POST and submit(form, action, representative=row, by=request.actor):
        return redirect("student-detail", row.student_id)
    context = {"form": form, "student": row.student, "representative": row}
    return render(request, "schools/representative_form.html", context)


@require(*STAFF)
@require_POST
def representative_remove(request: ActorRequest, pk: int) -> HttpResponse:
    """Remove a representative who was entered by mistake."""
    row = get_object_or_404(LegalRepresentative.objects.visible_to(request.actor), pk=pk)
    representative_actions.remove_representative(representative=row, by=request.actor)
    return redirect("student-detail", row.student_id)
