"""Store what came of a run: matches, explanations, arrays, result and certificate; or nothing at all."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from marketplace.actor import SYSTEM, Role
from marketplace.bulk import insert
from marketplace.jobs.actions import enqueue
from marketplace.notifications.actions import tell_role
from placements.actions.match import close_when_reviewed
from placements.actions.match_news import tell_companies
from placements.actions.round_explain import explanations
from placements.actions.round_fairness import fairness_of
from placements.actions.round_files import forget_arrays, forget_work, keep
from placements.actions.round_solve import Outcome
from placements.enums import RoundStatus
from placements.matching import Market
from placements.matching.columns import Block, Candidates, Numbers
from placements.matching.fairness import first_choices, median_km
from placements.matching.score import PARTS
from placements.models import Explanation, FairnessReport, Match, Round, RoundRun
from placements.workflow.round import rounds


def store(run: RoundRun, outcome: Outcome) -> None:
    """Write all that came of a run at once; when the run has ended meanwhile, nothing."""
    explained = explanations(run.round, outcome.block, outcome.candidates, outcome.arrays)
    report = fairness_of(run.round, outcome.block, outcome.candidates, outcome.chosen, outcome.chosen >= 0)
    name, sha256 = keep(run, outcome.arrays, keys_of(outcome.block, outcome.market))
    if not _store(run, outcome, explained, report, {"arrays": name, "arrays_sha256": sha256}):
        forget_arrays(name)
    forget_work(run)


def keys_of(block: Block, market: Market) -> dict[str, Numbers]:
    """Which request each student and which capacity each place of the arrays is."""
    capacity = np.zeros(len(market.capacity), np.int64)
    capacity[block.seats.place] = block.seats.id
    return {"request": block.requests.id, "capacity": capacity}


@transaction.atomic
def _store(
    run: RoundRun, outcome: Outcome, explained: Iterator[Explanation], report: FairnessReport, files: dict[str, str]
) -> bool:
    locked = Round.objects.select_for_update().get(pk=run.round_id)
    if locked.status != RoundStatus.RUNNING or not RoundRun.objects.filter(pk=run.pk, ended_at=None).exists():
        return False
    at, result = timezone.now(), summary(outcome, least=report.least)
    locked.matches.all().delete()
    locked.explanations.all().delete()
    insert(_matches(locked, outcome))
    insert(explained)
    found = {"result": result, "certificate": outcome.certificate, "input_digest": outcome.digest}
    counted = {"students": result["students"], "placed": result["placed"], "engine": outcome.arrays.engine}
    RoundRun.objects.filter(pk=run.pk).update(ended_at=at, **files, **found, **counted)
    FairnessReport.objects.filter(run=run).delete()
    report.run = run
    report.save()
    rounds.take(locked, "finish", by=SYSTEM, at=at, phase="", **found)
    _tell_schools(locked, result)
    tell_companies(locked, locked.matches.values_list("capacity", flat=True))
    enqueue("shortage", round_id=locked.pk)
    close_when_reviewed(locked)
    return True


def _matches(row: Round, outcome: Outcome) -> Iterator[Match]:
    pairs = ((request, pair) for request, pair in enumerate(outcome.chosen.tolist()) if pair >= 0)
    return (match_of(row, outcome.block, outcome.candidates, request, pair) for request, pair in pairs)


def match_of(row: Round, block: Block, found: Candidates, request: int, pair: int) -> Match:
    """The match of a row of requests with a row of candidates, not stored yet."""
    return Match(
        round=row,
        request_id=int(block.requests.id[request]),
        capacity_id=int(block.seats.id[found.seats[pair]]),
        score=int(found.score[pair]),
        parts=dict(zip(PARTS, found.parts[pair].tolist(), strict=True)),
        distance_km=round(float(found.km[pair]), 2),
    )


def summary(outcome: Outcome, *, least: int) -> dict[str, Any]:
    """How many students, placed, first choices, without anything that fits; the median distance; shares per school.

    The distance is left out when fewer than `least` are placed.
    """
    return counted(outcome.block, outcome.candidates, outcome.chosen, outcome.chosen >= 0, least=least)


def counted(block: Block, found: Candidates, chosen: Numbers, placed: Numbers, *, least: int) -> dict[str, Any]:
    """The same of any run: `chosen` [n] rows in `found` or -1, `placed` [n] who has a match, confirmed ones too."""
    schools = block.requests.school
    return {
        "students": len(chosen),
        "placed": int(placed.sum()),
        "first_choices": int(first_choices(found, chosen).sum()),
        "nothing_fits": len(chosen) - len(np.unique(found.request)),
        "median_km": median_km(found.km[chosen[chosen >= 0]], least=least),
        "schools": [_share(school, placed[schools == school]) for school in np.unique(schools).tolist()],
    }


def _share(school: int, placed: Numbers) -> dict[str, int]:
    return {"school": school, "students": len(placed), "placed": int(placed.sum())}


def _tell_schools(row: Round, result: dict[str, Any]) -> None:
    for share in result["schools"]:
        path, told = reverse("round-review", args=[row.pk]), {"round": row.name, "placed": share["placed"]}
        tell_role(share["school"], Role.COORDINATOR, "round.review", path=path, **told, students=share["students"])
