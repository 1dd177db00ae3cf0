"""What helps who guides young people: short tips and training offers of the city, and certificates of trainings."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from companies.models import Mentor
from marketplace.accounts.models import User
from marketplace.actor import SCHOOL_STAFF, Actor, Role
from placements.enums import Audience, TipMoment
from schools.models import Coach

IN_ORDER = _("De laatste dag valt voor de eerste.")
ENDS_AFTER_START = Q(until_on__isnull=True) | Q(until_on__gte=F("from_on"))


class ShownQuerySet(models.QuerySet[Any]):
    def visible_to(self, actor: Actor) -> Self:
        """Everybody with an account reads what the city lists."""
        return self

    def shown_on(self, on: date) -> Self:
        """Those that the city shows on a day."""
        return self.filter(Q(until_on__isnull=True) | Q(until_on__gte=on), from_on__lte=on)


class Tip(models.Model):
    """A tip in few and plain words, shown from a day on; `code` names one that came with the product."""

    code = models.CharField(max_length=40, unique=True, null=True)
    audience = models.CharField(_("voor wie"), max_length=10, choices=Audience)
    moment = models.CharField(_("wanneer"), max_length=10, choices=TipMoment)
    title = models.CharField(_("in één zin"), max_length=60)
    text = models.CharField(_("wat doe je"), max_length=240)
    from_on = models.DateField(_("tonen vanaf"))
    until_on = models.DateField(_("tonen tot en met"), null=True, blank=True)

    objects = ShownQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(audience__in=Audience.values), name="tip_audience_known"),
            models.CheckConstraint(condition=Q(moment__in=TipMoment.values), name="tip_moment_known"),
            models.CheckConstraint(condition=~Q(title="") & ~Q(text=""), name="tip_has_words"),
            models.CheckConstraint(
                condition=ENDS_AFTER_START, name="tip_ends_after_start", violation_error_message=IN_ORDER
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Training(models.Model):
    """A training that the city lists: who gives it, where, when it begins or that one can always begin, the price."""

    audience = models.CharField(_("voor wie"), max_length=10, choices=Audience)
    title = models.CharField(_("naam van de opleiding"), max_length=120)
    provider = models.CharField(_("wie geeft ze"), max_length=120)
    where = models.CharField(_("waar"), max_length=120, blank=True)
    url = models.URLField(_("webadres"), blank=True)
    begins_on = models.DateField(_("eerste dag"), null=True, blank=True)
    price_cents = models.PositiveIntegerField(_("prijs"), default=0)
    from_on = models.DateField(_("tonen vanaf"))
    until_on = models.DateField(_("tonen tot en met"), null=True, blank=True)

    objects = ShownQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(audience__in=Audience.values), name="training_audience_known"),
            models.CheckConstraint(condition=~Q(title="") & ~Q(provider=""), name="training_has_names"),
            models.CheckConstraint(
                condition=ENDS_AFTER_START, name="training_ends_after_start", violation_error_message=IN_ORDER
            ),
        ]

    def __str__(self) -> str:
        return self.title


class TrainingCertificateQuerySet(models.QuerySet["TrainingCertificate"]):
    def visible_to(self, actor: Actor) -> "TrainingCertificateQuerySet":
        """HR those of the own mentors, school staff those of the own coaches."""
        if actor.is_system:
            return self
        sides = Q(pk__in=[])
        if actor.has(Role.HR):
            sides |= Q(mentor__site__company=actor.organisation_id)
        if actor.has(*SCHOOL_STAFF):
            sides |= Q(coach__school=actor.organisation_id)
        return self.filter(sides)


class TrainingCertificate(models.Model):
    """That somebody saw the certificate of a training of a mentor or a coach; the paper itself is not kept."""

    mentor = models.ForeignKey(Mentor, on_delete=models.RESTRICT, null=True, related_name="+")
    coach = models.ForeignKey(Coach, on_delete=models.RESTRICT, null=True, related_name="+")
    title = models.CharField(_("naam van de opleiding"), max_length=120)
    provider = models.CharField(_("wie gaf ze"), max_length=120)
    dated_on = models.DateField(_("datum op het getuigschrift"))
    seen_on = models.DateField(_("gezien op"))
    seen_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")

    objects = TrainingCertificateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(mentor__isnull=True, coach__isnull=False) | Q(mentor__isnull=False, coach__isnull=True),
                name="training_certificate_of_one_person",
            ),
            models.CheckConstraint(
                condition=Q(seen_on__gte=F("dated_on")), name="training_certificate_seen_after_its_date"
            ),
            models.UniqueConstraint(
                fields=["mentor", "title", "provider", "dated_on"], name="training_certificate_once_for_mentor"
            ),
            models.UniqueConstraint(
                fields=["coach", "title", "provider", "dated_on"], name="training_certificate_once_for_coach"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.dated_on}"
