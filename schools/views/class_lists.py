"""Uploading a class list: the file, the preview, and storing it."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from marketplace.accounts.access import ActorRequest, require
from marketplace.jobs.models import Job
from marketplace.tables import write_csv
from marketplace.web.submit import submit
from schools.actions.class_list import discard_class_list, store_class_list
from schools.actions.class_list_file import send_class_list
from schools.class_list.headers import TEMPLATE
from schools.forms.student import ClassListForm
from schools.models import ClassList, School
from schools.models.class_list import OUTCOMES
from schools.rules import arrangement_signed
from schools.views.school import MANAGERS

PAGE = 100
REFRESH_SECONDS = 5


@require(*MANAGERS)
def student_upload(request: ActorRequest) -> HttpResponse:
    """Step 1: choose a file."""
    on = timezone.localdate()
    school = get_object_or_404(School.objects.visible_to(request.actor))
    chosen = {name: request.GET[name] for name in ("school_year",) if name in request.GET}
    form = ClassListForm(request.POST or None, request.FILES or None, on=on, initial=chosen)
    if request.POST and (made := submit(form, send_class_list, school=school, by=request.actor)):
        return _preview_of(made)
    context = {"form": form, "columns": TEMPLATE, "refusal": arrangement_signed(school.pk, on)}
    return render(request, "schools/student_upload.html", context)


@require(*MANAGERS)
def student_upload_template(request: ActorRequest) -> HttpResponse:
    """An empty class list with our column names; the mark in front lets a spreadsheet read it as UTF-8."""
    response = HttpResponse("\ufeff" + write_csv(TEMPLATE, []), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="klaslijst.csv"'
    return response


@require(*MANAGERS)
def student_upload_preview(request: ActorRequest, pk: int) -> HttpResponse:
    """Step 2: what would be made and changed, and what is wrong, row by row."""
    class_list = get_object_or_404(ClassList.objects.visible_to(request.actor), pk=pk)
    counts = Counter(row["outcome"] for row in class_list.rows)
    chosen = request.GET.get("outcome", "")
    rows = [row for row in class_list.rows if chosen in ("", row["outcome"])]
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "class_list": class_list,
        "counts": [(outcome, counts[outcome]) for outcome in OUTCOMES if counts[outcome]],
        "wrong": counts["wrong"],
        "storable": counts["new"] + counts["changed"],
        "job": _job_of(class_list),
        "follows": "follow" in request.GET,
        "chosen": chosen,
        "page": page,
        "lines": [_line(row) for row in page],
    }
    response = render(request, "schools/student_upload_preview.html", context)
    if context["job"] and context["follows"]:
        response["Refresh"] = str(REFRESH_SECONDS)
    return response


def _job_of(class_list: ClassList) -> dict[str, Any] | None:
    """What a worker does with a list, whether it was given up, and whether no worker comes; None for nothing."""
    verb = "read" if class_list.is_being_read else "store" if class_list.is_being_stored else ""
    if not verb:
        return None
    job = Job.objects.alive(f"{verb}_class_list", class_list_id=class_list.pk).first()
    return {"verb": verb, "was_given_up": job is None, "is_late": job is not None and job.is_late(timezone.now())}


def _preview_of(class_list: ClassList) -> HttpResponse:
    """To the page of a list, which follows a worker that is at it."""
    is_busy = class_list.is_being_read or class_list.is_being_stored
    return redirect(reverse("student-upload-preview", args=[class_list.pk]) + ("?follow=1" if is_busy else ""))


def _line(row: dict[str, Any]) -> dict[str, Any]:
    """A judged row for the page, with the cells that tell whose it is."""
    return row | {name: row["values"].get(name, "") for name in ("number", "first_name", "last_name", "class_name")}


@require(*MANAGERS)
@require_POST
def student_upload_apply(request: ActorRequest, pk: int) -> HttpResponse:
    """Step 3: store the students of the preview; a long list is followed on its own page."""
    class_list = get_object_or_404(ClassList.objects.visible_to(request.actor), pk=pk)
    done = store_class_list(class_list=class_list, by=request.actor)
    if done.is_being_stored:
        return _preview_of(done)
    told = ngettext("%(count)s leerling bewaard.", "%(count)s leerlingen bewaard.", done.stored)
    messages.success(request, told % {"count": done.stored})
    return redirect("student-list")


@require(*MANAGERS)
@require_POST
def student_upload_discard(request: ActorRequest, pk: int) -> HttpResponse:
    """Forget the file."""
    class_list = get_object_or_404(ClassList.objects.visible_to(request.actor), pk=pk)
    discard_class_list(class_list=class_list, by=request.actor)
    messages.success(request, _("Het bestand is weg. Er is niets bewaard."))
    return redirect(f"{reverse('student-upload')}?school_year={class_list.school_year}")
