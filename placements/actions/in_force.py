"""What follows when a version holds, or can hold no more: the placement is signed, or an amendment changes it."""

from datetime import datetime

from django.db import transaction

from marketplace.actor import SYSTEM
from marketplace.audit.actions import record
from placements.actions.evaluation import move_evaluations
from placements.actions.seat import move_mentors
from placements.models import Agreement, Placement
from placements.workflow.placement import placements


@transaction.atomic
def put_in_force(agreement: Agreement, at: datetime) -> Placement:
    """Everybody has signed: the placement is signed, or gets the last day and hours of its amendment.

    Called in the transaction that seals, with the student held. Refused by the promises of the database:
    `seat.student_placed`, `seat.mentor_full`.
    """
    if agreement.amends_id is None:
        return placements.take(agreement.placement, "seal", by=SYSTEM, at=at)
    placement = Placement.objects.select_for_update(of=("self",)).get(pk=agreement.placement_id)
    before, then = placement.period, agreement.placement_then
    changed = {name for name in ("ends_on", "week") if getattr(placement, name) != getattr(then, name)}
    if changed:
        placement.ends_on, placement.week = then.ends_on, then.week
        placement.save(update_fields=["ends_on", "week"])
        move_mentors(placement=placement, before=before)
        move_evaluations(placement=placement)
        record("placement.changed", subject=placement, by=SYSTEM, at=at, data={"fields": sorted(changed)})
    return placement
