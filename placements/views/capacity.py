"""HR's places: the list, one capacity, and what can be done with it."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from marketplace.accounts.access import ActorRequest, require
from marketplace.actor import Actor, Role
from marketplace.web.submit import submit
from placements.actions import capacity as actions
from placements.enums import CapacityStatus, Form
from placements.filters.capacity import CapacityFilter
from placements.forms.capacity import ReservationForm
from placements.models import Capacity, Reservation
from placements.rules.capacity import problems
from placements.views.capacity_facts import label_too_short, mentor_facts, recognition_rows
from placements.views.capacity_pages import first_page
from placements.week import days_in_words
from placements.workflow.capacity import capacities

SOLVED_AT = {"capacity.no_label": "label-own"}  # by the code of a refusal

PAGE = 25
STEPS = {
    "publish": actions.publish_capacity,
    "close": actions.close_capacity,
    "reopen": actions.reopen_capacity,
}


@require(Role.HR, Role.MENTOR)
def capacity_list(request: ActorRequest) -> HttpResponse:
    """All places of the company: drafts, published, full and closed."""
    rows = Capacity.objects.of(request.actor).select_related("site").prefetch_related("programmes")
    search = CapacityFilter(request.GET, rows.order_by("-school_year", "site__name", "pk"), actor=request.actor)
    page = Paginator(search.qs, PAGE).get_page(request.GET.get("page"))
    rows_shown = [(capacity, days_in_words(capacity.week)) for capacity in page]
    context = {"filters": search.form, "page": page, "rows": rows_shown, "is_hr": request.actor.has(Role.HR)}
    return render(request, "placements/capacity_list.html", context)


@require(Role.HR, Role.MENTOR)
def capacity_detail(request: ActorRequest, pk: int) -> HttpResponse:
    """One capacity with its next step, and what still keeps it from being published."""
    return render(request, "placements/capacity_detail.html", _facts(request, _mine(request, pk)))


@require_POST
@require(Role.HR)
def capacity_step(request: ActorRequest, pk: int, step: str) -> HttpResponse:
    """Publish, close or reopen."""
    STEPS[step](capacity=_mine(request, pk), by=request.actor)
    return redirect("capacity-detail", pk)


@require_POST
@require(Role.HR)
def capacity_copy(request: ActorRequest, pk: int) -> HttpResponse:
    """The same places for the next school year, as a draft."""
    copy = actions.copy_last_year(capacity=_mine(request, pk), by=request.actor)
    messages.success(request, _("Dit is een ontwerp met dezelfde plaatsen. Kijk het na en publiceer het."))
    return redirect("capacity-detail", copy.pk)


@require_POST
@require(Role.HR)
def capacity_discard(request: ActorRequest, pk: int) -> HttpResponse:
    """Throw a draft away."""
    actions.discard_draft(capacity=_mine(request, pk), by=request.actor)
    messages.success(request, _("Het ontwerp is weg."))
    return redirect("capacity-list")


@require(Role.HR)
def capacity_reserve(request: ActorRequest, pk: int) -> HttpResponse:
    """Keep seats for one school until a day."""
    capacity = _mine(request, pk)
    form = ReservationForm(request.POST or None, initial={"places": 1, "until_on": capacity.ends_on})
    if request.POST and submit(form, actions.reserve_places, capacity=capacity, by=request.actor):
        return redirect("capacity-detail", pk)
    return render(request, "placements/capacity_reserve.html", {"capacity": capacity, "form": form})


@require_POST
@require(Role.HR)
def reservation_release(request: ActorRequest, pk: int) -> HttpResponse:
    """Give reserved seats back to all schools."""
    own = Capacity.objects.of(request.actor)
    reservation = get_object_or_404(Reservation.objects.filter(capacity__in=own), pk=pk)
    actions.release_reservation(reservation=reservation, by=request.actor)
    return redirect("capacity-detail", reservation.capacity_id)


def _mine(request: ActorRequest, pk: int) -> Capacity:
    rows = Capacity.objects.of(request.actor).select_related("site", "company__organisation")
    return get_object_or_404(rows, pk=pk)


def _problems(capacity: Capacity, by: Actor, on: date) -> list[dict[str, Any]]:
    """What holds publishing back, with the page where it is solved when that is not a page of the places."""
    return [{"sentence": row.sentence, "url": SOLVED_AT.get(row.code, "")} for row in problems(capacity, by, on)]


def _facts(request: ActorRequest, capacity: Capacity) -> dict[str, Any]:
    on, is_hr = timezone.localdate(), request.actor.has(Role.HR)
    is_draft = capacity.status == CapacityStatus.DRAFT
    steps, programmes = capacities.steps(capacity, request.actor, on), list(capacity.programmes.order_by("name"))
    return {
        "capacity": capacity,
        "is_hr": is_hr,
        "is_draft": is_draft,
        "first_page": first_page(capacity),
        "steps": [step for step in steps if step.step != "close"],  # never the main button of a page
        "may_close": any(step.step == "close" and not step.refusal for step in steps),
        "problems": _problems(capacity, request.actor, on) if is_draft and is_hr else [],
        "programmes": programmes,
        "forms": [Form(form).label for form in capacity.forms],
        "days": days_in_words(capacity.week),
        "reservations": capacity.reservations.select_related("school__organisation").order_by("until_on", "pk"),
        "short_label": label_too_short(capacity, on),
        "mentors": mentor_facts(capacity, on),
        "recognitions": recognition_rows(capacity, programmes),
    }
