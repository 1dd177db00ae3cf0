"""A holder asks to look again at what was found in a case; a colleague of the handler answers."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from labels.enums import CaseFinding
from labels.models.case import Case
from marketplace.accounts.models import User


class ReconsiderationQuerySet(models.QuerySet["Reconsideration"]):
    def open(self) -> "ReconsiderationQuerySet":
        """Those that nobody answered yet."""
        return self.filter(answered_at=None)

    def late(self, on: date) -> "ReconsiderationQuerySet":
        """Open ones whose term has passed and of which nobody was warned yet."""
        return self.open().filter(answer_by_on__lt=on, escalated_at=None)


class Reconsideration(models.Model):
    """Once a case: why the holder disagrees, and what somebody who did not handle the case found of it.

    `found_before` is what the case said; `finding` is never heavier. `answer_by_on` is the last day to answer.
    """

    case = models.OneToOneField(Case, on_delete=models.RESTRICT, related_name="reconsideration")
    grounds = models.CharField(max_length=2000)
    asked_by = models.ForeignKey(User, on_delete=models.RESTRICT, related_name="+")
    asked_at = models.DateTimeField()
    answer_by_on = models.DateField()
    escalated_at = models.DateTimeField(null=True)
    found_before = models.CharField(max_length=10, choices=CaseFinding)
    finding = models.CharField(_("uitkomst"), max_length=10, choices=CaseFinding, blank=True)
    reasons = models.CharField(max_length=2000, blank=True)
    answered_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    objects = ReconsiderationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(grounds=""), name="reconsideration_has_grounds"),
            models.CheckConstraint(
                condition=Q(found_before__in=[CaseFinding.MINOR.value, CaseFinding.MAJOR.value]),
                name="reconsideration_of_a_finding",
            ),
            models.CheckConstraint(
                condition=Q(finding="", reasons="", answered_by__isnull=True, answered_at__isnull=True)
                | (
                    Q(finding__in=CaseFinding.values, answered_by__isnull=False, answered_at__isnull=False)
                    & ~Q(reasons="")
                ),
                name="reconsideration_answered_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.asked_at:%Y-%m-%d}"

    def is_late(self, on: date) -> bool:
        """Whether its term has passed without an answer."""
        return self.answered_at is None and self.answer_by_on < on
