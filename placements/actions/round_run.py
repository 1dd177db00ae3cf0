"""Run a matching round and store what came of it; a second run leaves nothing double."""

from typing import Any

import numpy as np
from django.db import transaction
from django.utils.translation import gettext as _

from marketplace.actor import SYSTEM, Role
from marketplace.jobs.actions import enqueue
from marketplace.jobs.models import Job, JobState
from marketplace.notifications.actions import tell_role
from placements.actions.match import close_when_reviewed
from placements.actions.round_explain import explanations
from placements.actions.round_solve import Outcome, Progress, solve
from placements.enums import RoundStatus
from placements.matching import MarketError
from placements.matching.columns import Numbers
from placements.matching.score import PARTS
from placements.models import Explanation, Match, Round
from placements.workflow.round import rounds


def run_round(*, round_id: int, progress: Progress | None = None) -> None:
    """Run a round that was started, and store its matches; a round that is not running is left alone.

    What goes wrong is stored on the round with a sentence, so that it can be started again.
    """
    row = Round.objects.get(pk=round_id)
    if row.status != RoundStatus.RUNNING:
        return
    try:
        outcome = solve(row, progress or _on_the_row(row))
        store(row, outcome, explanations(row, outcome))
    except MarketError as wrong:
        _fail(row, _("De gegevens van deze ronde kloppen niet: %(why)s") % {"why": wrong})
    except Exception:
        _fail(row, _("De ronde stopte door een fout in het platform. Start ze opnieuw of verwittig de beheerder."))
        raise


@transaction.atomic
def store(row: Round, outcome: Outcome, explained: list[Explanation]) -> None:
    """Write matches, explanations, result and certificate at once; when another worker was first, nothing."""
    locked = Round.objects.select_for_update().get(pk=row.pk)
    if locked.status != RoundStatus.RUNNING:
        return
    locked.matches.all().delete()
    locked.explanations.all().delete()
    Match.objects.bulk_create(_matches(locked, outcome), batch_size=1000)
    Explanation.objects.bulk_create(explained, batch_size=500)
    result, certificate = summary(outcome), outcome.certificate
    rounds.take(
        locked, "finish", by=SYSTEM, phase="", result=result, certificate=certificate, input_digest=outcome.digest
    )
    _tell_schools(locked, result)
    enqueue("shortage", round_id=locked.pk)
    close_when_reviewed(locked)


def _matches(row: Round, outcome: Outcome) -> list[Match]:
    block, found = outcome.block, outcome.candidates
    return [
        Match(
            round=row,
            request_id=int(block.requests.id[request]),
            capacity_id=int(block.seats.id[found.seats[pair]]),
            score=int(found.score[pair]),
            parts=dict(zip(PARTS, found.parts[pair].tolist(), strict=True)),
            distance_km=round(float(found.km[pair]), 2),
        )
        for request, pair in enumerate(outcome.chosen.tolist())
        if pair >= 0
    ]


def summary(outcome: Outcome) -> dict[str, Any]:
    """How many students, placed, first choices, without anything that fits; the median distance; shares per school."""
    found, chosen, schools = outcome.candidates, outcome.chosen, outcome.block.requests.school
    placed = chosen >= 0
    with_choice, first = np.unique(found.request, return_index=True)
    km = found.km[chosen[placed]]
    return {
        "students": len(chosen),
        "placed": int(placed.sum()),
        "first_choices": int((chosen[with_choice] == first).sum()),
        "nothing_fits": len(chosen) - len(with_choice),
        "median_km": round(float(np.median(km)), 1) if len(km) else None,
        "schools": [_share(school, placed[schools == school]) for school in np.unique(schools).tolist()],
    }


def _share(school: int, placed: Numbers) -> dict[str, int]:
    return {"school": school, "students": len(placed), "placed": int(placed.sum())}


def _tell_schools(row: Round, result: dict[str, Any]) -> None:
    for share in result["schools"]:
        path, told = f"/rounds/{row.pk}/review/", {"round": row.name, "placed": share["placed"]}
        tell_role(share["school"], Role.COORDINATOR, "round.review", path=path, **told, students=share["students"])


def fail_lost() -> int:
    """Fail the rounds that no job is running any more, so that they can be started again; how many."""
    jobs = Job.objects.filter(kind="round", state__in=(JobState.WAITING, JobState.RUNNING))
    alive = {arguments["round_id"] for arguments in jobs.values_list("arguments", flat=True)}
    lost = list(Round.objects.filter(status=RoundStatus.RUNNING).exclude(pk__in=alive))
    for row in lost:
        _fail(row, _("De ronde viel vijf keer stil. Start ze opnieuw of verwittig de beheerder."))
    return len(lost)


@transaction.atomic
def _fail(row: Round, sentence: str) -> None:
    locked = Round.objects.select_for_update().get(pk=row.pk)
    if locked.status == RoundStatus.RUNNING:
        rounds.take(locked, "fail", by=SYSTEM, fault=sentence[:300])


def _on_the_row(row: Round) -> Progress:
    """Writes the progress on the round's row, where its page reads it."""

    def write(phase: str, done: int, total: int) -> None:
        Round.objects.filter(pk=row.pk).update(phase=phase, steps_done=done, steps_total=total)

    return write
