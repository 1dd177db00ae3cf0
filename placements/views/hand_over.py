"""The file of an early end: both words, the real hours, and who goes on with the student."""

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
from placements.actions import hand_over as actions
from placements.forms.hand_over import CloseForm, WordForm
from placements.models import HandOver
from placements.rules.hand_over import is_open, own_word, reads_next, word_is_late, words_missing
from placements.rules.side import sides_of
from placements.workflow.hand_over import GUIDES, hand_overs


@require_safe
@require(*actions.SPEAKERS, Role.DIRECTOR)
def hand_over(request: ActorRequest, pk: int) -> HttpResponse:
    """Read it, by the key of the placement."""
    return _page(request, _one(request, pk))


@require_POST
@require(*actions.SPEAKERS)
def hand_over_word(request: ActorRequest, pk: int) -> HttpResponse:
    """Say one's word."""
    form = WordForm(request.POST, auto_id="word_%s")
    return _take(request, _one(request, pk), form, actions.say_word, _("Je woord is bewaard."))


@require_POST
@require(*GUIDES)
def hand_over_close(request: ActorRequest, pk: int) -> HttpResponse:
    """Close the file."""
    row = _one(request, pk)
    form = CloseForm(request.POST, hand_over=row, auto_id="close_%s")
    return _take(request, row, form, actions.close_hand_over, _("Het dossier is gesloten."))


def _take(request: ActorRequest, row: HandOver, form: Form, action: Callable[..., Any], said: str) -> HttpResponse:
    if submit(form, action, hand_over=row, by=request.actor) is None:
        return _page(request, row, wrong=form)
    messages.success(request, said)
    return redirect("hand-over", row.placement_id)


def _one(request: ActorRequest, pk: int) -> HandOver:
    return get_object_or_404(HandOver.objects.visible_to(request.actor).select_related(*RELATED), placement=pk)


RELATED = (
    "placement__student",
    "placement__company__organisation",
    "company_word_by",
    "student_word_by",
    "next_coach",
)


def _page(request: ActorRequest, row: HandOver, wrong: Form | None = None) -> HttpResponse:
    on, sides = timezone.localdate(), sides_of(row.placement, request.actor)
    steps = {step.step: step for step in hand_overs.steps(row, request.actor, on)}
    may_speak = is_open(row) is None and sides.has(*actions.SPEAKERS)
    word_refusal = own_word(row, actions.side_of(row, request.actor), request.actor) if may_speak else None
    context: dict[str, Any] = {
        "row": row,
        "word_form": WordForm(auto_id="word_%s") if may_speak and not word_refusal else None,
        "word_refusal": word_refusal,
        "speaks_for_company": sides.has(*actions.FLOOR),
        "writes_for_student": sides.has(*GUIDES),
        "is_open": is_open(row) is None,
        "word_is_late": word_is_late(row, on),
        "reads_next": reads_next(row, request.actor),
        "close_form": CloseForm(hand_over=row, auto_id="close_%s") if "close" in steps else None,
        "close_refusals": words_missing(row, on) if "close" in steps and not wrong else [],
        "is_own": request.actor.student_id == row.placement.student_id,
    }
    context |= {name: wrong for name, form in context.items() if wrong and type(form) is type(wrong)}
    return render(request, "placements/hand_over.html", context, status=409 if wrong else 200)
