"""Training plans (SAO, OAO, DA) with their competence split, and activity lists (STAGE)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from placements.models.agreement import Agreement
from schools.enums import Place
from schools.models import Competence


class TrainingPlan(models.Model):
    """The plan of one agreement version: general education, weeks, and the explanation outside the 60/40 band."""

    agreement = models.OneToOneField(Agreement, on_delete=models.RESTRICT, related_name="plan")
    general_hours = models.PositiveSmallIntegerField(_("uren algemene vorming"), default=0)
    weeks = models.PositiveSmallIntegerField(_("weken"), default=34)
    half_days = models.PositiveSmallIntegerField(_("halve dagen"), null=True, blank=True)  # STAGE only
    explanation = models.TextField(_("uitleg bij de verdeling"), blank=True, max_length=1000)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(weeks__gte=1), name="training_plan_has_weeks")]

    def __str__(self) -> str:
        return f"plan of {self.agreement_id}"


class PlanLine(models.Model):
    """One competence in a plan: where it is learnt, with its hours at workplace, school and third place."""

    plan = models.ForeignKey(TrainingPlan, on_delete=models.CASCADE, related_name="lines")
    competence = models.ForeignKey(Competence, on_delete=models.RESTRICT, related_name="+")
    place = models.CharField(_("plaats"), max_length=1, choices=Place)
    work_hours = models.PositiveSmallIntegerField(_("uren op de werkplek"), default=0)
    school_hours = models.PositiveSmallIntegerField(_("uren op school"), default=0)
    third_hours = models.PositiveSmallIntegerField(_("uren op een derde plaats"), default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "competence"], name="plan_line_competence_once"),
            models.CheckConstraint(condition=Q(place__in=Place.values), name="plan_line_place_known"),
        ]

    def __str__(self) -> str:
        return f"{self.competence_id} {self.place}"


class Activity(models.Model):
    """One activity of a STAGE."""

    plan = models.ForeignKey(TrainingPlan, on_delete=models.CASCADE, related_name="activities")
    text = models.CharField(_("activiteit"), max_length=200)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="activity_has_text")]

    def __str__(self) -> str:
        return self.text
