"""Capacity: what a site offers for programmes in a period, and the seats that are reserved for a school."""

from collections.abc import Iterable
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from companies.enums import CompanyStatus
from companies.models import Company, Site
from labels.models import Label
from marketplace.actor import CITY_ROLES, COMPANY_ROLES, Actor
from marketplace.commitments.models import Commitment, TextKind
from marketplace.period import Period
from placements.enums import WORK_FORMS, CapacityStatus
from schools.models import Competence, Programme, School


def _any_of(text: str, codes: Iterable[str]) -> Q:
    """Whether a JSON list, read as text, holds one of these codes; text is searched alike on both databases."""
    found = Q(pk=None)
    for code in codes:
        found |= Q(**{f"{text}__contains": f'"{code}"'})
    return found


class CapacityQuerySet(models.QuerySet["Capacity"]):
    def visible_to(self, actor: Actor) -> "CapacityQuerySet":
        """The system and city staff see all; own staff see theirs; everybody sees what is published."""
        if actor.is_system or actor.has(*CITY_ROLES):
            return self
        own = Q(company=actor.organisation_id) if actor.has(*COMPANY_ROLES) else Q(pk=None)
        return self.filter(own | Q(status=CapacityStatus.PUBLISHED))

    def of(self, actor: Actor) -> "CapacityQuerySet":
        """What the actor's own company offers, drafts too."""
        return self.filter(company=actor.organisation_id) if actor.has(*COMPANY_ROLES) else self.none()

    def open_on(self, on: date) -> "CapacityQuerySet":
        """Published, not over, and with a seat left (reserved seats not counted off)."""
        return self.filter(status=CapacityStatus.PUBLISHED, ends_on__gte=on, taken__lt=F("places"))

    def offered_on(self, on: date) -> "CapacityQuerySet":
        """What search may show on a day: open, at an active site of a confirmed company with the code signed.

        Real work needs a valid label of the site too. Without them nothing changes status: the day is asked.
        """
        signed = Commitment.objects.in_force(TextKind.ETHICS_CODE, on).values("organisation")
        labelled = Label.objects.valid_on(on).filter(site__isnull=False).values("site")
        open_rows = self.open_on(on).filter(
            site__is_active=True, company__status=CompanyStatus.VERIFIED, company__in=signed
        )
        rows = open_rows.alias(forms_text=Cast("forms", models.TextField()))
        return rows.filter(Q(site__in=labelled) | ~_any_of("forms_text", WORK_FORMS))

    def with_forms(self, forms: Iterable[str]) -> "CapacityQuerySet":
        """Places that accept at least one of these forms."""
        return self.alias(forms_text=Cast("forms", models.TextField())).filter(_any_of("forms_text", forms))

    def reached_by(self, ways: Iterable[str]) -> "CapacityQuerySet":
        """Places that one can reach in at least one of these ways (`Transport`)."""
        return self.alias(ways_text=Cast("transport", models.TextField())).filter(_any_of("ways_text", ways))


class Capacity(models.Model):
    """Places of one site; `week` maps ISO weekdays ("1" = Monday) to [start, end] as "HH:MM"."""

    site = models.ForeignKey(Site, on_delete=models.RESTRICT, related_name="+")
    company = models.ForeignKey(Company, on_delete=models.RESTRICT, related_name="+")
    programmes = models.ManyToManyField(Programme, related_name="+", verbose_name=_("opleidingen"))
    not_offered = models.ManyToManyField(Competence, related_name="+", blank=True)
    school_year = models.PositiveSmallIntegerField(_("schooljaar"))  # the year in which it starts
    starts_on = models.DateField(_("eerste dag"))
    ends_on = models.DateField(_("laatste dag"))
    week = models.JSONField(_("dagen en uren"), default=dict)
    forms = models.JSONField(_("mogelijke vormen"), default=list)
    places = models.PositiveSmallIntegerField(_("aantal plaatsen"))
    taken = models.PositiveSmallIntegerField(default=0)
    mentors_later = models.PositiveSmallIntegerField(_("mentoren die later een naam krijgen"), default=0)
    languages = models.JSONField(_("gevraagde talen"), default=list, blank=True)
    minimum_age = models.PositiveSmallIntegerField(_("minimumleeftijd"), null=True, blank=True)
    minimum_study_year = models.PositiveSmallIntegerField(_("minimumleerjaar"), null=True, blank=True)
    attests = models.JSONField(_("gevraagde attesten"), default=list, blank=True)
    supports = models.JSONField(_("praktische noden die we kunnen invullen"), default=list, blank=True)
    transport = models.JSONField(_("hoe je er geraakt"), default=list, blank=True)
    not_before = models.TimeField(_("niet bereikbaar vóór"), null=True, blank=True)
    tasks = models.TextField(_("wat de leerling zal doen"), blank=True, max_length=1000)
    status = models.CharField(max_length=10, choices=CapacityStatus, default=CapacityStatus.DRAFT)
    published_at = models.DateTimeField(null=True)

    objects = CapacityQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(places__gte=1), name="capacity_has_places"),
            models.CheckConstraint(condition=Q(taken__lte=F("places")), name="capacity_never_overbooked"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="capacity_ends_after_start"),
            models.CheckConstraint(condition=Q(status__in=CapacityStatus.values), name="capacity_status_known"),
            models.CheckConstraint(
                condition=Q(status="draft") | Q(published_at__isnull=False), name="capacity_published_at_a_moment"
            ),
        ]
        indexes = [models.Index(fields=["status", "school_year"], name="capacity_status_year")]

    def __str__(self) -> str:
        return f"{self.site} ({self.school_year})"

    @property
    def period(self) -> Period:
        """From its first to its last day."""
        return Period(self.starts_on, self.ends_on)

    @property
    def left(self) -> int:
        """Seats that nobody has taken."""
        return self.places - self.taken


class Reservation(models.Model):
    """Seats of a capacity that only one school may take until a day."""

    capacity = models.ForeignKey(Capacity, on_delete=models.RESTRICT, related_name="reservations")
    school = models.ForeignKey(School, on_delete=models.RESTRICT, related_name="+")
    places = models.PositiveSmallIntegerField(_("voorbehouden plaatsen"))
    until_on = models.DateField(_("tot en met"))

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(places__gte=1), name="reservation_has_places"),
            models.UniqueConstraint(fields=["capacity", "school"], name="reservation_once_per_school"),
        ]

    def __str__(self) -> str:
        return f"{self.places} {self.school_id}"
