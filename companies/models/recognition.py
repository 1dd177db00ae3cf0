"""Official recognitions (erkenning) as training company, per programme and site."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from companies.models.site import Site
from marketplace.actor import CITY_ROLES, COMPANY_ROLES, Actor


class RecognitionQuerySet(models.QuerySet["Recognition"]):
    def visible_to(self, actor: Actor) -> "RecognitionQuerySet":
        """Those of one's own company; city staff and the system see all."""
        if actor.is_system or actor.has(*CITY_ROLES):
            return self
        return self.filter(site__company=actor.organisation_id) if actor.has(*COMPANY_ROLES) else self.none()

    def in_force(self, starts_on: date, ends_on: date) -> "RecognitionQuerySet":
        """Recognitions that hold on every day from `starts_on` to `ends_on` (R05)."""
        return self.filter(starts_on__lte=starts_on, ends_on__gte=ends_on)


class Recognition(models.Model):
    """A recognition with reference and dates, or one that was requested; the programme is named by its code."""

    site = models.ForeignKey(Site, on_delete=models.RESTRICT, related_name="recognitions")
    programme_code = models.CharField(_("opleiding"), max_length=20)
    requested_on = models.DateField(_("aangevraagd op"), null=True, blank=True)
    reference = models.CharField(_("referentie van de erkenning"), max_length=60, blank=True)
    starts_on = models.DateField(_("geldig vanaf"), null=True, blank=True)
    ends_on = models.DateField(_("geldig tot en met"), null=True, blank=True)

    objects = RecognitionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "programme_code"], name="recognition_once_per_programme_site"),
            models.CheckConstraint(
                condition=Q(requested_on__isnull=False, starts_on__isnull=True, ends_on__isnull=True)
                | (Q(starts_on__isnull=False, ends_on__isnull=False, ends_on__gte=F("starts_on")) & ~Q(reference="")),
                name="recognition_requested_or_dated",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme_code} {self.site_id}"
