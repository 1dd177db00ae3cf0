"""An agreement that rests without ending: said by the company, told to the coach when it lasts (R18)."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from marketplace.actor import Actor, Role
from marketplace.audit.actions import record
from marketplace.workflow import refuse_if
from placements.actions.seat import hold_student
from placements.actions.timer import stop_timers
from placements.enums import TimerKind
from placements.models import Placement, Suspension
from placements.rules import suspension as rules
from placements.rules.side import sides_of

TELLERS = (Role.HR, Role.COACH, Role.COORDINATOR)


@transaction.atomic
def suspend(*, placement: Placement, cause: str, starts_on: date, by: Actor) -> Suspension:
    """The agreement rests from a day on.

    Refused: `suspension.not_running`, `suspension.rests_already`, `suspension.day`. Raises PermissionDenied for all but
    HR, coach and coordinator.
    """
    row, at = _held(placement, by), timezone.now()
    refuse_if(rules.may_suspend(row, starts_on, timezone.localdate(at)))
    suspension = Suspension.objects.create(placement=row, cause=cause, starts_on=starts_on)
    data = {"starts_on": starts_on.isoformat()}  # without the cause: "ill" would stay in the chain for good
    record("placement.suspended", subject=row, by=by, at=at, data=data)
    return suspension


@transaction.atomic
def resume(*, suspension: Suspension, ends_on: date, by: Actor) -> Suspension:
    """The student is back the day after `ends_on`. Refused: `suspension.over`, `suspension.last_day`."""
    placement, at = _held(suspension.placement, by), timezone.now()
    row = placement.suspensions.select_for_update().get(pk=suspension.pk)
    refuse_if(rules.may_resume(row, ends_on, timezone.localdate(at)))
    row.ends_on = ends_on
    row.save(update_fields=["ends_on"])
    stop_timers(kind=TimerKind.SUSPENSION, placement=placement, at=at)
    record("placement.resumed", subject=placement, by=by, at=at, data={"ends_on": ends_on.isoformat()})
    return row


def _held(placement: Placement, by: Actor) -> Placement:
    if not sides_of(placement, by).has(*TELLERS):
        raise PermissionDenied
    hold_student(placement.student_id)
    return Placement.objects.visible_to(by).get(pk=placement.pk)
