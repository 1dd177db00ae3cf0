"""Why a round gave this place and not another, for a school's own students; and what would help who got none."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from marketplace.accounts.access import ActorRequest, require
from marketplace.actor import SCHOOL_STAFF, Role
from placements.enums import MatchStatus
from placements.matching.policy import lot
from placements.models import Explanation, Match, PlacementRequest, Round
from placements.rules.explanation import Explained, in_words
from placements.rules.match_reason import told
from placements.rules.round import without_match

PAGE = 25
WITH_STUDENT = ("request__student", "request__programme")


@require(*SCHOOL_STAFF)
def round_why(request: ActorRequest, pk: int, request_pk: int) -> HttpResponse:
    """One student of a round: why this place, why not those that were wanted more, and what would help."""
    row = get_object_or_404(Round.objects.visible_to(request.actor), pk=pk)
    asked = get_object_or_404(
        PlacementRequest.objects.visible_to(request.actor).select_related("student", "programme"), pk=request_pk
    )
    matches = Match.objects.visible_to(request.actor).filter(round=row, request=asked)
    match = matches.select_related("capacity__site__company__organisation").first()
    explained = _explained(request, row, asked)
    context: dict[str, Any] = {"row": row, "asked": asked, "match": match, "explained": explained}
    context["lot"] = lot(row.seed, asked.pk)
    if match:
        context |= {"points": round(match.score / 100), "reasons": told(match.parts, row.weights, match.distance_km)}
    return render(request, "placements/round_why.html", context)


@require(*SCHOOL_STAFF)
def round_without(request: ActorRequest, pk: int) -> HttpResponse:
    """The school's students without a match in a round, each with what nearly fitted and the one change that helps."""
    row = get_object_or_404(Round.objects.visible_to(request.actor), pk=pk)
    left = without_match(row, PlacementRequest.objects.visible_to(request.actor))
    page = Paginator(left, PAGE).get_page(request.GET.get("page"))
    rows = Explanation.objects.visible_to(request.actor).filter(round=row, request__in=[one.pk for one in page])
    explained = {told.request.pk: told for told in in_words(rows.select_related(*WITH_STUDENT))}
    dropped = Match.objects.visible_to(request.actor.only(*SCHOOL_STAFF)).filter(round=row, status=MatchStatus.DROPPED)
    context = {
        "row": row,
        "page": page,
        "students": [_student(asked, explained) for asked in page],
        "dropped": set(dropped.values_list("request", flat=True)),
        "may_change": request.actor.has(Role.COORDINATOR),
    }
    return render(request, "placements/round_without.html", context)


def _explained(request: ActorRequest, row: Round, asked: PlacementRequest) -> Explained | None:
    rows = Explanation.objects.visible_to(request.actor).filter(round=row, request=asked)
    return next(iter(in_words(rows.select_related(*WITH_STUDENT))), None)


def _student(asked: PlacementRequest, explained: dict[int, Explained]) -> dict[str, Any]:
    return {"request": asked, "explained": explained.get(asked.pk)}
