"""Placements that a school looks at again because the site's label was suspended (R32)."""

from django.db import models
from django.db.models import Q

from marketplace.accounts.models import User
from marketplace.actor import SCHOOL_STAFF, Actor
from placements.enums import ReviewStatus
from placements.models.placement import Placement

STANDING = (ReviewStatus.OPEN, ReviewStatus.KEPT)


class PlacementReviewQuerySet(models.QuerySet["PlacementReview"]):
    def visible_to(self, actor: Actor) -> "PlacementReviewQuerySet":
        """Staff of the school, nobody else."""
        if actor.is_system:
            return self
        staff = actor.has(*SCHOOL_STAFF)
        return self.filter(placement__school=actor.organisation_id) if staff else self.none()

    def standing(self) -> "PlacementReviewQuerySet":
        """Those whose label is still suspended, the undecided first."""
        first = models.Case(models.When(status=ReviewStatus.OPEN, then=0), default=1)
        return self.filter(status__in=STANDING).annotate(rank=first).order_by("rank", "opened_at", "pk")


class PlacementReview(models.Model):
    """One look at one placement during one suspension; the placement goes on until the school ends it."""

    placement = models.ForeignKey(Placement, on_delete=models.RESTRICT, related_name="reviews")
    status = models.CharField(max_length=8, choices=ReviewStatus, default=ReviewStatus.OPEN)
    opened_at = models.DateTimeField()
    reason = models.CharField(max_length=300, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    objects = PlacementReviewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(status__in=ReviewStatus.values), name="review_status_known"),
            models.CheckConstraint(
                condition=~Q(status="kept") | (~Q(reason="") & Q(decided_by__isnull=False)),
                name="review_kept_with_reason",
            ),
            models.UniqueConstraint(
                fields=["placement"], condition=Q(status__in=["open", "kept"]), name="review_one_standing_per_placement"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.placement_id} {self.status}"
