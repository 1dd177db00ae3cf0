"""Where two auditors differ, and what was settled."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from labels.enums import SCORE_WORDS, Judgement, SettlementStatus
from labels.models.answer import Answer
from labels.models.assessment import Assessment
from marketplace.accounts.models import User
from marketplace.actor import Actor


class SettlementQuerySet(models.QuerySet["Settlement"]):
    def visible_to(self, actor: Actor) -> "SettlementQuerySet":
        """Those of joint judgements that the actor sees: never while one's own is not handed in."""
        return self.filter(assessment__in=Assessment.objects.visible_to(actor))

    def unsettled(self) -> "SettlementQuerySet":
        """Those that still differ or wait for the other's word."""
        return self.exclude(status=SettlementStatus.SETTLED)


class Settlement(models.Model):
    """One criterion on which two auditors differ, in the joint judgement of the file.

    One of them proposes with a sentence and the other agrees, or a moderator decides alone (`by_moderator`).
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.RESTRICT, related_name="settlements")
    answer = models.ForeignKey(Answer, on_delete=models.RESTRICT, related_name="+")
    status = models.CharField(max_length=10, choices=SettlementStatus, default=SettlementStatus.DIFFERS)
    judgement = models.CharField(_("oordeel"), max_length=15, choices=Judgement, blank=True)
    score = models.PositiveSmallIntegerField(_("score"), null=True)
    reason = models.CharField(_("reden"), max_length=1000, blank=True)
    proposed_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")
    proposed_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)
    by_moderator = models.BooleanField(default=False)

    objects = SettlementQuerySet.as_manager()
    duty_read: Any = None  # a page puts the actor's duty here, so that the rules need not read it for each row

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "answer"], name="settlement_once"),
            models.CheckConstraint(condition=Q(status__in=SettlementStatus.values), name="settlement_status_known"),
            models.CheckConstraint(
                condition=Q(status="differs") | (~Q(reason="") & Q(proposed_by__isnull=False)),
                name="settlement_proposed_with_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(status="settled")
                | (
                    Q(settled_by__isnull=False, settled_at__isnull=False)
                    & (Q(by_moderator=True) | ~Q(settled_by=F("proposed_by")))
                ),
                name="settlement_settled_by_the_other",
            ),
            models.CheckConstraint(
                condition=Q(judgement="", score__isnull=True, status="differs")
                | Q(judgement="scored", score__isnull=False, score__lte=3)
                | Q(judgement__in=["not_applicable", "not_measurable"], score__isnull=True),
                name="settlement_score_fits_judgement",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.answer_id} {self.status}"

    @property
    def in_words(self) -> str:
        """The step of the scale, or why there is none; empty before somebody proposed."""
        return str(self.get_judgement_display() if self.score is None else SCORE_WORDS[self.score])
