"""Matches: the best for one request, and a school's review of a round."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import OuterRef, Subquery
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from marketplace.accounts.access import ActorRequest, require
from marketplace.actor import SCHOOL_STAFF, Role
from marketplace.web.submit import submit
from placements.actions import match as actions
from placements.actions.offer import send_offers
from placements.enums import MatchStatus, RequestStatus
from placements.forms.round import DropForm, PublishForm, SendForm
from placements.models import Match, PlacementRequest, Round
from placements.models.round import MatchQuerySet
from placements.rules.match_choice import choices_for
from placements.rules.match_reason import told
from placements.rules.round import ready_to_offer, without_match
from placements.views.round_ticks import keep_ticks, unticked
from placements.workflow.match import matches as workflow

PAGE = 50


@require(*SCHOOL_STAFF)
def request_matches(request: ActorRequest, pk: int) -> HttpResponse:
    """The places that fit one student, side by side with their reasons, and what would help the near misses."""
    rows = PlacementRequest.objects.visible_to(request.actor).select_related("student", "programme")
    held = Match.objects.in_round_of(OuterRef("pk"))
    told_of = {
        "held_round": held.values("round")[:1],
        "held_at": held.values("capacity__company__organisation__name")[:1],
    }
    row = get_object_or_404(rows.annotate(**{name: Subquery(found) for name, found in told_of.items()}), pk=pk)
    on = timezone.localdate()
    may_offer = request.actor.has(Role.COORDINATOR) and row.status == RequestStatus.OPEN
    context = {"row": row, "choices": choices_for(row, on=on), "today": on, "may_offer": may_offer}
    return render(request, "placements/match_choice.html", context)


@require(*SCHOOL_STAFF)
def round_review(request: ActorRequest, pk: int) -> HttpResponse:
    """A school's own matches of a round: to review, to offer, and the students without one."""
    row = get_object_or_404(Round.objects.visible_to(request.actor), pk=pk)
    return _review(request, row, PublishForm(matches=Match.objects.none()))


@require_POST
@require(Role.COORDINATOR)
def round_publish(request: ActorRequest, pk: int) -> HttpResponse:
    """Publish the ticked matches."""
    row = get_object_or_404(Round.objects.visible_to(request.actor), pk=pk)
    keep_ticks(request, row)
    form = PublishForm(request.POST, matches=_mine(request, row).to_review())
    if published := submit(form, actions.publish_matches, by=request.actor):
        messages.success(request, _published(len(published)))
        return redirect("round-review", pk)
    return _review(request, row, form)


@require(Role.COORDINATOR)
def match_drop(request: ActorRequest, pk: int) -> HttpResponse:
    """Leave one match out, with a reason."""
    match = get_object_or_404(Match.objects.visible_to(request.actor.only(*SCHOOL_STAFF)).select_related(*SHOWN), pk=pk)
    form = DropForm(request.POST or None)
    if request.POST and submit(form, actions.drop_match, match=match, by=request.actor):
        return redirect("round-review", match.round_id)
    return render(request, "placements/match_drop.html", {"form": form, "match": match})


@require_POST
@require(Role.COORDINATOR)
def round_send(request: ActorRequest, pk: int) -> HttpResponse:
    """Send an offer for every match that is published and has none yet."""
    row = get_object_or_404(Round.objects.visible_to(request.actor), pk=pk)
    ready = ready_to_offer(_mine(request, row))
    pairs = [(match.request, match.capacity, match) for match in ready]
    form = SendForm(request.POST)
    sent = submit(form, send_offers, pairs=pairs, by=request.actor)
    if sent is None:
        return _review(request, row, PublishForm(matches=Match.objects.none()), send=form)
    messages.success(request, _sent(len(sent.made)))
    for asked, _capacity, refusal in sent.refused:
        messages.warning(request, f"{asked.student}: {refusal.sentence}")
    return redirect("round-review", pk)


SHOWN = (
    "round",
    "request__student__school_class",
    "request__programme",
    "capacity__site",
    "capacity__company__organisation",
)


def _mine(request: ActorRequest, row: Round) -> MatchQuerySet:
    return Match.objects.visible_to(request.actor.only(*SCHOOL_STAFF)).filter(round=row).select_related(*SHOWN)


def _review(request: ActorRequest, row: Round, form: PublishForm, send: SendForm | None = None) -> HttpResponse:
    mine = _mine(request, row).order_by("request__student__last_name", "request__student__first_name", "pk")
    on, left_out = timezone.localdate(), unticked(request, row)
    page = Paginator(mine.to_review(), PAGE).get_page(request.GET.get("page"))
    context = {
        "row": row,
        "form": form,
        "page": page,
        "to_review": [_shown(match, row, request, on) | {"is_ticked": str(match.pk) not in left_out} for match in page],
        "reviewed": mine.exclude(status=MatchStatus.REVIEW),
        "ready": len(ready_to_offer(_mine(request, row))),
        "send": send or SendForm(initial={"student_told_on": on}),
        "without": without_match(row, PlacementRequest.objects.visible_to(request.actor)),
        "is_coordinator": request.actor.has(Role.COORDINATOR),
    }
    return render(request, "placements/round_review.html", context)


def _shown(match: Match, row: Round, request: ActorRequest, on: date) -> dict[str, Any]:
    steps = {step.step: step for step in workflow.steps(match, request.actor, on)}
    reasons = told(match.parts, row.weights, match.distance_km)
    return {"match": match, "points": round(match.score / 100), "reasons": reasons, "steps": steps}


def _published(number: int) -> str:
    words = ngettext("%(number)s match is gepubliceerd.", "%(number)s matches zijn gepubliceerd.", number)
    return words % {"number": number} + " " + _("Nu kan je de aanbiedingen sturen.")


def _sent(number: int) -> str:
    words = ngettext("%(number)s aanbieding is verstuurd.", "%(number)s aanbiedingen zijn verstuurd.", number)
    return words % {"number": number}
