"""What a company may offer the student of a placement now, and what the school notes about it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from labels.offers_allowed import WHAT
from marketplace.accounts.access import ActorRequest, require
from marketplace.actor import Actor
from marketplace.web.submit import submit
from placements.actions import hiring as actions
from placements.forms.hiring import ClearForm, HiringForm
from placements.models import Hiring, HiringQuestion, Placement
from placements.rules.hiring import last_school_day, offers_at, stage_shown
from placements.rules.hiring_words import answer_of, message_of, reads_own
from placements.rules.side import sides_of
from placements.views.placement import READERS, one
from placements.workflow.hiring import GUIDES


@require_safe
@require(*READERS)
def placement_hiring(request: ActorRequest, pk: int) -> HttpResponse:
    """What may be offered now; for the school also the question and what was noted."""
    return _page(request, one(request, pk))


@require_POST
@require(*GUIDES)
def placement_hiring_note(request: ActorRequest, pk: int) -> HttpResponse:
    """Note what was offered."""
    return _take(request, pk, HiringForm(request.POST), actions.note_hiring, _("Genoteerd."))


@require_POST
@require(*GUIDES)
def placement_hiring_clear(request: ActorRequest, pk: int) -> HttpResponse:
    """Answer the question: nothing was offered that may not be."""
    form = ClearForm(request.POST, auto_id="clear_%s")
    return _take(request, pk, form, actions.clear_question, _("Je antwoord is bewaard."))


def _take(request: ActorRequest, pk: int, form: Form, action: Callable[..., Any], said: str) -> HttpResponse:
    placement = one(request, pk)
    if submit(form, action, placement=placement, by=request.actor) is None:
        return _page(request, placement, wrong=form)
    messages.success(request, said)
    return redirect("placement-hiring", pk)


def _offers(placement: Placement, actor: Actor) -> dict[str, Any]:
    stage = stage_shown(placement, actor, timezone.localdate())
    if stage is None:
        return {"stage": None}
    own = reads_own(placement, actor)
    rows = [(_(words), answer.is_allowed, answer_of(answer.sentence, own=own)) for words, answer in offers_at(stage)]
    message, last_day = message_of(stage, own=own), last_school_day(placement)
    return {"stage": stage.label, "message": message, "offers": rows, "last_day": last_day}


def _page(request: ActorRequest, placement: Placement, wrong: Form | None = None) -> HttpResponse:
    actor = sides_of(placement, request.actor)
    question = HiringQuestion.objects.visible_to(actor).filter(placement=placement).first()
    may_note = actor.has(*GUIDES)
    context: dict[str, Any] = {
        "placement": placement,
        "is_own": reads_own(placement, actor),
        **_offers(placement, actor),
        "question": question,
        "hirings": [
            (row, _(WHAT[row.what]))
            for row in Hiring.objects.visible_to(actor).filter(placement=placement).order_by("made_on", "pk")
        ],
        "note_form": HiringForm() if may_note else None,
        "clear_form": ClearForm(auto_id="clear_%s") if may_note and question and question.is_open else None,
    }
    context |= {name: wrong for name, form in context.items() if wrong and type(form) is type(wrong)}
    return render(request, "placements/hiring.html", context, status=409 if wrong else 200)
