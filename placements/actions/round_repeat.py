"""Rounds that are matched again every week on what is left."""

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from marketplace.actor import SYSTEM, Actor, Role
from marketplace.audit.actions import record
from marketplace.workflow import Refused, first_refusal
from placements.actions.rematch import ask_rematch
from placements.enums import Policy, RematchCause
from placements.models import Round, RoundRepeat
from placements.rules import rematch as rules

WEEK = timedelta(days=7)


@transaction.atomic
def repeat_round(
    *,
    round: Round,  # noqa: A002 -- our word for it
    by: Actor,
    next_on: date,
    until_on: date,
    policy: str = Policy.DAYS_LEFT,
) -> RoundRepeat:
    """Match a round again every week from a day on, to `until_on` at the latest; replaces what was set before.

    Refused: any of `rules.REPEAT`, `rematch.round_over`. Raises PermissionDenied for anybody but the city
    administrator.
    """
    _only_the_city(by)
    at = timezone.now()
    matching = Round.objects.select_for_update().get(pk=round.pk)
    row = RoundRepeat(round=matching, next_on=next_on, until_on=until_on, policy=policy)
    on = timezone.localdate(at)
    if refusal := first_refusal(rules.REPEAT, row, by, on) or rules.not_over(matching, by, on):
        raise Refused(refusal)
    fields = {"next_on": next_on, "until_on": until_on, "policy": policy}
    row, _made = RoundRepeat.objects.update_or_create(round=matching, defaults=fields)
    record("round.repeat", subject=matching, by=by, at=at, data={"until_on": until_on.isoformat(), "policy": policy})
    return row


@transaction.atomic
def stop_repeating(*, round: Round, by: Actor) -> None:  # noqa: A002
    """Match a round no more by itself; what was matched stays."""
    _only_the_city(by)
    RoundRepeat.objects.filter(round=round).delete()
    record("round.stop_repeating", subject=round, by=by, at=timezone.now(), data={})


def run_weekly(*, by: Actor = SYSTEM) -> int:
    """Match again the rounds whose weekly day has come; how many. One that cannot run now is tried next week."""
    on = timezone.localdate()
    due = RoundRepeat.objects.due(on).order_by("pk").values_list("pk", flat=True)
    return sum(_run(pk, on, by) for pk in due)


@transaction.atomic
def _run(pk: int, on: date, by: Actor) -> bool:
    row = RoundRepeat.objects.due(on).select_for_update().filter(pk=pk).select_related("round").first()
    if row is None:
        return False
    weeks = (on - row.next_on).days // WEEK.days + 1
    row.next_on += weeks * WEEK
    row.save(update_fields=["next_on"])
    if first_refusal(rules.AGAIN, row.round, by, on):
        return False
    ask_rematch(round=row.round, by=by, cause=RematchCause.WEEKLY, policy=row.policy, applies=True)
    return True


def _only_the_city(by: Actor) -> None:
    if not by.has(Role.ADMINISTRATOR):
        raise PermissionDenied
