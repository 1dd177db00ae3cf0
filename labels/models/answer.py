"""The holder's own answers to the criteria of a label file."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from labels.models.application import Application, ApplicationSite, LeftOut
from labels.models.scheme import Criterion
from marketplace.accounts.models import User
from marketplace.actor import Actor


class AnswerQuerySet(models.QuerySet["Answer"]):
    def visible_to(self, actor: Actor) -> "AnswerQuerySet":
        """Those of files that the actor sees."""
        return self.filter(application__in=Application.objects.visible_to(actor))

    def unanswered(self) -> "AnswerQuerySet":
        """Without a score, without a reason why the criterion does not apply, and not left out."""
        left_out = LeftOut.objects.filter(application=OuterRef("application"), criterion=OuterRef("criterion"))
        return self.filter(~Exists(left_out), score=None, not_applicable_reason="")


class Answer(models.Model):
    """The holder's own answer to one criterion, once for the file or for one of its sites; made with the file.

    `known` is what the platform knew when the file was handed in: {"value": …, "as_of": "2026-11-22"} or {}.
    """

    application = models.ForeignKey(Application, on_delete=models.RESTRICT, related_name="answers")
    criterion = models.ForeignKey(Criterion, on_delete=models.RESTRICT, related_name="+")
    application_site = models.ForeignKey(ApplicationSite, on_delete=models.RESTRICT, null=True, related_name="answers")
    score = models.PositiveSmallIntegerField(_("score"), null=True)
    note = models.CharField(_("toelichting"), max_length=1000, blank=True)
    not_applicable_reason = models.CharField(_("waarom niet van toepassing"), max_length=300, blank=True)
    asked = models.CharField(_("wat de stad nog vraagt"), max_length=300, blank=True)
    known = models.JSONField(default=dict)
    answered_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "criterion"],
                condition=Q(application_site__isnull=True),
                name="answer_once_for_the_file",
            ),
            models.UniqueConstraint(fields=["application_site", "criterion"], name="answer_once_per_site"),
            models.CheckConstraint(condition=Q(score__isnull=True) | Q(score__lte=3), name="answer_score_0_to_3"),
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(not_applicable_reason=""), name="answer_scored_or_not_applicable"
            ),
            models.CheckConstraint(
                condition=Q(score__isnull=True, not_applicable_reason="")
                | Q(answered_by__isnull=False, answered_at__isnull=False),
                name="answer_given_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.criterion_id} {self.application_site_id or ''}"
