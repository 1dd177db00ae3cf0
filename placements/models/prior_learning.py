"""Prior learning: a competence that a student acquired elsewhere (EVC), its evidence and the decision."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.actor import SCHOOL_ROLES, Actor, Role
from placements.enums import EvidenceKind, Party, PriorLearningStatus
from schools.models import Competence, Student

DECIDED = ["recognised", "refused"]


class PriorLearningQuerySet(models.QuerySet["PriorLearning"]):
    def visible_to(self, actor: Actor) -> "PriorLearningQuerySet":
        """Staff of the student's school, the student, and their representative; a company reads the plan."""
        if actor.is_system:
            return self
        if actor.has(*(SCHOOL_ROLES - {Role.STUDENT})):
            return self.filter(student__school=actor.organisation_id)
        if actor.representative_id:
            return self.filter(student__representatives=actor.representative_id)
        return self.filter(student=actor.student_id) if actor.student_id else self.none()

    def recognised(self) -> "PriorLearningQuerySet":
        """What the class council recognised."""
        return self.filter(status=PriorLearningStatus.RECOGNISED)


class PriorLearning(models.Model):
    """One competence that a student asks the class council to recognise; reopened at most once after a refusal."""

    student = models.ForeignKey(Student, on_delete=models.RESTRICT, related_name="+")
    competence = models.ForeignKey(Competence, on_delete=models.RESTRICT, related_name="+")
    status = models.CharField(max_length=12, choices=PriorLearningStatus, default=PriorLearningStatus.ASKED)
    asked_at = models.DateTimeField()
    asked_side = models.CharField(max_length=15, choices=Party)
    proposed_at = models.DateTimeField(null=True)
    proposed_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")
    advice = models.CharField(_("voorstel"), max_length=600, blank=True)
    council_on = models.DateField(_("dag van de klassenraad"), null=True)
    reason = models.CharField(_("motivering"), max_length=1000, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")
    is_reopened = models.BooleanField(default=False)

    objects = PriorLearningQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["student", "competence"],
                condition=~Q(status="withdrawn"),
                name="prior_learning_once_per_competence",
            ),
            models.CheckConstraint(
                condition=Q(status__in=PriorLearningStatus.values), name="prior_learning_status_known"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=DECIDED)
                | (Q(council_on__isnull=False) & Q(decided_at__isnull=False) & ~Q(reason="")),
                name="prior_learning_decided_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(proposed_by__isnull=True) | Q(decided_by__isnull=True) | ~Q(proposed_by=F("decided_by")),
                name="prior_learning_decided_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.competence_id} {self.status}"


class PriorLearningEvidence(models.Model):
    """What shows it: a kind, a short description and its day; papers are seen by the coach and not kept."""

    prior_learning = models.ForeignKey(PriorLearning, on_delete=models.CASCADE, related_name="evidence")
    kind = models.CharField(_("soort bewijs"), max_length=20, choices=EvidenceKind)
    text = models.CharField(_("wat het toont"), max_length=300)
    dated_on = models.DateField(_("van wanneer"))
    added_at = models.DateTimeField()
    seen_on = models.DateField(_("gezien op"), null=True)
    seen_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=EvidenceKind.values), name="prior_learning_evidence_kind_known"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="prior_learning_evidence_has_text"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.dated_on}"
