"""Follow-up: the student's line of each week, absences, and the coach's contacts and visits."""

from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.actor import Actor, Role
from marketplace.period import Period
from placements.enums import AbsenceCause, ContactKind, Party
from placements.models.placement import Placement
from schools.models import Competence


class OfPlacementQuerySet(models.QuerySet[Any]):
    def visible_to(self, actor: Actor) -> Self:
        """Those of placements that the actor sees."""
        return self.filter(placement__in=Placement.objects.visible_to(actor))


class WeekNote(models.Model):
    """What a student learnt in one week, with the competences tapped; the mentor confirms it."""

    placement = models.ForeignKey(Placement, on_delete=models.RESTRICT, related_name="week_notes")
    monday_on = models.DateField(_("week van"))
    text = models.CharField(_("wat ik leerde"), max_length=300)
    competences = models.ManyToManyField(Competence, related_name="+", blank=True)
    written_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")

    objects = OfPlacementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["placement", "monday_on"], name="week_note_once_a_week"),
            models.CheckConstraint(condition=~Q(text=""), name="week_note_has_text"),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(confirmed_by__isnull=False),
                name="week_note_confirmed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.placement_id} {self.monday_on}"


class Absence(models.Model):
    """Days on which a student was not there, with a cause from a closed list and no health details."""

    placement = models.ForeignKey(Placement, on_delete=models.RESTRICT, related_name="absences")
    starts_on = models.DateField(_("eerste dag"))
    ends_on = models.DateField(_("laatste dag"))
    cause = models.CharField(_("oorzaak"), max_length=15, choices=AbsenceCause)
    told_by = models.CharField(_("gemeld door"), max_length=15, choices=Party)
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")

    objects = OfPlacementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="absence_ends_after_start"),
            models.CheckConstraint(condition=Q(cause__in=AbsenceCause.values), name="absence_cause_known"),
            models.CheckConstraint(condition=Q(told_by__in=Party.values), name="absence_party_known"),
        ]

    def __str__(self) -> str:
        return f"{self.placement_id} {self.starts_on}"


class ContactQuerySet(models.QuerySet["Contact"]):
    def visible_to(self, actor: Actor) -> "ContactQuerySet":
        """Staff of the school: the coach's own notes."""
        if actor.is_system:
            return self
        staff = actor.has(Role.COACH, Role.COORDINATOR, Role.DIRECTOR)
        return self.filter(placement__school=actor.organisation_id) if staff else self.none()

    def visits(self, days: Period) -> Self:
        """Visits that were held on these days, or stand planned on them."""
        day = Coalesce("held_on", "planned_on")
        return self.filter(kind=ContactKind.VISIT).annotate(day=day).filter(day__range=(days.starts_on, days.ends_on))


class Contact(models.Model):
    """A visit or a talk of the coach with the floor or the student: planned, then held with a short note."""

    placement = models.ForeignKey(Placement, on_delete=models.RESTRICT, related_name="contacts")
    kind = models.CharField(_("wat"), max_length=10, choices=ContactKind)
    planned_on = models.DateField(_("gepland op"))
    held_on = models.DateField(_("gehouden op"), null=True)
    note = models.CharField(_("wat we afspraken"), max_length=600, blank=True)
    made_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")

    objects = ContactQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(kind__in=ContactKind.values), name="contact_kind_known")]

    def __str__(self) -> str:
        return f"{self.kind} {self.planned_on}"
