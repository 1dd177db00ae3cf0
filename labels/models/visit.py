"""Visits of auditors to a holder, and talks with students at their school."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from labels.enums import VisitStatus
from labels.models.application import CITY_READERS, Application, ApplicationSite
from labels.models.assignment import Assignment
from marketplace.accounts.models import User
from marketplace.actor import Actor
from schools.models import School


class VisitQuerySet(models.QuerySet["Visit"]):
    def visible_to(self, actor: Actor) -> "VisitQuerySet":
        """Those of files that the actor sees: who judges, and the holder who receives them."""
        return self.filter(application__in=Application.objects.visible_to(actor))


class Visit(models.Model):
    """A visit to one place of a label file, with its day, hours and address, who comes and who receives them.

    `uid` names it in every calendar for good; `sequence` rises with each change, so that a calendar follows.
    """

    application = models.ForeignKey(Application, on_delete=models.RESTRICT, related_name="visits")
    place = models.ForeignKey(ApplicationSite, on_delete=models.RESTRICT, related_name="visits")
    uid = models.UUIDField(default=uuid4, editable=False)
    sequence = models.PositiveIntegerField(default=0)
    status = models.CharField(max_length=10, choices=VisitStatus, default=VisitStatus.PLANNED)
    starts_at = models.DateTimeField(_("begint om"))
    ends_at = models.DateTimeField(_("eindigt om"))
    address = models.CharField(_("adres"), max_length=200)
    received_by = models.CharField(_("wie ontvangt jullie"), max_length=120)
    visitors = models.ManyToManyField(Assignment, related_name="visits")
    planned_by = models.ForeignKey(User, on_delete=models.RESTRICT, related_name="+")
    changed_at = models.DateTimeField()
    cancel_reason = models.CharField(_("waarom het niet doorgaat"), max_length=300, blank=True)

    objects = VisitQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["uid"], name="visit_uid_once"),
            models.CheckConstraint(condition=Q(status__in=VisitStatus.values), name="visit_status_known"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="visit_ends_after_start"),
            models.CheckConstraint(condition=~Q(address="") & ~Q(received_by=""), name="visit_says_where"),
            models.CheckConstraint(
                condition=~Q(status="cancelled") | ~Q(cancel_reason=""), name="visit_cancelled_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.starts_at}"

    @property
    def is_cancelled(self) -> bool:
        """Whether it does not happen."""
        return self.status == VisitStatus.CANCELLED


class InterviewQuerySet(models.QuerySet["Interview"]):
    def visible_to(self, actor: Actor) -> "InterviewQuerySet":
        """For those who judge the file, never for its holder: few students can be told apart by a day and a school."""
        found = self.filter(application__in=Application.objects.visible_to(actor))
        if actor.is_system:
            return found
        found = found.exclude(application__organisation=actor.organisation_id)
        if actor.has(*CITY_READERS):
            return found
        return found.filter(application__in=Assignment.objects.of(actor).values("application"))


class Interview(models.Model):
    """Students were heard at their school, without their employer: the day and how many, never who."""

    application = models.ForeignKey(Application, on_delete=models.RESTRICT, related_name="interviews")
    school = models.ForeignKey(School, on_delete=models.RESTRICT, related_name="+")
    held_on = models.DateField(_("op"))
    students = models.PositiveSmallIntegerField(_("hoeveel leerlingen"))
    held_by = models.ForeignKey(User, on_delete=models.RESTRICT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = InterviewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "school", "held_on", "held_by"], name="interview_once_a_day_per_school"
            ),
            models.CheckConstraint(condition=Q(students__gte=1), name="interview_of_somebody"),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.held_on}"
