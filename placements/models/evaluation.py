"""Evaluations: the moments at which mentor, coach and student score competences, and what a student has reached."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.actor import COMPANY_ROLES, SCHOOL_ROLES, Actor, Role
from placements.enums import Moment, Party, ReachedWay
from placements.models.placement import Placement
from schools.models import Competence, Student

SCORERS = [Party.COMPANY.value, Party.SCHOOL.value, Party.STUDENT.value]


class EvaluationQuerySet(models.QuerySet["Evaluation"]):
    def visible_to(self, actor: Actor) -> "EvaluationQuerySet":
        """Those of placements that the actor sees."""
        return self.filter(placement__in=Placement.objects.visible_to(actor))


class Evaluation(models.Model):
    """One planned moment of a running placement; held once the three have talked."""

    placement = models.ForeignKey(Placement, on_delete=models.RESTRICT, related_name="evaluations")
    moment = models.CharField(max_length=10, choices=Moment)
    planned_on = models.DateField(_("gepland op"))
    held_on = models.DateField(_("gehouden op"), null=True)
    held_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")

    objects = EvaluationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["placement", "moment"], name="evaluation_moment_once"),
            models.CheckConstraint(condition=Q(moment__in=Moment.values), name="evaluation_moment_known"),
        ]

    def __str__(self) -> str:
        return f"{self.placement_id} {self.moment}"


class EvaluationScore(models.Model):
    """What one party saw of one competence: 0 not seen, 1 with help, 2 mostly alone, 3 alone and safe."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.RESTRICT, related_name="scores")
    competence = models.ForeignKey(Competence, on_delete=models.RESTRICT, related_name="+")
    party = models.CharField(max_length=15, choices=Party)
    score = models.PositiveSmallIntegerField()
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "competence", "party"], name="evaluation_score_once"),
            models.CheckConstraint(condition=Q(score__lte=3), name="evaluation_score_0_to_3"),
            models.CheckConstraint(condition=Q(party__in=SCORERS), name="evaluation_score_party_known"),
        ]

    def __str__(self) -> str:
        return f"{self.competence_id} {self.party} {self.score}"


class ReachedCompetenceQuerySet(models.QuerySet["ReachedCompetence"]):
    def visible_to(self, actor: Actor) -> "ReachedCompetenceQuerySet":
        """The student and the staff of their school; a company reads those of its own placements."""
        if actor.is_system:
            return self
        if actor.has(*(SCHOOL_ROLES - {Role.STUDENT})):
            return self.filter(student__school=actor.organisation_id)
        own = Q(student=actor.student_id) if actor.student_id else Q()
        if own and not actor.has(*COMPANY_ROLES):
            return self.filter(own)
        return self.filter(own | Q(placement__in=Placement.objects.visible_to(actor)))


class ReachedCompetence(models.Model):
    """A line of a student's competence certificate; it stays whatever becomes of the placement."""

    student = models.ForeignKey(Student, on_delete=models.RESTRICT, related_name="+")
    competence = models.ForeignKey(Competence, on_delete=models.RESTRICT, related_name="+")
    placement = models.ForeignKey(Placement, on_delete=models.RESTRICT, related_name="+")
    reached_on = models.DateField()
    way = models.CharField(max_length=10, choices=ReachedWay)
    reason = models.CharField(_("motivering"), max_length=600, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")

    objects = ReachedCompetenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["student", "competence"], name="reached_competence_once"),
            models.CheckConstraint(condition=Q(way__in=ReachedWay.values), name="reached_competence_way_known"),
            models.CheckConstraint(
                condition=Q(way="scores") | ~Q(reason="") & Q(decided_by__isnull=False),
                name="reached_competence_by_council_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.competence_id} {self.reached_on}"
