"""What is decided about a file or a label: the reviewer's reading and each decider's decision."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from labels.enums import Level, Matter, Outcome
from labels.models.application import Application, ApplicationSite
from labels.models.label import Label
from marketplace.accounts.models import Organisation, User
from marketplace.actor import Actor


class Review(models.Model):
    """Somebody other than the auditor has read an audit before it is decided."""

    application = models.ForeignKey(Application, on_delete=models.RESTRICT, related_name="reviews")
    attempt = models.PositiveSmallIntegerField(default=1)
    auditor = models.ForeignKey(User, on_delete=models.RESTRICT, related_name="+")
    reviewed_by = models.ForeignKey(User, on_delete=models.RESTRICT, related_name="+")
    reviewed_at = models.DateTimeField()
    agrees = models.BooleanField(_("eens met de audit"))
    remarks = models.CharField(_("opmerkingen"), max_length=1000, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reviewed_by=F("auditor")), name="review_not_by_the_auditor"),
            models.CheckConstraint(condition=Q(agrees=True) | ~Q(remarks=""), name="review_disagrees_with_remarks"),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.agrees}"


class DecisionQuerySet(models.QuerySet["Decision"]):
    def visible_to(self, actor: Actor) -> "DecisionQuerySet":
        """Those of files and labels that the actor sees as holder, officer or somebody on duty."""
        files = ApplicationSite.objects.visible_to(actor)
        return self.filter(Q(application_site__in=files) | Q(label__in=Label.objects.held_or_read_by(actor)))


class Decision(models.Model):
    """One decider's decision with its reasons; the scheme says how many a case needs, and all must say the same.

    An award is about one label that a file asks for (`application_site`), anything else about a label that exists.
    `auditor` is who led the audit, or proposed the measure; `reviewer` who read it again, where that was asked.
    """

    matter = models.CharField(max_length=15, choices=Matter, default=Matter.AWARD)
    application_site = models.ForeignKey(
        ApplicationSite, on_delete=models.RESTRICT, null=True, related_name="decisions"
    )
    label = models.ForeignKey(Label, on_delete=models.RESTRICT, null=True, related_name="decisions")
    attempt = models.PositiveSmallIntegerField(default=1)
    auditor = models.ForeignKey(User, on_delete=models.RESTRICT, related_name="+")
    reviewer = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")
    decided_by = models.ForeignKey(User, on_delete=models.RESTRICT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.RESTRICT, related_name="+")
    decided_at = models.DateTimeField()
    outcome = models.CharField(_("beslissing"), max_length=10, choices=Outcome)
    level = models.CharField(_("niveau"), max_length=12, choices=Level, blank=True)
    reasons = models.TextField(_("redenen"))

    objects = DecisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="decision_outcome_known"),
            models.CheckConstraint(condition=~Q(decided_by=F("auditor")), name="decision_not_by_the_auditor"),
            models.CheckConstraint(
                condition=Q(reviewer__isnull=True) | ~Q(decided_by=F("reviewer")), name="decision_not_by_the_reviewer"
            ),
            models.CheckConstraint(condition=~Q(reasons=""), name="decision_has_reasons"),
            models.CheckConstraint(
                condition=Q(matter="award", application_site__isnull=False, label__isnull=True)
                | Q(
                    matter__in=["suspension", "reinstatement", "withdrawal"],
                    application_site__isnull=True,
                    label__isnull=False,
                ),
                name="decision_about_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(matter="award", outcome="granted", level__in=["label", "distinction"])
                | (~Q(matter="award", outcome="granted") & Q(level="")),
                name="decision_level_fits_outcome",
            ),
            models.UniqueConstraint(
                fields=["application_site", "attempt", "decided_by"], name="decision_once_per_decider"
            ),
            models.UniqueConstraint(
                fields=["label", "matter", "attempt", "decided_by"], name="decision_once_per_decider_of_a_label"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter} {self.outcome}"
