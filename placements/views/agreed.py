"""Register a placement that school and company agreed by telephone."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from companies.models import Site
from marketplace.accounts.access import ActorRequest, require
from marketplace.actor import Role
from marketplace.web.fields import typed
from marketplace.web.submit import submit
from placements.actions.agreed import ask_to_publish, register_agreed
from placements.actions.request import usual_weekdays
from placements.forms.request import AgreedForm
from placements.models import Capacity
from placements.rules.period import usual_period
from placements.week import days_in_words
from schools.models import Student

MOST_SHOWN = 20


@require(Role.COORDINATOR)
def agreed_search(request: ActorRequest, student_pk: int) -> HttpResponse:
    """Which company: found by name, with the places that it published for the student's programme."""
    student = _student(request, student_pk)
    words = typed(request.GET.get("company", ""))
    context = {"student": student, "words": words, "sites": _sites(student, request, words) if words else []}
    return render(request, "placements/request_agreed_search.html", context)


@require(Role.COORDINATOR)
def agreed_new(request: ActorRequest, student_pk: int, capacity_pk: int) -> HttpResponse:
    """Which days: then the company gets it to confirm."""
    student, on = _student(request, student_pk), timezone.localdate()
    offered = Capacity.objects.offered_on(on).select_related("site", "company__organisation")
    capacity = get_object_or_404(offered, pk=capacity_pk)
    form = AgreedForm(request.POST or None, initial=_filled_in(student, capacity))
    if request.POST and submit(form, register_agreed, student=student, capacity=capacity, by=request.actor):
        messages.success(request, _("Geregistreerd. De onderneming krijgt nu de vraag om te bevestigen."))
        return redirect("request-list")
    context = {"student": student, "capacity": capacity, "days": days_in_words(capacity.week), "form": form}
    return render(request, "placements/request_agreed.html", context)


@require_POST
@require(Role.COORDINATOR)
def agreed_ask(request: ActorRequest, student_pk: int, site_pk: int) -> HttpResponse:
    """Ask a company without published places to publish some."""
    student = _student(request, student_pk)
    site = get_object_or_404(Site.objects.visible_to(request.actor), pk=site_pk)
    ask_to_publish(site=site, programme=student.programme, by=request.actor)
    messages.success(request, _("We vroegen de onderneming om plaatsen te publiceren. Registreer daarna opnieuw."))
    return redirect("agreed-search", student_pk)


def _student(request: ActorRequest, pk: int) -> Student:
    rows = Student.objects.visible_to(request.actor).select_related("programme", "school_class")
    return get_object_or_404(rows, pk=pk)


def _sites(student: Student, request: ActorRequest, words: str) -> list[dict[str, Any]]:
    """Sites by name of site or company, each with `offered`: its open places for the programme."""
    offered = Capacity.objects.offered_on(timezone.localdate()).filter(programmes=student.programme_id)
    named = Q(name__icontains=words) | Q(company__organisation__name__icontains=words)
    sites = list(
        Site.objects.visible_to(request.actor)
        .filter(named, is_active=True)
        .select_related("company__organisation")
        .order_by("name", "pk")[:MOST_SHOWN]
    )
    by_site: dict[int, list[Any]] = {site.pk: [] for site in sites}
    for capacity in offered.filter(site__in=sites).order_by("starts_on", "pk"):
        by_site[capacity.site_id].append({"capacity": capacity, "days": days_in_words(capacity.week)})
    return [{"site": site, "offered": by_site[site.pk]} for site in sites]


def _filled_in(student: Student, capacity: Capacity) -> dict[str, Any]:
    starts_on, ends_on = usual_period(timezone.localdate())
    return {
        "starts_on": max(starts_on, capacity.starts_on),
        "ends_on": min(ends_on, capacity.ends_on),
        "weekdays": [day for day in usual_weekdays(student) if str(day) in capacity.week],
    }
