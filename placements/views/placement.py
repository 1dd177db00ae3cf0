"""Placements: the list, the page of one, and what company and school do on it."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from companies.models import Mentor
from marketplace.accounts.access import ActorRequest, require
from marketplace.actor import Role
from marketplace.web.submit import submit
from placements.actions import placement as actions
from placements.actions.seat import name_mentor
from placements.filters.offer import PlacementFilter
from placements.forms.placement import EndEarlyForm, MeetingForm, MeetingResultForm, MentorForm, StopForm
from placements.models import Placement
from placements.views.placement_page import page_of

PAGE = 25
STAFF = (Role.HR, Role.COORDINATOR, Role.COACH, Role.DIRECTOR)
READERS = (*STAFF, Role.MENTOR, Role.STUDENT)
ACTING = (Role.HR, Role.COORDINATOR, Role.COACH)
STEPS = {"start": actions.start, "end": actions.end}


@require(*READERS)
def placement_list(request: ActorRequest) -> HttpResponse:
    """The placements of a company, a school, a mentor or a student."""
    rows = Placement.objects.visible_to(request.actor).order_by("starts_on", "pk")
    shown = rows.select_related("student", "programme", "site__company__organisation")
    search = PlacementFilter(request.GET, shown)
    page = Paginator(search.qs, PAGE).get_page(request.GET.get("page"))
    return render(request, "placements/placement_list.html", {"page": page, "filters": search.form})


@require(*READERS)
def placement_detail(request: ActorRequest, pk: int) -> HttpResponse:
    """One placement: where it stands, what is asked of whom, what happened."""
    return show(request, one(request, pk))


@require_POST
@require(*ACTING)
def placement_meeting(request: ActorRequest, pk: int) -> HttpResponse:
    """Plan or move the meeting."""
    return done(request, pk, MeetingForm(request.POST), actions.plan_meeting)


@require_POST
@require(*ACTING)
def placement_meeting_result(request: ActorRequest, pk: int) -> HttpResponse:
    """Say how the meeting went."""
    return done(request, pk, MeetingResultForm(request.POST), actions.conclude_meeting)


@require_POST
@require(Role.HR)
def placement_mentor(request: ActorRequest, pk: int) -> HttpResponse:
    """Name the mentor."""
    mentors = Mentor.objects.choosable(one(request, pk).site_id, timezone.localdate())
    return done(request, pk, MentorForm(request.POST, mentors=mentors), name_mentor)


@require_POST
@require(*ACTING)
def placement_stop(request: ActorRequest, pk: int) -> HttpResponse:
    """Stop before the last signature."""
    return done(request, pk, StopForm(request.POST, placement=one(request, pk)), actions.stop)


@require_POST
@require(*ACTING)
def placement_end_early(request: ActorRequest, pk: int) -> HttpResponse:
    """Stop a signed or running placement."""
    said = _("De plaats is vroeger gestopt. Zeg nu je woord in het dossier: kies ‘Vroeger gestopt: wat nu?’.")
    return done(request, pk, EndEarlyForm(request.POST, placement=one(request, pk)), actions.end_early, said)


@require_POST
@require(Role.COACH)
def placement_step(request: ActorRequest, pk: int, step: str) -> HttpResponse:
    """Start or end by hand; a step that needs more has a page of its own."""
    STEPS[step](placement=one(request, pk), by=request.actor)
    return redirect("placement-detail", pk)


def one(request: ActorRequest, pk: int) -> Placement:
    """The placement with what its page shows, or a 404."""
    rows = Placement.objects.visible_to(request.actor).select_related(
        "offer__request",
        "meeting",
        "student",
        "programme",
        "coach",
        "representative_yes_by",
        "site__company__organisation",
        "school__organisation",
        "company__organisation",
    )
    return get_object_or_404(rows, pk=pk)


def show(request: ActorRequest, placement: Placement, wrong: Form | None = None) -> HttpResponse:
    """The page; with a form that was refused it says why and keeps what was typed."""
    context = page_of(placement, request.actor, timezone.localdate(), wrong)
    return render(request, "placements/placement_detail.html", context, status=409 if wrong else 200)


def done(request: ActorRequest, pk: int, form: Form, action: Any, said: str = "") -> HttpResponse:
    """Hand a form to an action of the placement: back to its page, or the page with what was typed and why not."""
    placement = one(request, pk)
    if submit(form, action, placement=placement, by=request.actor) is None:
        return show(request, placement, wrong=form)
    messages.success(request, said or _("Het is bewaard."))
    return redirect("placement-detail", pk)
