"""List placements for review while their site's label is suspended (R32); nobody is thrown out."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from labels.enums import LabelStatus
from labels.models import Label
from marketplace.actor import Actor, Role
from marketplace.audit.actions import record
from marketplace.notifications.actions import tell_role
from marketplace.workflow import refuse
from placements.enums import HOLDS_SEAT, WORK_FORMS
from placements.models import Placement, PlacementReview
from placements.workflow.review import reviews

STOPPED = (LabelStatus.SUSPENDED, LabelStatus.WITHDRAWN)


def list_for_review(*, by: Actor) -> int:
    """Open a review for each placement whose site lost its label, and end those whose reason is gone; how many opened.

    The day is asked of the labels, so a late run lists later and stops nothing by itself.
    """
    _end_reviews(by)
    on = timezone.localdate()
    valid = Label.objects.valid_on(on).filter(site__isnull=False).values("site")
    lost = Label.objects.filter(status__in=STOPPED, site__isnull=False).exclude(site__in=valid).values("site")
    standing = PlacementReview.objects.standing().order_by().values("placement")
    rows = Placement.objects.holding_seats().filter(site__in=lost, form__in=WORK_FORMS).exclude(pk__in=standing)
    return len([_open(placement, by) for placement in rows.select_related("programme").order_by("pk")])


@transaction.atomic
def _open(placement: Placement, by: Actor) -> PlacementReview:
    at = timezone.now()
    review = PlacementReview.objects.create(placement=placement, opened_at=at)
    record("review.opened", subject=review, by=by, at=at, data={"placement": placement.pk})
    for role in (Role.COORDINATOR, Role.COACH):
        tell_role(
            placement.school_id, role, "review.opened", path=reverse("review-list"), programme=placement.programme.name
        )
    return review


def _end_reviews(by: Actor) -> None:
    """What is over, and what has a valid label again."""
    standing = PlacementReview.objects.standing().select_related("placement")
    valid = set(Label.objects.valid_on(timezone.localdate()).filter(site__isnull=False).values_list("site", flat=True))
    for review in standing:
        if review.placement.status not in HOLDS_SEAT:
            reviews.take(review, "finish", by=by)
        elif review.placement.site_id in valid:
            reviews.take(review, "lift", by=by)


@transaction.atomic
def keep(*, review: PlacementReview, reason: str, by: Actor) -> PlacementReview:
    """The school looked and lets it go on.

    Refused: `review.reason_needed`, `placement_review.keep.wrong_status`.
    """
    if not reason.strip():
        refuse("review.reason_needed", _("Schrijf waarom deze plaats mag doorgaan."))
    at = timezone.now()
    changes = {"reason": reason.strip(), "decided_by_id": by.user_id, "decided_at": at}
    return reviews.take(review, "keep", by=by, at=at, **changes)
