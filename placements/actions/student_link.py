"""The link of a student without an account goes on as long as the placement is followed."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from marketplace.actor import Actor
from placements.actions.link import mail_link_to_student
from placements.actions.seat import hold_student
from placements.models import Placement
from placements.rules.student_link import without_lasting_link


def renew_links(*, by: Actor) -> int:
    """Mail each student whose placement began, or whose link is about to expire, a fresh one; the number of mails.

    Nobody else's link is touched. Who has no mail address is on the coach's home, to be given a link on paper.
    """
    at = timezone.now()
    due = without_lasting_link(at).exclude(student__email="").order_by("pk")
    return sum(_renew(placement, by, at) for placement in due)


@transaction.atomic
def _renew(placement: Placement, by: Actor, at: datetime) -> bool:
    """One mail, unless another sweeper or the coach was first."""
    hold_student(placement.student_id)
    row = without_lasting_link(at).filter(pk=placement.pk).select_related("student", "programme").first()
    if row:
        mail_link_to_student(placement=row, by=by, at=at)
    return row is not None
