"""An amendment goes away: by hand, or with the placement that ends; whoever was told of it hears it."""

from datetime import datetime

from django.db import transaction

from marketplace.actor import SYSTEM, Actor, Role
from marketplace.notifications.actions import tell_role
from placements.actions.link import mail_links_of_drop
from placements.actions.placement_news import tell_both
from placements.actions.signature import about, tell_student
from placements.enums import OPEN_VERSION, AgreementStatus
from placements.models import Agreement, Placement
from placements.workflow.agreement import agreements


def drop(agreement: Agreement, by: Actor, at: datetime) -> Agreement:
    """What is being made holds for nobody; who had a link to it gets one to what holds. The student is held."""
    was_told = agreement.status != AgreementStatus.DRAFT
    dropped = agreements.take(agreement, "drop", by=by, at=at)
    tell_both(dropped.placement, "amendment.dropped")
    if was_told:
        told = about(dropped.amends)
        tell_role(dropped.placement.school_id, Role.DIRECTOR, "amendment.dropped", **told)
        tell_student(dropped.amends, "amendment.dropped")
        mail_links_of_drop(agreement=dropped.amends, by=SYSTEM, at=at)
    return dropped


@transaction.atomic
def drop_open(placement: Placement, at: datetime) -> None:
    """The placement is over: what was still being made of its agreement holds for nobody."""
    rows = Agreement.objects.filter(placement=placement, status__in=OPEN_VERSION).exclude(amends=None)
    for row in rows:
        drop(row, SYSTEM, at)
