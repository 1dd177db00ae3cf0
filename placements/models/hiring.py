"""What a company offered a student besides the placement, and the questions that a hint puts to the school first."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from labels.offers_allowed import WHAT
from marketplace.accounts.models import User
from marketplace.actor import SCHOOL_STAFF, Actor
from placements.enums import HiringCause, HiringQuestionStatus
from placements.models.placement import Placement
from schools.enums import DiplomaStage

NOTED = [each for each in WHAT if each != "training"]  # the placement itself is the training


class HiringQuerySet(models.QuerySet["Hiring"]):
    def visible_to(self, actor: Actor) -> "HiringQuerySet":
        """Staff of the school, nobody else: the company hears of it when the city hears both sides."""
        if actor.is_system:
            return self
        staff = actor.has(*SCHOOL_STAFF)
        return self.filter(placement__school=actor.organisation_id) if staff else self.none()


class Hiring(models.Model):
    """An offer or contract of employment of the company of a placement, as the school noted it.

    `stage` is how far the student was with the diploma on the day on which it was made; `is_allowed` is what the
    ethics code said of it then. What is not allowed opened a case.
    """

    placement = models.ForeignKey(Placement, on_delete=models.RESTRICT, related_name="hirings")
    what = models.CharField(_("wat werd aangeboden"), max_length=20)
    made_on = models.DateField(_("aangeboden of getekend op"))
    starts_on = models.DateField(_("eerste werkdag"), null=True)
    depends_on_diploma = models.BooleanField(_("hangt van het diploma af"), default=False)
    stage = models.CharField(max_length=10, choices=DiplomaStage)
    is_allowed = models.BooleanField()
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(User, on_delete=models.RESTRICT, related_name="+")

    objects = HiringQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(what__in=NOTED), name="hiring_what_known"),
            models.CheckConstraint(condition=Q(stage__in=DiplomaStage.values), name="hiring_stage_known"),
            models.CheckConstraint(
                condition=~Q(what="contract_now") | Q(is_allowed=False) | Q(stage="finished"),
                name="hiring_no_contract_before_diploma",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.placement_id} {self.what}"


class HiringQuestionQuerySet(models.QuerySet["HiringQuestion"]):
    def visible_to(self, actor: Actor) -> "HiringQuestionQuerySet":
        """Staff of the school, nobody else: a hint accuses nobody."""
        if actor.is_system:
            return self
        staff = actor.has(*SCHOOL_STAFF)
        return self.filter(placement__school=actor.organisation_id) if staff else self.none()

    def open(self) -> "HiringQuestionQuerySet":
        """Those that wait for an answer."""
        return self.filter(status=HiringQuestionStatus.OPEN)


class HiringQuestion(models.Model):
    """A hint that a company may have offered a student work: the school says what happened, until `due_on`."""

    placement = models.OneToOneField(Placement, on_delete=models.RESTRICT, related_name="hiring_question")
    cause = models.CharField(max_length=12, choices=HiringCause)
    status = models.CharField(max_length=10, choices=HiringQuestionStatus, default=HiringQuestionStatus.OPEN)
    asked_at = models.DateTimeField()
    due_on = models.DateField()
    answer = models.CharField(max_length=600, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")

    objects = HiringQuestionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=HiringQuestionStatus.values), name="hiring_question_status_known"
            ),
            models.CheckConstraint(condition=Q(cause__in=HiringCause.values), name="hiring_question_cause_known"),
            models.CheckConstraint(
                condition=Q(status="open") | Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer=""),
                name="hiring_question_answered_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.placement_id} {self.status}"

    @property
    def is_open(self) -> bool:
        """Whether the school still has to answer."""
        return self.status == HiringQuestionStatus.OPEN
