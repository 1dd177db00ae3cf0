"""What a company refused in the review days of a round: a match, never a person."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from companies.models import Company
from marketplace.accounts.models import User
from placements.enums import DeclineReason
from placements.models.round import Match, Round


class MatchRefusal(models.Model):
    """One anonymous match that a company refused, the `number`-th of this company in the round."""

    round = models.ForeignKey(Round, on_delete=models.RESTRICT, related_name="refusals")
    company = models.ForeignKey(Company, on_delete=models.RESTRICT, related_name="+")
    match = models.ForeignKey(Match, on_delete=models.RESTRICT, related_name="+")
    number = models.PositiveSmallIntegerField()
    reason = models.CharField(_("waarom niet"), max_length=20, choices=DeclineReason)
    refused_at = models.DateTimeField()
    refused_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "company", "number"], name="match_refusal_number_once"),
            models.UniqueConstraint(fields=["match"], name="match_refusal_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="match_refusal_counts_from_one"),
            models.CheckConstraint(condition=Q(reason__in=DeclineReason.values), name="match_refusal_reason_known"),
        ]

    def __str__(self) -> str:
        return f"{self.match_id} {self.reason}"
