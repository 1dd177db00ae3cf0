"""A label file: the application of an organisation, the labels it asks for, and the criteria it leaves out."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from companies.enums import SizeClass
from companies.models import Company, Site
from labels.enums import CLOSED_APPLICATION, EDITABLE_APPLICATION, ApplicationStatus, FeeStatus, Holder, Level, Outcome
from labels.models.scheme import Criterion, Scheme
from marketplace.accounts.models import Organisation, User
from marketplace.actor import Actor, Role
from marketplace.commitments.models import Commitment

NOT_SUBMITTED = ["draft", "withdrawn"]
AFTER_COMPLETENESS = ["complete", "auditing", "correcting", "audited", "reviewed", "granted", "awarded", "refused"]
DECIDED = ["granted", "awarded", "refused"]
CLOSED = ["awarded", "refused", "withdrawn"]
CITY_READERS = (Role.LABEL_OFFICER, Role.ADMINISTRATOR)
HOLDERS = (Role.HR, Role.DIRECTOR, Role.COORDINATOR)
HOLDER_ROLES: dict[str, tuple[Role, ...]] = {
    Holder.COMPANY: (Role.HR,),
    Holder.SCHOOL: (Role.DIRECTOR, Role.COORDINATOR),
}


class ApplicationQuerySet(models.QuerySet["Application"]):
    def visible_to(self, actor: Actor) -> "ApplicationQuerySet":
        """The holder's own people; label officers and administrators what is handed in; others by their duty."""
        if actor.is_system:
            return self
        if actor.has(*CITY_READERS):
            return self.exclude(status=ApplicationStatus.DRAFT)
        on_duty = Application.objects.filter(
            assignments__person=actor.user_id,
            assignments__organisation=actor.organisation_id,
            assignments__ended_at=None,
        )
        return self.filter(self._own(actor) | Q(pk__in=on_duty.values("pk")))

    def of(self, actor: Actor) -> "ApplicationQuerySet":
        """The files of the actor's own organisation."""
        return self.filter(self._own(actor))

    def open(self) -> "ApplicationQuerySet":
        """Files that are not closed."""
        return self.exclude(status__in=CLOSED_APPLICATION)

    @staticmethod
    def _own(actor: Actor) -> Q:
        held = [holder for holder, roles in HOLDER_ROLES.items() if actor.has(*roles)]
        return Q(organisation=actor.organisation_id, holder__in=held)


class Application(models.Model):
    """One label file of one holder; a company's covers one or more of its sites.

    `attempt` counts the times it is decided on: again after an upheld appeal, or when the audit was sent back. An award
    exists only when the audit is passed, the decision is taken with the competent body's day and reference, the fee is
    settled or waived, and the ethics code is signed (`commitment`): the database refuses any other.

    `size_class` is the company's size as it was handed in, or as an auditor corrected it (`size_set_by`).
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.RESTRICT, related_name="+")
    holder = models.CharField(max_length=10, choices=Holder)
    scheme = models.ForeignKey(Scheme, on_delete=models.RESTRICT, related_name="+")
    status = models.CharField(max_length=10, choices=ApplicationStatus, default=ApplicationStatus.DRAFT)
    attempt = models.PositiveSmallIntegerField(default=1)
    is_renewal = models.BooleanField(default=False)
    size_class = models.CharField(_("grootte"), max_length=10, choices=SizeClass, blank=True)
    size_set_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")
    offers_dual = models.BooleanField(_("we bieden SAO, OAO of DA aan"), default=False)
    started_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")  # null: the platform
    started_at = models.DateTimeField()
    submitted_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")
    submitted_at = models.DateTimeField(null=True)
    filed_on = models.DateField(null=True)  # the first time that it was handed in
    missing = models.CharField(_("wat er ontbreekt"), max_length=600, blank=True)
    completed_at = models.DateTimeField(null=True)
    passed_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    body_decided_on = models.DateField(_("dag van de beslissing van de stad"), null=True)
    body_reference = models.CharField(_("referentie van die beslissing"), max_length=60, blank=True)
    fee_status = models.CharField(max_length=10, choices=FeeStatus, default=FeeStatus.WAIVED)
    commitment = models.ForeignKey(Commitment, on_delete=models.RESTRICT, null=True, related_name="+")
    awarded_at = models.DateTimeField(null=True)

    objects = ApplicationQuerySet.as_manager()
    questions_read: Any = None  # a page puts its questions here, so that its rules need not read them again

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(status__in=ApplicationStatus.values), name="application_status_known"),
            models.CheckConstraint(condition=Q(holder__in=Holder.values), name="application_holder_known"),
            models.CheckConstraint(condition=Q(fee_status__in=FeeStatus.values), name="application_fee_status_known"),
            models.CheckConstraint(
                condition=Q(size_class__in=["", *SizeClass.values]), name="application_size_class_known"
            ),
            models.CheckConstraint(
                condition=Q(size_set_by__isnull=True) | ~Q(size_class=""), name="application_size_corrected_to_one"
            ),
            models.UniqueConstraint(
                fields=["organisation", "holder"],
                condition=~Q(status__in=CLOSED),
                name="application_one_open_per_holder",
            ),
            models.CheckConstraint(
                condition=Q(status__in=NOT_SUBMITTED) | Q(submitted_by__isnull=False, submitted_at__isnull=False),
                name="application_submitted_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(status="incomplete") | ~Q(missing=""), name="application_incomplete_says_what"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=AFTER_COMPLETENESS) | Q(completed_at__isnull=False),
                name="application_complete_at_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=DECIDED) | Q(decided_at__isnull=False), name="application_decided_at_a_moment"
            ),
            models.CheckConstraint(
                condition=~Q(status="granted") | Q(passed_at__isnull=False), name="application_granted_after_the_audit"
            ),
            models.CheckConstraint(
                condition=Q(body_decided_on__isnull=True, body_reference="")
                | (Q(body_decided_on__isnull=False) & ~Q(body_reference="")),
                name="application_body_day_with_reference",
            ),
            models.CheckConstraint(
                condition=~Q(status="awarded")
                | (
                    Q(passed_at__isnull=False, body_decided_on__isnull=False, commitment__isnull=False)
                    & Q(awarded_at__isnull=False, fee_status__in=["settled", "waived", "reversed"])
                ),
                name="application_awarded_means_all_four",
            ),
            models.CheckConstraint(
                condition=~Q(fee_status="reversed") | Q(status="awarded"), name="application_fee_reversed_after_award"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.holder} {self.status}"

    @cached_property
    def size_said(self) -> str:
        """The size that the company itself says it has now; read once."""
        return Company.objects.values_list("size_class", flat=True).get(pk=self.organisation_id)

    @property
    def is_editable(self) -> bool:
        """Whether the holder may change answers and evidence now."""
        return self.status in EDITABLE_APPLICATION


class ApplicationSiteQuerySet(models.QuerySet["ApplicationSite"]):
    def visible_to(self, actor: Actor) -> "ApplicationSiteQuerySet":
        """Those of files that the actor sees."""
        return self.filter(application__in=Application.objects.visible_to(actor))


class ApplicationSite(models.Model):
    """One label that a file asks for: for a site of the company, or (without site) for the school itself.

    After the decision `level`, `score` (points of 100) and `explanation` (labels.scoring, frozen) say what it became.
    """

    application = models.ForeignKey(Application, on_delete=models.RESTRICT, related_name="sites")
    site = models.ForeignKey(Site, on_delete=models.RESTRICT, null=True, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    level = models.CharField(max_length=12, choices=Level, blank=True)
    score = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    explanation = models.JSONField(default=dict)

    objects = ApplicationSiteQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "site"], name="application_site_once"),
            models.UniqueConstraint(
                fields=["application"], condition=Q(site__isnull=True), name="application_site_one_for_a_school"
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["", "refused"], level="")
                | Q(outcome="granted", level__in=["label", "distinction"], score__isnull=False),
                name="application_site_level_fits_outcome",
            ),
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(score__gte=0, score__lte=100),
                name="application_site_score_0_to_100",
            ),
        ]

    def __str__(self) -> str:
        return self.site.name if self.site else self.application.organisation.name


class LeftOut(models.Model):
    """A criterion that a company under 10 workers leaves out; a file has five slots for it, so never more."""

    application = models.ForeignKey(Application, on_delete=models.RESTRICT, related_name="left_out")
    criterion = models.ForeignKey(Criterion, on_delete=models.RESTRICT, related_name="+")
    slot = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "criterion"], name="left_out_once"),
            models.UniqueConstraint(fields=["application", "slot"], name="left_out_one_per_slot"),
            models.CheckConstraint(condition=Q(slot__gte=1, slot__lte=5), name="left_out_slot_1_to_5"),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.criterion_id}"
