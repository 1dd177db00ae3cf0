"""Open, start, stop and cancel a matching round."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from marketplace.actor import SYSTEM, Actor, Role
from marketplace.audit.actions import record
from marketplace.jobs.actions import enqueue
from marketplace.notifications.actions import tell_role
from marketplace.period import school_year_of
from marketplace.workflow import Refused, first_refusal
from placements.actions.round_run import end_run
from placements.enums import RoundStatus, RunKind
from placements.models import Round, RoundRun
from placements.rules import round as rules
from placements.rules.match_weight import weights_on, weights_whole
from placements.workflow.round import rounds
from schools.models import Programme, School


@transaction.atomic
def open_round(*, by: Actor, programmes: Iterable[Programme] = (), **fields: Any) -> Round:
    """Announce a round to all schools; without programmes it is for all. `fields` are those of the model.

    The weights of the part scores are the city's figures of today; no company chooses them. Refused: any of
    `rules.OPEN`, `round.weights_not_whole`. Raises PermissionDenied for anybody but the city administrator.
    """
    if not by.has(Role.ADMINISTRATOR, Role.SYSTEM):
        raise PermissionDenied
    at = timezone.now()
    on = timezone.localdate(at)
    row = Round(**fields, school_year=school_year_of(fields["starts_on"]), weights=weights_on(on))
    if refusal := first_refusal(rules.OPEN, row, by, on) or weights_whole(row.weights):
        raise Refused(refusal)
    row.save()
    row.programmes.set(programmes)
    record("round.open", subject=row, by=by, at=at, data={"seed": row.seed, "policy": row.policy})
    for school in School.objects.order_by("pk").values_list("pk", flat=True):
        tell_role(school, Role.COORDINATOR, "round.open", path=reverse("round-detail", args=[row.pk]), round=row.name)
    return row


@transaction.atomic
def start_round(*, round: Round, by: Actor, **settings: Any) -> Round:  # noqa: A002 -- our word for it
    """Have a worker run the round, from the closing day on; `settings` (method, seed) are for the platform only.

    Refused: `round.before_closing_day`, `round.start.wrong_status`. Raises PermissionDenied when somebody else
    than the platform changes what was announced.
    """
    if settings and not by.is_system:
        raise PermissionDenied
    list(Round.objects.select_for_update().filter(school_year=round.school_year).order_by("pk"))  # one starts first
    row = rounds.take(round, "start", by=by, fault="", phase="", steps_done=0, steps_total=0, **settings)
    enqueue("round", round_id=row.pk, run_id=begin_run(row).pk)
    return row


def begin_run(row: Round, kind: str = RunKind.FIRST) -> RoundRun:
    """The next run of a round that was just set running, with the settings that it has now."""
    begun_at = row.started_at or timezone.now()
    last = row.runs.aggregate(last=Max("number"))["last"] or 0
    decided = {"method": row.method, "policy": row.policy, "seed": row.seed}
    return RoundRun.objects.create(round=row, number=last + 1, kind=kind, started_at=begun_at, **decided)


@transaction.atomic
def stop_round(*, round: Round, by: Actor) -> Round:  # noqa: A002
    """Stop a round that is running: its parts stop, nothing is stored, and it can be started again.

    Refused: `round.stop.wrong_status`.
    """
    row = rounds.take(round, "stop", by=by, phase="")
    for run in row.runs.filter(ended_at=None):
        end_run(run)
    return row


def cancel_round(*, round: Round, by: Actor) -> Round:  # noqa: A002
    """Give up a round that has not run; its capacity is free again. Refused: `round.cancel.wrong_status`."""
    return rounds.take(round, "cancel", by=by)


def start_due(*, by: Actor = SYSTEM) -> int:
    """Start the rounds whose closing day has passed; how many."""
    due = Round.objects.filter(status=RoundStatus.OPEN, closes_on__lt=timezone.localdate()).order_by("pk")
    return len([start_round(round=row, by=by) for row in due])
