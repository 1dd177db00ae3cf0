"""Match a round again: ask, show what would move, confirm or leave it, and carry it out."""

from collections import Counter
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.actor import SYSTEM, Actor, Role
from marketplace.audit.actions import record
from marketplace.jobs.actions import enqueue, work_of
from marketplace.notifications.actions import tell_role
from marketplace.reference.models import Figure
from marketplace.workflow import Refused, first_refusal
from placements.actions.match import close_when_reviewed
from placements.actions.match_news import tell_companies
from placements.actions.rematch_solve import Again, result_of, solve_again
from placements.actions.round_explain import explanations, renew
from placements.actions.round_fairness import fairness_of
from placements.actions.round_files import keep
from placements.actions.round_run import UNPROVEN
from placements.actions.round_store import counted, keys_of, match_of
from placements.enums import LIVE_MATCHES, RematchCause, RematchStatus, RoundStatus, RunKind
from placements.matching import MarketError
from placements.matching.again import NOWHERE
from placements.matching.arrays import ProofError
from placements.models import Match, Rematch, Round, RoundRun
from placements.rules import rematch as rules
from placements.workflow.match import matches
from placements.workflow.rematch import rematches
from placements.workflow.round import rounds

JOB = "rematch"
MOST_TRIES = 5  # when schools go on reviewing while it computes


@transaction.atomic
def ask_rematch(
    *,
    round: Round,  # noqa: A002 -- our word for it
    by: Actor,
    cause: str = RematchCause.CITY,
    policy: str = "",
    applies: bool = False,
) -> Rematch:
    """Have a worker match a round again; `applies`: carry it out without showing it first.

    One that waits for the same cause is not doubled. Without `policy` the round's own decides. Refused: any of
    `rules.AGAIN`. Raises PermissionDenied for anybody but the city administrator and the platform.
    """
    if not by.has(Role.ADMINISTRATOR, Role.SYSTEM):
        raise PermissionDenied
    at = timezone.now()
    on = timezone.localdate(at)
    matching = Round.objects.select_for_update().get(pk=round.pk)
    if refusal := first_refusal(rules.AGAIN, matching, by, on):
        raise Refused(refusal)
    if waiting := matching.rematches.filter(cause=cause, status=RematchStatus.ASKED).first():
        return waiting
    row = Rematch.objects.create(
        round=matching,
        cause=cause,
        policy=policy or matching.policy,
        stay_bonus=int(Figure.objects.value("round_stay_bonus", on)),
        applies=applies,
        asked_at=at,
        asked_by_id=by.user_id,
    )
    record("rematch.ask", subject=row, by=by, at=at, data={"round": matching.pk, "cause": cause})
    enqueue(JOB, rematch_id=row.pk)
    return row


@transaction.atomic
def confirm_rematch(*, rematch: Rematch, by: Actor) -> Rematch:
    """Carry out what was shown; when something changed meanwhile, it is shown again.

    Refused: `rematch.confirm.wrong_status`.
    """
    row = rematches.take(rematch, "confirm", by=by, applies=True)
    enqueue(JOB, rematch_id=row.pk)
    return row


def discard_rematch(*, rematch: Rematch, by: Actor) -> Rematch:
    """Leave everything as it is. Refused: `rematch.discard.wrong_status`."""
    return rematches.take(rematch, "discard", by=by)


def run_rematch(*, rematch_id: int) -> None:
    """Compute a re-matching that was asked, and carry it out or show it; another one is left alone."""
    row = Rematch.objects.get(pk=rematch_id)
    if row.status not in (RematchStatus.ASKED, RematchStatus.RUNNING):
        return
    row = rematches.take(row, "begin", by=SYSTEM)
    try:
        _until_settled(row)
    except MarketError as wrong:
        _fail(row, _("De gegevens van deze ronde kloppen niet: %(why)s") % {"why": wrong})
    except ProofError as why:
        _fail(row, UNPROVEN % {"why": why})
    except Exception:
        _fail(row, _("De herberekening stopte door een fout in het platform. Vraag ze opnieuw."))
        raise


def _until_settled(row: Rematch) -> None:
    """Compute again while people change the matches under it, but not for ever."""
    for _attempt in range(MOST_TRIES):
        state = _state(row.round)
        if _settle(row, solve_again(row), state):
            return
    _fail(row, _("Er veranderde te veel tijdens het rekenen. Vraag de herberekening straks opnieuw."))


def _state(row: Round) -> list[tuple[Any, ...]]:
    """What a re-matching starts from, beside requests and capacity: who has which match."""
    return list(Match.objects.filter(round=row).order_by("pk").values_list("pk", "status"))


@transaction.atomic
def _settle(row: Rematch, again: Again, state: list[tuple[Any, ...]]) -> bool:
    """Carry it out or show it; False when the matches changed since `state` was read."""
    locked = Round.objects.select_for_update().get(pk=row.round_id)
    if _state(locked) != state:
        return False
    found: dict[str, Any] = {"result": result_of(again), "certificate": again.certificate, "digest": again.digest}
    was_shown = row.digest not in ("", again.digest)
    if not row.applies or was_shown:
        rematches.take(row, "show", by=SYSTEM, applies=False, **found)
        return True
    _carry_out(locked, again)
    _keep_run(row, again)
    rematches.take(row, "finish", by=SYSTEM, **found)
    _tell(locked, again)
    return True


def _keep_run(row: Rematch, again: Again) -> None:
    """Store the run with its arrays and its fairness, as the first run of the round was; the round tells of it now."""
    report = fairness_of(row.round, again.block, again.candidates, again.chosen, again.after != NOWHERE)
    result = counted(again.block, again.candidates, again.chosen, again.after != NOWHERE, least=report.least)
    proof = {"result": result, "certificate": again.certificate, "input_digest": again.arrays.digest}
    last = row.round.runs.aggregate(last=Max("number"))["last"] or 0
    run = RoundRun(
        round=row.round,
        number=last + 1,
        kind=RunKind.REMATCH,
        method=row.round.method,
        policy=row.policy,
        seed=row.round.seed,
        stay_bonus=row.stay_bonus,
        started_at=row.asked_at,
        ended_at=timezone.now(),
        engine=again.arrays.engine,
        students=result["students"],
        placed=result["placed"],
        **proof,
    )
    run.arrays, run.arrays_sha256 = keep(run, again.arrays, keys_of(again.block, again.arrays.market))
    run.save()
    Round.objects.filter(pk=row.round_id).update(**proof)
    report.run = run
    report.save()


def _carry_out(row: Round, again: Again) -> None:
    """Replace the matches of those for whom something changes, say to all why, and open the review where needed."""
    ids = again.block.requests.id
    changed = {int(ids[index]): index for index in again.changed}
    for match in row.matches.filter(status__in=LIVE_MATCHES, request__in=changed).order_by("pk"):
        matches.take(match, "move", by=SYSTEM)
    gets = [(index, int(again.chosen[index])) for index in again.changed if again.after[index] != NOWHERE]
    Match.objects.bulk_create(match_of(row, again.block, again.candidates, *pair) for pair in gets)
    renew(row, explanations(row, again.block, again.candidates, again.arrays))
    _review_again(row)


def _review_again(row: Round) -> None:
    at = timezone.now()
    if row.status == RoundStatus.PUBLISHED and row.matches.to_review().exists():
        days = int(Figure.objects.value("round_again_review_days", timezone.localdate(at)))
        until_on = max(row.review_until_on, timezone.localdate(at) + timedelta(days=days))
        rounds.take(row, "reopen", by=SYSTEM, at=at, review_until_on=until_on, reopened_at=row.reopened_at or at)
    close_when_reviewed(row)


def _tell(row: Round, again: Again) -> None:
    """Tell the schools whose students change, and the companies that have somebody new to look at."""
    schools = Counter(int(again.block.requests.school[index]) for index in again.changed)
    for school, count in sorted(schools.items()):
        tell_role(
            school,
            Role.COORDINATOR,
            "round.rematched",
            path=reverse("round-review", args=[row.pk]),
            round=row.name,
            count=count,
        )
    tell_companies(row, {int(again.after[index]) for index in again.changed} - {NOWHERE})


def fail_lost() -> int:
    """Fail the re-matchings that no job computes any more, so that they can be asked again; how many."""
    computing = list(Rematch.objects.filter(status__in=(RematchStatus.ASKED, RematchStatus.RUNNING)))
    alive = {arguments["rematch_id"] for arguments in work_of(JOB)}
    lost = [row for row in computing if row.pk not in alive]
    for row in lost:
        _fail(row, _("De herberekening viel vijf keer stil. Vraag ze opnieuw of verwittig de beheerder."))
    return len(lost)


@transaction.atomic
def _fail(row: Rematch, sentence: str) -> None:
    locked = Rematch.objects.select_for_update().get(pk=row.pk)
    if locked.status in (RematchStatus.ASKED, RematchStatus.RUNNING):
        rematches.take(locked, "fail", by=SYSTEM, fault=sentence[:300])
