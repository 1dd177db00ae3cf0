"""What is studied about a round: other settings side by side, fairness, and what the public may read."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from marketplace.accounts.access import ActorRequest, public, require
from marketplace.actor import Role
from marketplace.web.submit import submit
from placements.actions.what_if import ask_variants
from placements.enums import Method, Policy
from placements.forms.what_if import WhatIfForm
from placements.models import FairnessReport, Round
from placements.rules.fairness_words import fairness_told
from placements.rules.match_reason import LABELS
from placements.rules.policy_words import METHOD_WORDS, POLICY_WORDS
from placements.rules.round_groups import KINDS
from placements.rules.what_if import compared, compared_groups

MOST_SHOWN = 12


@require(Role.ADMINISTRATOR)
def round_what_if(request: ActorRequest, pk: int) -> HttpResponse:
    """Ask for variants, and see those that were computed side by side."""
    row = get_object_or_404(Round.objects.visible_to(request.actor), pk=pk)
    form = WhatIfForm(request.POST or None, row=row)
    if request.POST and submit(form, ask_variants, round=row, by=request.actor):
        return redirect("round-what-if", pk)
    asked = list(row.variants.order_by("method", "policy", "seed")[:MOST_SHOWN])
    done = sorted((one for one in asked if one.finished_at), key=lambda one: (_settings(one) != _settings(row), one.pk))
    context = {
        "row": row,
        "form": form,
        "waiting": sum(one.finished_at is None and not one.fault for one in asked),
        "failed": sorted({one.fault for one in asked if one.fault}),
        "variants": [{"row": one, "is_own": _settings(one) == _settings(row)} for one in done],
        "lines": compared(done),
        "groups": [(KINDS[kind], compared_groups(done, kind)) for kind in ("school", "neighbourhood")] if done else [],
    }
    return render(request, "placements/round_what_if.html", context)


def _settings(row: Any) -> tuple[str, str, int]:
    return row.method, row.policy, row.seed


@require(Role.ADMINISTRATOR)
def round_fairness(request: ActorRequest, pk: int) -> HttpResponse:
    """What each run of a round gave to groups of students, and what its score does indirectly."""
    row = get_object_or_404(Round.objects.visible_to(request.actor), pk=pk)
    reports = FairnessReport.objects.filter(run__round=row).select_related("run").order_by("-run__number")
    found = list(reports)
    number = request.GET.get("run", "")
    report = next((one for one in found if str(one.run.number) == number), found[0] if found else None)
    told = fairness_told(report) if report else None
    return render(request, "placements/round_fairness.html", {"row": row, "reports": found, "told": told})


@public
def round_public(request: ActorRequest, pk: int) -> HttpResponse:
    """What everybody may read of a round: its rules in words, its result, and the outcome without small groups."""
    row = get_object_or_404(Round.objects.announced(), pk=pk)
    last = FairnessReport.objects.filter(run__round=row).select_related("run").order_by("-run__number").first()
    context = {
        "row": row,
        "method": METHOD_WORDS[Method(row.method)],
        "policy": POLICY_WORDS[Policy(row.policy)],
        "weights": [(LABELS[part], weight) for part, weight in row.weights.items()],
        "told": fairness_told(last) if last else None,
    }
    return render(request, "placements/round_public.html", context)
