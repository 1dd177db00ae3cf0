"""The registration of a placement in the official Flemish counter: the reference that it gave."""

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
from placements.models import Placement, Registration
from placements.rules import registration as rules
from placements.rules.side import sides_of

REGISTRARS = (Role.HR, Role.COACH, Role.COORDINATOR)


@transaction.atomic
def store_registration(*, placement: Placement, reference: str, registered_on: date, by: Actor) -> Registration:
    """Store the reference, or correct it; the reminders stop (R09).

    Refused: `registration.not_asked`, `registration.reference`, `registration.day_ahead`,
    `registration.day_long_past`. Raises PermissionDenied for all but HR, coach and coordinator.
    """
    if not sides_of(placement, by).has(*REGISTRARS):
        raise PermissionDenied
    at = timezone.now()
    hold_student(placement.student_id)
    row = Placement.objects.visible_to(by).get(pk=placement.pk)
    refuse_if(rules.may_register(row, reference, registered_on, timezone.localdate(at)))
    stored, _made = Registration.objects.update_or_create(
        placement=row,
        defaults={"reference": reference.strip(), "registered_on": registered_on, "stored_by_id": by.user_id},
    )
    stop_timers(kind=TimerKind.REGISTRATION, placement=row, at=at)
    record("placement.registered", subject=row, by=by, at=at, data={"registered_on": registered_on.isoformat()})
    return stored
