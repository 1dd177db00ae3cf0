"""Secret calendar addresses: made for one's own side, withdrawn at will, read by whoever holds one."""

import hashlib
import secrets

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from marketplace.accounts.access import actor_for
from marketplace.actor import Actor, Role
from marketplace.audit.actions import record
from placements.actions.seat import hold_student
from placements.enums import Party
from placements.models import CalendarFeed, Placement
from placements.rules.reading import follows
from placements.rules.side import party_of, sides_of

READERS = (Role.HR, Role.MENTOR, Role.COACH, Role.COORDINATOR, Role.DIRECTOR, Role.STUDENT, Role.REPRESENTATIVE)


@transaction.atomic
def make_feed(*, placement: Placement, by: Actor) -> str:
    """A new address for the actor's own side: known now and never again; the one before it stops working.

    Raises PermissionDenied for whoever has no part in the placement, and for a representative who has no say any more.
    """
    row, at = _held(placement, by), timezone.now()
    if not may_follow(row, by.representative_id):
        raise PermissionDenied
    _own(row, by).update(withdrawn_at=at)
    token = secrets.token_urlsafe(32)
    feed = CalendarFeed.objects.create(
        placement=row,
        party=party_of(row, by),
        representative_id=by.representative_id,
        token_hash=_hash(token),
        made_at=at,
        made_by_id=by.user_id,
    )
    record("placement.calendar", subject=row, by=by, at=at, data={"feed": feed.pk})
    return f"{settings.PUBLIC_URL}/calendar/{token}.ics"


@transaction.atomic
def withdraw_feed(*, placement: Placement, by: Actor) -> int:
    """The address of the actor's own side stops working at once; how many there were."""
    row, at = _held(placement, by), timezone.now()
    count = _own(row, by).update(withdrawn_at=at)
    record("placement.calendar_withdrawn", subject=row, by=by, at=at, data={"count": count})
    return count


def feed_of(token: str) -> CalendarFeed:
    """The feed of a token; Http404 for one that was withdrawn, never was, or whose person may not read it today.

    That is a representative without a say, and somebody who does not work on the placement any more.
    """
    rows = CalendarFeed.objects.filter(withdrawn_at=None).select_related("placement", "made_by")
    feed = rows.filter(token_hash=_hash(token)).first()
    if feed is None or not may_follow(feed.placement, feed.representative_id) or not _maker_stays(feed):
        raise Http404
    return feed


def _maker_stays(feed: CalendarFeed) -> bool:
    """Whether who made the address of company or school still sees the placement from there; of the family always."""
    sides = {Party.COMPANY: feed.placement.company_id, Party.SCHOOL: feed.placement.school_id}
    if (organisation_id := sides.get(Party(feed.party))) is None:
        return True
    maker = feed.made_by
    if maker is None or not maker.is_active:
        return False
    actor = actor_for(maker, organisation_id, timezone.localdate())
    seen = Placement.objects.visible_to(actor).filter(pk=feed.placement_id)
    return actor.organisation_id == organisation_id and seen.exists()


def has_feed(placement: Placement, by: Actor) -> bool:
    """Whether the actor's own side has an address that works."""
    return _own(placement, by).exists()


def may_follow(placement: Placement, representative_id: int | None) -> bool:
    """Whether whoever this is may read the hours today: everybody but a representative without a say."""
    return representative_id is None or follows(placement, representative_id, timezone.localdate())


def _own(placement: Placement, by: Actor) -> QuerySet[CalendarFeed]:
    rows = CalendarFeed.objects.filter(placement=placement, withdrawn_at=None)
    return rows.filter(party=party_of(placement, by), representative=by.representative_id)


def _held(placement: Placement, by: Actor) -> Placement:
    if not sides_of(placement, by).has(*READERS):
        raise PermissionDenied
    hold_student(placement.student_id)
    return Placement.objects.visible_to(by).get(pk=placement.pk)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
