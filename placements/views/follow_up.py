"""The page on which everybody around a running placement sees how it goes, and adds to it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from marketplace.accounts.access import ActorRequest, require
from marketplace.actor import Role
from marketplace.web.submit import submit
from marketplace.workflow import refuse_if
from placements.actions import evaluation as evaluation_actions
from placements.actions import follow_up as actions
from placements.forms.follow_up import AbsenceForm, ContactForm, ContactHeldForm, ReachedForm, WeekNoteForm
from placements.models import Contact, Placement, WeekNote
from placements.rules.follow_up import note_confirmed, note_rewritten
from placements.views.follow_up_facts import follow_up_of
from placements.views.placement import one

FLOOR = (Role.HR, Role.MENTOR)
GUIDES = (Role.COACH, Role.COORDINATOR)
READERS = (*FLOOR, *GUIDES, Role.DIRECTOR, Role.STUDENT)


@require_safe
@require(*READERS)
def follow_up(request: ActorRequest, pk: int) -> HttpResponse:
    """Weeks, talks, absences, scores, and the realised 60/40 beside the planned."""
    return _page(request, one(request, pk))


@require_POST
@require(Role.STUDENT)
def week_note_write(request: ActorRequest, pk: int) -> HttpResponse:
    """The student's line of a week."""
    placement = one(request, pk)
    learnt, on = evaluation_actions.competences_of(placement), timezone.localdate()
    form = WeekNoteForm(request.POST, learnt=learnt, day=on, auto_id="week_%s")
    return _add(request, placement, form, actions.write_week_note, _("Je week is bewaard."))


@require_POST
@require(*FLOOR)
def week_note_confirm(request: ActorRequest, pk: int) -> HttpResponse:
    """One tap: the week was as the student tells on the page that was read."""
    note = get_object_or_404(WeekNote.objects.visible_to(request.actor).select_related("placement"), pk=pk)
    refuse_if(note_confirmed(note) or note_rewritten(note, request.POST.get("written_at", "")), note)
    actions.confirm_week_note(note=note, by=request.actor)
    messages.success(request, _("Bevestigd."))
    return redirect("follow-up", note.placement_id)


@require_POST
@require(*FLOOR, *GUIDES)
def absence_note(request: ActorRequest, pk: int) -> HttpResponse:
    """Days on which the student was not there."""
    form = AbsenceForm(request.POST, auto_id="absence_%s")
    return _add(request, one(request, pk), form, actions.note_absence, _("De afwezigheid is genoteerd."))


@require_POST
@require(*GUIDES)
def contact_plan(request: ActorRequest, pk: int) -> HttpResponse:
    """A visit or talk to come."""
    form = ContactForm(request.POST, auto_id="contact_%s")
    return _add(request, one(request, pk), form, actions.plan_contact, _("Gepland."))


@require_POST
@require(*GUIDES)
def contact_hold(request: ActorRequest, pk: int) -> HttpResponse:
    """How it went."""
    rows = Contact.objects.visible_to(request.actor).select_related("placement")
    contact = get_object_or_404(rows, pk=pk)
    form = ContactHeldForm(request.POST, auto_id=f"held_{pk}_%s")
    if submit(form, actions.hold_contact, contact=contact, by=request.actor) is None:
        return _page(request, one(request, contact.placement_id), wrong=form)
    messages.success(request, _("Genoteerd."))
    return redirect("follow-up", contact.placement_id)


@require_POST
@require(Role.COORDINATOR, Role.DIRECTOR)
def reached_decide(request: ActorRequest, pk: int) -> HttpResponse:
    """The class council decides that a competence is reached."""
    placement = one(request, pk)
    form = ReachedForm(request.POST, learnt=evaluation_actions.competences_of(placement), auto_id="reached_%s")
    said = _("De competentie staat op het getuigschrift.")
    return _add(request, placement, form, evaluation_actions.decide_reached, said)


def _add(
    request: ActorRequest, placement: Placement, form: Form, action: Callable[..., Any], said: str
) -> HttpResponse:
    if submit(form, action, placement=placement, by=request.actor) is None:
        return _page(request, placement, wrong=form)
    messages.success(request, said)
    return redirect("follow-up", placement.pk)


def _page(request: ActorRequest, placement: Placement, wrong: Form | None = None) -> HttpResponse:
    week = request.GET.get("week", "")
    context = follow_up_of(placement, request.actor, timezone.localdate(), wrong, week)
    return render(request, "placements/follow_up.html", context, status=409 if wrong else 200)
