"""Who does what on a label file, and which organisations are members of an employer organisation."""

from datetime import date

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from labels.enums import ApplicationStatus, Duty
from labels.models.application import Application
from labels.models.decision import Decision
from marketplace.accounts.models import Organisation, User
from marketplace.actor import Actor


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def visible_to(self, actor: Actor) -> "AssignmentQuerySet":
        """Those of files that the actor sees."""
        return self.filter(application__in=Application.objects.visible_to(actor))

    def of(self, actor: Actor) -> "AssignmentQuerySet":
        """The actor's own duties that still run, for the organisation in which they act."""
        return self.filter(person=actor.user_id, organisation=actor.organisation_id, ended_at=None)

    def to_review(self) -> "AssignmentQuerySet":
        """Of reviewers: files whose audit is done and not read again yet."""
        return self.filter(duty=Duty.REVIEWER, application__status=ApplicationStatus.AUDITED)

    def to_decide(self) -> "AssignmentQuerySet":
        """Of deciders: files that can be decided on and on which this person did not decide yet."""
        file = {"application_site__application": OuterRef("application"), "attempt": OuterRef("application__attempt")}
        made = Decision.objects.filter(decided_by=OuterRef("person"), **file)
        open_files = [ApplicationStatus.AUDITED, ApplicationStatus.REVIEWED]
        return self.filter(~Exists(made), duty=Duty.DECIDER, application__status__in=open_files)


class Assignment(models.Model):
    """A person's one duty on a file, for the organisation that sends them.

    One row a person and file, also after it ended: so auditor, reviewer, decider, panel member and awarder are never
    the same person. Nobody gives themself a duty, but for the awarder, who takes it by awarding.
    `declared_at` is when the person declared to have no tie; without it nobody starts (domain: declaration per file).
    """

    application = models.ForeignKey(Application, on_delete=models.RESTRICT, related_name="assignments")
    person = models.ForeignKey(User, on_delete=models.RESTRICT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.RESTRICT, related_name="+")
    duty = models.CharField(_("taak"), max_length=10, choices=Duty)
    assigned_by = models.ForeignKey(User, on_delete=models.RESTRICT, related_name="+")
    assigned_at = models.DateTimeField()
    declared_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(_("waarom de taak stopt"), max_length=300, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "person"], name="assignment_one_duty_a_person"),
            models.CheckConstraint(condition=Q(duty__in=Duty.values), name="assignment_duty_known"),
            models.CheckConstraint(
                condition=~Q(person=F("assigned_by")) | Q(duty="awarder") | Q(ended_at__isnull=False),
                name="assignment_by_somebody_else",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | ~Q(end_reason=""), name="assignment_ended_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.duty}"


class EmployerMembershipQuerySet(models.QuerySet["EmployerMembership"]):
    def on(self, on: date) -> "EmployerMembershipQuerySet":
        """Memberships that hold on a day."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=on), starts_on__lte=on)


class EmployerMembership(models.Model):
    """A holder is a paying member of an employer organisation that also audits: a tie (the applicant states it)."""

    partner = models.ForeignKey(Organisation, on_delete=models.RESTRICT, related_name="+")
    member = models.ForeignKey(Organisation, on_delete=models.RESTRICT, related_name="+")
    starts_on = models.DateField(_("lid sinds"))
    ends_on = models.DateField(_("lid tot en met"), null=True, blank=True)
    stated_by = models.ForeignKey(User, on_delete=models.RESTRICT, related_name="+")

    objects = EmployerMembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "member"],
                condition=Q(ends_on__isnull=True),
                name="employer_membership_one_running",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="employer_membership_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partner_id} {self.member_id}"
