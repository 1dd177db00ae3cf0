"""Matching a round again: what would move, confirming it, and having it done every week."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from marketplace.accounts.access import ActorRequest, require
from marketplace.actor import Actor, Role
from marketplace.web.submit import submit
from marketplace.workflow import first_refusal
from placements.actions import rematch as actions
from placements.actions import round_repeat
from placements.enums import RematchStatus
from placements.forms.rematch import RepeatForm
from placements.models import Rematch, Round, RoundRepeat
from placements.rules import rematch as rules
from placements.rules.rematch_words import without_small_numbers, would_move
from placements.views.round import READERS
from placements.workflow.rematch import rematches
from schools.models import School

STEPS = {"confirm": actions.confirm_rematch, "discard": actions.discard_rematch}
COMPUTING = (RematchStatus.ASKED, RematchStatus.RUNNING)
OVER = (RematchStatus.DONE, RematchStatus.FAILED)
MOST_SHOWN = 20


@require(*READERS)
def round_rematch(request: ActorRequest, pk: int) -> HttpResponse:
    """What was matched again and what that changed; the city asks, confirms and repeats here."""
    return _page(request, _round(request, pk), RepeatForm())


@require_POST
@require(Role.ADMINISTRATOR)
def rematch_ask(request: ActorRequest, pk: int) -> HttpResponse:
    """Have it worked out what would move."""
    actions.ask_rematch(round=_round(request, pk), by=request.actor)
    return redirect("round-rematch", pk)


@require_POST
@require(Role.ADMINISTRATOR)
def rematch_step(request: ActorRequest, pk: int, step: str) -> HttpResponse:
    """Carry out what was shown, or leave everything as it is."""
    row = get_object_or_404(Rematch.objects.visible_to(request.actor), pk=pk)
    STEPS[step](rematch=row, by=request.actor)
    return redirect("round-rematch", row.round_id)


@require_POST
@require(Role.ADMINISTRATOR)
def round_repeats(request: ActorRequest, pk: int) -> HttpResponse:
    """Have the round matched again every week."""
    row, form = _round(request, pk), RepeatForm(request.POST)
    if submit(form, round_repeat.repeat_round, round=row, by=request.actor):
        return redirect("round-rematch", pk)
    return _page(request, row, form)


@require_POST
@require(Role.ADMINISTRATOR)
def round_repeats_stop(request: ActorRequest, pk: int) -> HttpResponse:
    """Match it no more by itself."""
    round_repeat.stop_repeating(round=_round(request, pk), by=request.actor)
    return redirect("round-rematch", pk)


def _round(request: ActorRequest, pk: int) -> Round:
    return get_object_or_404(Round.objects.visible_to(request.actor), pk=pk)


def _page(request: ActorRequest, row: Round, form: RepeatForm) -> HttpResponse:
    on, is_city = timezone.localdate(), request.actor.has(Role.ADMINISTRATOR)
    found = Rematch.objects.visible_to(request.actor).filter(round=row).order_by("-pk")[:MOST_SHOWN]
    shown = _shown(list(found), request.actor)
    context = {
        "row": row,
        "is_city": is_city,
        "refusal": first_refusal(rules.AGAIN, row, request.actor, on) if is_city else None,
        "waiting": [one for one in shown if one["row"].status in COMPUTING],
        "ready": [one for one in shown if is_city and one["row"].status == RematchStatus.READY],
        "past": [one for one in shown if one["row"].status in OVER],
        "repeat": RoundRepeat.objects.filter(round=row).first(),
        "form": form,
    }
    return render(request, "placements/round_rematch.html", context)


def _shown(rows: list[Rematch], actor: Actor) -> list[dict[str, Any]]:
    """Each re-matching with its buttons, its sentences and what changes per school; a school sees its own line only."""
    on = timezone.localdate()
    shares = {share["school"] for row in rows for share in row.result.get("schools", [])}
    found = School.objects.visible_to(actor).filter(pk__in=shares).select_related("organisation")
    schools = list(found.order_by("organisation__name", "pk"))
    return [
        {
            "row": row,
            "path": f"/rematches/{row.pk}/",
            "steps": rematches.steps(row, actor, on),
            **_told(row, schools, actor),
        }
        for row in rows
    ]


def _told(row: Rematch, schools: list[School], actor: Actor) -> dict[str, Any]:
    """The city reads every number, a school its own ones and those of the round that point at nobody."""
    if not row.result:
        return {"sentences": [], "schools": []}
    told = row.result if actor.has(Role.ADMINISTRATOR) else without_small_numbers(row.result)
    shares = {share["school"]: share for share in row.result["schools"]}
    own = [shares[school.pk] | {"name": school} for school in schools if school.pk in shares]
    return {"sentences": would_move(told), "schools": own, "placed": told["placed"], "students": told["students"]}
