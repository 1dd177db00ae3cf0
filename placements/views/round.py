"""Matching rounds: the list, opening one, its page with progress and result, and how the matching decides."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from marketplace.accounts.access import ActorRequest, public, require
from marketplace.actor import SCHOOL_STAFF, Actor, Role
from marketplace.web.submit import submit
from placements.actions import round as actions
from placements.enums import Policy, RoundPhase, RoundStatus
from placements.forms.round import RoundForm
from placements.models import Match, Round
from placements.rules.match_reason import LABELS
from placements.rules.match_weight import weights_on
from placements.rules.rematch_words import certificate_told, without_small_numbers
from placements.views.round_run import REFRESH_SECONDS, stored_runs, time_left
from placements.workflow.round import rounds
from schools.models import School

PAGE = 25
READERS = SCHOOL_STAFF | {Role.ADMINISTRATOR}
STEPS = {"start": actions.start_round, "stop": actions.stop_round, "cancel": actions.cancel_round}


@require(*READERS)
def round_list(request: ActorRequest) -> HttpResponse:
    """All rounds, the newest closing day first."""
    rows = Round.objects.visible_to(request.actor).order_by("-closes_on", "-pk")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "may_open": request.actor.has(Role.ADMINISTRATOR)}
    return render(request, "placements/round_list.html", context)


@require(Role.ADMINISTRATOR)
def round_new(request: ActorRequest) -> HttpResponse:
    """Open a round."""
    form = RoundForm(request.POST or None)
    if request.POST and (row := submit(form, actions.open_round, by=request.actor)):
        return redirect("round-detail", row.pk)
    return render(request, "placements/round_new.html", {"form": form})


@require(*READERS)
def round_detail(request: ActorRequest, pk: int) -> HttpResponse:
    """One round: its dates and settings, how far it is, what came of it, and the next step."""
    row = get_object_or_404(Round.objects.visible_to(request.actor), pk=pk)
    context = _about(row) | _for(row, request.actor) | {"follows": "follow" in request.GET}
    response = render(request, "placements/round_detail.html", context)
    if context["running"] and context["follows"]:
        response["Refresh"] = str(REFRESH_SECONDS)
    return response


def _about(row: Round) -> dict[str, Any]:
    """What everybody who may see the round reads of it."""
    return {
        "row": row,
        "programmes": list(row.programmes.order_by("name")),
        "phases": _phases(row),
        "weights": [(LABELS[part], weight) for part, weight in row.weights.items()],
        "ran": row.status in (RoundStatus.REVIEW, RoundStatus.PUBLISHED),
        "running": row.status == RoundStatus.RUNNING,
        "time_left": time_left(row),
    }


def _for(row: Round, actor: Actor) -> dict[str, Any]:
    """What this actor may do with it, and their own part of what came of it."""
    mine = Match.objects.visible_to(actor.only(*SCHOOL_STAFF)).filter(round=row)
    is_city, runs = actor.has(Role.ADMINISTRATOR), stored_runs(row)
    return {
        "result": row.result if is_city else without_small_numbers(row.result),
        "certificate": row.certificate if is_city else certificate_told(row.certificate),
        "last": runs[0] if runs else None,
        "steps": rounds.steps(row, actor, timezone.localdate()),
        "shares": _shares(row, actor),
        "to_review": mine.to_review().count(),
        "mine": mine.exists(),
        "runs": runs if is_city else [],
        "is_city": is_city,
    }


@require_POST
@require(Role.ADMINISTRATOR)
def round_step(request: ActorRequest, pk: int, step: str) -> HttpResponse:
    """Start, stop or cancel."""
    row = get_object_or_404(Round.objects.visible_to(request.actor), pk=pk)
    STEPS[step](round=row, by=request.actor)
    return redirect("round-detail", pk)


@public
def round_how(request: ActorRequest) -> HttpResponse:
    """How the matching decides, with a worked example."""
    weights = [(LABELS[part], weight) for part, weight in weights_on(timezone.localdate()).items()]
    return render(request, "placements/round_how.html", {"weights": weights, "policies": list(Policy)})


def _phases(row: Round) -> list[dict[str, Any]]:
    """The phases of a run, those before the present one done."""
    now = RoundPhase.values.index(row.phase) if row.phase else -1
    return [
        {"label": phase.label, "is_done": index < now, "is_now": index == now} for index, phase in enumerate(RoundPhase)
    ]


def _shares(row: Round, actor: Actor) -> list[dict[str, Any]]:
    """What each school got; a school sees its own share only."""
    shares = {share["school"]: share for share in row.result.get("schools", [])}
    schools = School.objects.visible_to(actor).filter(pk__in=shares).select_related("organisation")
    return [shares[school.pk] | {"school": school} for school in schools.order_by("organisation__name")]
