"""Who of the school can be reached while a student works in a holiday (R19)."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from marketplace.actor import Actor, Role
from marketplace.audit.actions import record
from marketplace.workflow import refuse_if
from placements.actions.seat import hold_student
from placements.models import Placement, SchoolContact
from placements.rules.schedule import days_in_order, of_period, placement_is_over
from placements.rules.side import sides_of

SCHOOL = (Role.COACH, Role.COORDINATOR)
MOST_DAYS = 366


@transaction.atomic
def name_school_contact(
    *, placement: Placement, name: str, phone: str, starts_on: date, ends_on: date, by: Actor
) -> SchoolContact:
    """Name somebody for these days; more than one may share them.

    Refused: `schedule.days_order`, `schedule.day_outside`, `schedule.over`. Raises PermissionDenied for all but
    coach and coordinator.
    """
    row = _held(placement, by)
    refuse_if(days_in_order(starts_on, ends_on, MOST_DAYS) or of_period(row, starts_on, ends_on))
    contact = SchoolContact.objects.create(
        placement=row, name=name.strip(), phone=phone, starts_on=starts_on, ends_on=ends_on
    )
    record("placement.school_contact", subject=row, by=by, data={"contact": contact.pk})
    return contact


@transaction.atomic
def forget_school_contact(*, contact: SchoolContact, by: Actor) -> None:
    """The person is no longer reachable for this placement. Refused: `schedule.over`."""
    row = _held(contact.placement, by)
    row.school_contacts.filter(pk=contact.pk).delete()
    record("placement.school_contact_gone", subject=row, by=by, data={"contact": contact.pk})


def _held(placement: Placement, by: Actor) -> Placement:
    if not sides_of(placement, by).has(*SCHOOL):
        raise PermissionDenied
    hold_student(placement.student_id)
    row = Placement.objects.visible_to(by).get(pk=placement.pk)
    refuse_if(placement_is_over(row))
    return row
