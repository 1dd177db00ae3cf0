"""What an adult student lets a representative read on, and takes back."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from marketplace.actor import SYSTEM, Actor
from marketplace.audit.actions import record
from marketplace.workflow import refuse_if
from placements.actions.link import mail_link_to
from placements.actions.seat import hold_student
from placements.models import Agreement, ReadingPermission
from placements.rules import reading as rules
from placements.rules.link import agreement_of
from schools.models import LegalRepresentative


@transaction.atomic
def set_reading(*, agreement: Agreement, representative: LegalRepresentative, may_read: bool, by: Actor) -> None:
    """Let a representative read on by link, or take that back; what stands so already stays so.

    Refused: `reading.minor`, `reading.not_family`. Raises PermissionDenied for all but the student.
    """
    placement = agreement.placement
    if by.student_id is None or by.student_id != placement.student_id:
        raise PermissionDenied
    at = timezone.now()
    hold_student(placement.student_id)
    refuse_if(rules.may_set(placement, representative, timezone.localdate(at)))
    live = ReadingPermission.objects.filter(placement=placement, representative=representative, revoked_at=None)
    if live.exists() == may_read:
        return
    record("reading.set", subject=placement, by=by, at=at, data={"representative": representative.pk, "on": may_read})
    if not may_read:
        live.update(revoked_at=at)
        return
    ReadingPermission.objects.create(placement=placement, representative=representative, given_at=at)
    if now := agreement_of(placement):  # not the version of a page that stood open since; a draft mails its own later
        mail_link_to(person=representative, agreement=now, by=SYSTEM, at=at)
