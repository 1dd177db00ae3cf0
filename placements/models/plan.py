"""Training plans (SAO, OAO, DA) with their competence split, and activity lists (STAGE)."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.actor import Actor
from placements.enums import Party
from placements.models.agreement import Agreement
from placements.models.prior_learning import PriorLearning
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


class LineTerms(models.Model):
    """What is agreed for one competence; without days it is learnt in the whole period of the placement."""

    NAMES = (
        "place", "work_hours", "school_hours", "third_hours", "third_place", "starts_on", "ends_on", "activities",
        "equipment",
    )  # fmt: skip

    place = models.CharField(_("plaats"), max_length=1, choices=Place)
    work_hours = models.PositiveSmallIntegerField(_("uren op de werkplek"), default=0)
    school_hours = models.PositiveSmallIntegerField(_("uren op school"), default=0)
    third_hours = models.PositiveSmallIntegerField(_("uren op een derde plaats"), default=0)
    third_place = models.CharField(_("naam van de derde plaats"), max_length=120, blank=True)
    starts_on = models.DateField(_("vanaf"), null=True, blank=True)
    ends_on = models.DateField(_("tot en met"), null=True, blank=True)
    activities = models.CharField(_("wat de leerling doet op de werkplek"), max_length=600, blank=True)
    equipment = models.CharField(_("wat daarvoor nodig is"), max_length=300, blank=True)

    class Meta:
        abstract = True

    @property
    def terms(self) -> dict[str, Any]:
        """Every column that can be agreed on, by name."""
        return {name: getattr(self, name) for name in self.NAMES}


class PlanLineQuerySet(models.QuerySet["PlanLine"]):
    def visible_to(self, actor: Actor) -> "PlanLineQuerySet":
        """Those in plans of agreements that the actor sees."""
        return self.filter(plan__agreement__in=Agreement.objects.visible_to(actor))


class PlanLine(LineTerms):
    """One competence in a plan: where it is learnt, how long and with what, and which side said yes to that."""

    plan = models.ForeignKey(TrainingPlan, on_delete=models.CASCADE, related_name="lines")
    competence = models.ForeignKey(Competence, on_delete=models.RESTRICT, related_name="+")
    company_accepted_at = models.DateTimeField(null=True)
    company_accepted_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")
    school_accepted_at = models.DateTimeField(null=True)
    school_accepted_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")
    prior_learning = models.ForeignKey(PriorLearning, on_delete=models.RESTRICT, null=True, related_name="+")

    objects = PlanLineQuerySet.as_manager()

    ANSWERS = ("company_accepted_at", "company_accepted_by", "school_accepted_at", "school_accepted_by")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "competence"], name="plan_line_competence_once"),
            models.CheckConstraint(condition=Q(place__in=Place.values), name="plan_line_place_known"),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="plan_line_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(prior_learning__isnull=True) | Q(work_hours=0, school_hours=0, third_hours=0),
                name="plan_line_prior_learning_takes_no_hours",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.competence_id} {self.place}"

    def unanswer(self) -> None:
        """Forget both yeses; not saved."""
        for name in self.ANSWERS:
            setattr(self, name, None)

    def answer(self, side: str, user_id: int | None, at: Any) -> None:
        """One side says yes at a moment; not saved."""
        setattr(self, f"{Party(side)}_accepted_at", at)
        setattr(self, f"{Party(side)}_accepted_by_id", user_id)


class Activity(models.Model):
    """One activity of a STAGE."""

    plan = models.ForeignKey(TrainingPlan, on_delete=models.CASCADE, related_name="activities")
    text = models.CharField(_("activiteit"), max_length=200)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="activity_has_text")]

    def __str__(self) -> str:
        return self.text
