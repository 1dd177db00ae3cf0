"""How much a coach can do in a school year, and who stands in when the coach is away."""

from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from marketplace.actor import SCHOOL_STAFF, Actor
from marketplace.period import Period
from schools.models.school import Coach


class OfCoachQuerySet(models.QuerySet[Any]):
    def visible_to(self, actor: Actor) -> Self:
        """The rows of coaches of the actor's own school."""
        if actor.is_system:
            return self
        return self.filter(coach__school=actor.organisation_id) if actor.has(*SCHOOL_STAFF) else self.none()


class CoachHours(models.Model):
    """What a school gives a coach in one school year: hours of its own package a week, and students at the most."""

    coach = models.ForeignKey(Coach, on_delete=models.RESTRICT, related_name="hours")
    school_year = models.PositiveSmallIntegerField(_("schooljaar"))  # the year in which it starts
    week_hours = models.DecimalField(_("uren per week"), max_digits=4, decimal_places=1)
    most_students = models.PositiveSmallIntegerField(_("leerlingen, hoogstens"))

    objects = OfCoachQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["coach", "school_year"], name="coach_hours_once_a_year"),
            models.CheckConstraint(condition=Q(week_hours__gt=0, week_hours__lte=40), name="coach_hours_of_a_week"),
            models.CheckConstraint(condition=Q(most_students__gte=1), name="coach_hours_some_students"),
        ]

    def __str__(self) -> str:
        return f"{self.coach_id} {self.school_year}"


class CoachStandIn(models.Model):
    """The days on which another coach of the school follows a coach's students."""

    coach = models.ForeignKey(Coach, on_delete=models.RESTRICT, related_name="stand_ins")
    stand_in = models.ForeignKey(Coach, on_delete=models.RESTRICT, related_name="stands_in")
    starts_on = models.DateField(_("eerste dag"))
    ends_on = models.DateField(_("laatste dag"))

    objects = OfCoachQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(stand_in=F("coach")), name="coach_stand_in_is_another"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="coach_stand_in_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.coach_id} {self.starts_on}"

    @property
    def period(self) -> Period:
        """From its first to its last day."""
        return Period(self.starts_on, self.ends_on)
