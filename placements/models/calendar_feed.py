"""The secret address at which a party's own calendar reads the hours of a placement."""

from django.db import models
from django.db.models import Q

from marketplace.accounts.models import User
from placements.enums import Party
from placements.models.placement import Placement
from schools.models import LegalRepresentative


class CalendarFeed(models.Model):
    """One address for one party; only the SHA-256 of its token is kept, and a new address ends the one before.

    `made_by` is who made it with an account: that of company or school lasts as long as this person works there.
    """

    placement = models.ForeignKey(Placement, on_delete=models.RESTRICT, related_name="feeds")
    party = models.CharField(max_length=15, choices=Party)
    representative = models.ForeignKey(LegalRepresentative, on_delete=models.RESTRICT, null=True, related_name="+")
    token_hash = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["token_hash"], name="calendar_feed_token_once"),
            models.UniqueConstraint(
                fields=["placement", "party"],
                condition=Q(withdrawn_at__isnull=True, representative__isnull=True),
                name="calendar_feed_one_per_party",
            ),
            models.UniqueConstraint(
                fields=["placement", "representative"],
                condition=Q(withdrawn_at__isnull=True),
                name="calendar_feed_one_per_representative",
            ),
            models.CheckConstraint(
                condition=Q(party="representative", representative__isnull=False)
                | (~Q(party="representative") & Q(party__in=Party.values, representative__isnull=True)),
                name="calendar_feed_of_known_party",
            ),
            models.CheckConstraint(
                condition=~Q(party__in=["company", "school"])
                | Q(withdrawn_at__isnull=False)
                | Q(made_by__isnull=False),
                name="calendar_feed_of_staff_has_a_maker",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.placement_id} {self.party}"
