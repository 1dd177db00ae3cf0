"""Programmes with their validity and successor, and the competences they are made of."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from schools.enums import Finality, Grade, Place


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    def valid_on(self, on: date) -> "ProgrammeQuerySet":
        """Programmes that may be started or followed on a day."""
        return self.filter(Q(valid_until_on__isnull=True) | Q(valid_until_on__gte=on), valid_from_on__lte=on)


class Programme(models.Model):
    """A course; `work_hours_a_week` is the yearly average at the workplace that decides the form (R03)."""

    code = models.CharField(max_length=20)  # administrative group; two grades may share one
    name = models.CharField(_("opleiding"), max_length=150)
    grade = models.CharField(max_length=5, choices=Grade)
    finality = models.CharField(max_length=2, choices=Finality, blank=True)
    domain = models.CharField(max_length=60, blank=True)
    is_dual = models.BooleanField(default=False)
    valid_from_on = models.DateField()
    valid_until_on = models.DateField(null=True, blank=True)
    replaced_by = models.ForeignKey("self", on_delete=models.RESTRICT, null=True, blank=True, related_name="replaces")
    forms = models.JSONField(default=list)  # the codes of the forms that the programme allows
    work_hours_a_week = models.DecimalField(max_digits=4, decimal_places=2, null=True, blank=True)
    school_hours_a_week = models.DecimalField(max_digits=4, decimal_places=2, null=True, blank=True)
    weeks = models.PositiveSmallIntegerField(null=True, blank=True)
    general_hours = models.PositiveSmallIntegerField(null=True, blank=True)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "grade"], name="programme_code_once_per_grade"),
            models.CheckConstraint(condition=~Q(name=""), name="programme_has_name"),
            models.CheckConstraint(condition=Q(grade__in=Grade.values), name="programme_grade_known"),
            models.CheckConstraint(
                condition=Q(valid_until_on__isnull=True) | Q(valid_until_on__gte=F("valid_from_on")),
                name="programme_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def has_ended_on(self, on: date) -> bool:
        """Whether nobody can follow it any more on a day."""
        return self.valid_until_on is not None and self.valid_until_on < on


class Competence(models.Model):
    """One unit of a programme's competence list with its usual place and hours at workplace and school."""

    programme = models.ForeignKey(Programme, on_delete=models.RESTRICT, related_name="competences")
    code = models.CharField(max_length=20, unique=True)
    number = models.PositiveSmallIntegerField()
    text_nl = models.CharField(max_length=300)
    text_en = models.CharField(max_length=300, blank=True)
    usual_place = models.CharField(max_length=1, choices=Place)
    work_hours = models.PositiveSmallIntegerField()
    school_hours = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="competence_number_once"),
            models.CheckConstraint(condition=Q(usual_place__in=Place.values), name="competence_place_known"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.text}"

    @property
    def text(self) -> str:
        """The text in the language of the page."""
        return self.text_en if get_language() == "en" and self.text_en else self.text_nl
