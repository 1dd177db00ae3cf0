"""One evaluation: own scores, those of the others beside them, and the day of the talk."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from marketplace.accounts.access import ActorRequest, require
from marketplace.actor import Role
from marketplace.web.submit import submit
from placements.actions import evaluation as actions
from placements.enums import Party, Score
from placements.forms.follow_up import HeldForm, ScoresForm
from placements.models import Evaluation, EvaluationScore
from placements.rules.evaluation import may_score
from placements.rules.side import party_of, sides_of
from schools.models import Competence

READERS = (*actions.SCORERS, Role.DIRECTOR)
SHOWN = (Party.COMPANY, Party.SCHOOL, Party.STUDENT)


@require(*READERS)
def evaluation_detail(request: ActorRequest, pk: int) -> HttpResponse:
    """Score one's own side; read all three side by side."""
    row = _one(request, pk)
    competences = actions.competences_of(row.placement)
    scores = list(row.scores.all())
    own = {score.competence_id: score for score in scores if score.party == party_of(row.placement, request.actor)}
    form = ScoresForm(request.POST or None, competences=competences, given=own)
    if request.POST and submit(form, actions.score_competences, evaluation=row, by=request.actor) is not None:
        messages.success(request, _("Je scores zijn bewaard."))
        return redirect("evaluation-detail", pk)
    context = _context(request, row, competences, scores) | {"form": form}
    return render(request, "placements/evaluation_detail.html", context, status=409 if request.POST else 200)


@require_POST
@require(*actions.HOLDERS)
def evaluation_hold(request: ActorRequest, pk: int) -> HttpResponse:
    """The talk took place."""
    row, form = _one(request, pk), HeldForm(request.POST, auto_id="talk_%s")
    if submit(form, actions.hold_evaluation, evaluation=row, by=request.actor):
        messages.success(request, _("Het gesprek is genoteerd. De scores liggen nu vast."))
        return redirect("follow-up", row.placement_id)
    competences = actions.competences_of(row.placement)
    context = _context(request, row, competences, list(row.scores.all())) | {"held_form": form}
    context["form"] = ScoresForm(competences=competences, given={})
    return render(request, "placements/evaluation_detail.html", context, status=409)


def _one(request: ActorRequest, pk: int) -> Evaluation:
    related = ("placement__student", "placement__offer__request", "placement__programme")
    return get_object_or_404(Evaluation.objects.visible_to(request.actor).select_related(*related), pk=pk)


def _context(
    request: ActorRequest, row: Evaluation, competences: list[Competence], scores: list[EvaluationScore]
) -> dict[str, Any]:
    """The table of three columns, and what this reader may do."""
    given = {(score.competence_id, score.party): Score(score.score).label for score in scores}
    refusal, counting = may_score(row, timezone.localdate()), sides_of(row.placement, request.actor)
    may_score_now = refusal is None and counting.has(*actions.SCORERS)
    scored = {score.party for score in scores}
    return {
        "row": row,
        "refusal": refusal,
        "may_score": may_score_now,
        "is_own": counting.has(Role.STUDENT),
        "scored": bool(scores),
        "waits_for_own": may_score_now and party_of(row.placement, request.actor) not in scored,
        "parties": [party.label for party in SHOWN],
        "table": [
            (each, [(party.label, given.get((each.pk, party.value), "–")) for party in SHOWN]) for each in competences
        ],
        "held_form": HeldForm(auto_id="talk_%s") if refusal is None and counting.has(*actions.HOLDERS) else None,
    }
