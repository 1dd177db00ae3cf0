"""Timers that run, the reminders that went out, and what starts or stops one: a registration, a suspension."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from companies.models import Company
from marketplace.accounts.models import User
from marketplace.actor import CITY_ROLES, SCHOOL_STAFF, Actor, Role
from placements.enums import SuspensionCause, TimerKind
from placements.models.offer import Offer
from placements.models.placement import Placement
from schools.models import School, Student


class TimerQuerySet(models.QuerySet["Timer"]):
    def visible_to(self, actor: Actor) -> "TimerQuerySet":
        """HR reads those of the company, staff those of the school; the city counts all of them."""
        if actor.is_system or actor.has(*CITY_ROLES):
            return self
        sides = Q()
        if actor.has(Role.HR):
            sides |= Q(company=actor.organisation_id)
        if actor.has(*SCHOOL_STAFF):
            sides |= Q(school=actor.organisation_id)
        return self.filter(sides) if sides else self.none()

    def running(self) -> "TimerQuerySet":
        """Those whose thing is not done."""
        return self.filter(done_at=None)


class Timer(models.Model):
    """Something with a last day; `key` names kind, subject and first day, so that nothing is counted twice."""

    key = models.CharField(max_length=80)
    kind = models.CharField(max_length=20, choices=TimerKind)
    school = models.ForeignKey(School, on_delete=models.RESTRICT, related_name="+")
    company = models.ForeignKey(Company, on_delete=models.RESTRICT, null=True, related_name="+")
    student = models.ForeignKey(Student, on_delete=models.RESTRICT, related_name="+")
    placement = models.ForeignKey(Placement, on_delete=models.RESTRICT, null=True, related_name="+")
    offer = models.ForeignKey(Offer, on_delete=models.RESTRICT, null=True, related_name="+")
    starts_on = models.DateField()
    due_on = models.DateField()
    done_at = models.DateTimeField(null=True)

    objects = TimerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key"], name="timer_key_once"),
            models.CheckConstraint(condition=Q(kind__in=TimerKind.values), name="timer_kind_known"),
        ]
        indexes = [models.Index(fields=["done_at", "due_on"], name="timer_running")]

    def __str__(self) -> str:
        return self.key


class Reminder(models.Model):
    """A mark of a timer that somebody was told of."""

    timer = models.ForeignKey(Timer, on_delete=models.CASCADE, related_name="reminders")
    mark = models.PositiveSmallIntegerField()
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["timer", "mark"], name="reminder_once_per_mark")]

    def __str__(self) -> str:
        return f"{self.timer_id} {self.mark}"


class Registration(models.Model):
    """The reference that the official Flemish counter gave to a placement (R09)."""

    placement = models.OneToOneField(Placement, on_delete=models.RESTRICT, related_name="registration")
    reference = models.CharField(_("referentie van het loket"), max_length=60)
    registered_on = models.DateField(_("geregistreerd op"))
    stored_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reference=""), name="registration_has_reference")]

    def __str__(self) -> str:
        return self.reference


class SuspensionQuerySet(models.QuerySet["Suspension"]):
    def visible_to(self, actor: Actor) -> "SuspensionQuerySet":
        """Those of placements that the actor sees."""
        return self.filter(placement__in=Placement.objects.visible_to(actor))


class Suspension(models.Model):
    """A time in which the agreement rests without ending (R18); of a cause no more than one of three words is kept."""

    placement = models.ForeignKey(Placement, on_delete=models.RESTRICT, related_name="suspensions")
    cause = models.CharField(_("waarom"), max_length=10, choices=SuspensionCause)
    starts_on = models.DateField(_("eerste dag"))
    ends_on = models.DateField(_("laatste dag"), null=True)

    objects = SuspensionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(cause__in=SuspensionCause.values), name="suspension_cause_known"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="suspension_ends_after_start"
            ),
            models.UniqueConstraint(
                fields=["placement"], condition=Q(ends_on__isnull=True), name="suspension_one_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cause} {self.starts_on}"
