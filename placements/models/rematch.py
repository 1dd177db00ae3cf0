"""Matching a round again on what is left, and rounds that do so every week."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from placements.enums import Policy, RematchCause, RematchStatus
from placements.models.round import ForSchoolsAndCityQuerySet, Round


class RematchQuerySet(ForSchoolsAndCityQuerySet):
    def done(self) -> "RematchQuerySet":
        """Those that were carried out, the newest first."""
        return self.filter(status=RematchStatus.DONE).order_by("-pk")


class Rematch(models.Model):
    """One re-matching: what would move (`result`, with the digest of the moves), and whether it was carried out.

    `applies`: carry it out without asking again. A digest from before means that these moves were shown to a person.
    """

    round = models.ForeignKey(Round, on_delete=models.RESTRICT, related_name="rematches")
    cause = models.CharField(max_length=10, choices=RematchCause)
    policy = models.CharField(_("voorrang"), max_length=20, choices=Policy)
    stay_bonus = models.PositiveIntegerField()
    applies = models.BooleanField(default=False)
    status = models.CharField(max_length=10, choices=RematchStatus, default=RematchStatus.ASKED)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")
    finished_at = models.DateTimeField(null=True)
    result = models.JSONField(default=dict)
    certificate = models.JSONField(default=dict)
    digest = models.CharField(max_length=64, blank=True)
    fault = models.CharField(max_length=300, blank=True)

    objects = RematchQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(cause__in=RematchCause.values), name="rematch_cause_known"),
            models.CheckConstraint(condition=Q(policy__in=Policy.values), name="rematch_policy_known"),
            models.CheckConstraint(condition=Q(status__in=RematchStatus.values), name="rematch_status_known"),
            models.UniqueConstraint(
                fields=["round", "cause"], condition=Q(status="asked"), name="rematch_asked_once_per_cause"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.cause} {self.asked_at:%Y-%m-%d}"


class RoundRepeatQuerySet(models.QuerySet["RoundRepeat"]):
    def due(self, on: date) -> "RoundRepeatQuerySet":
        """Those that run on a day: their next day has come and their last day has not passed."""
        return self.filter(next_on__lte=on, until_on__gte=on)


class RoundRepeat(models.Model):
    """A round that is matched again every week on what is left; it stops by itself after `until_on`."""

    round = models.OneToOneField(Round, on_delete=models.RESTRICT, related_name="repeat")
    policy = models.CharField(_("voorrang"), max_length=20, choices=Policy, default=Policy.DAYS_LEFT)
    next_on = models.DateField(_("volgende keer"))
    until_on = models.DateField(_("laatste dag"))

    objects = RoundRepeatQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(policy__in=Policy.values), name="round_repeat_policy_known"),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.until_on}"

    @property
    def is_over(self) -> bool:
        """Whether it has run for the last time."""
        return self.next_on > self.until_on
