"""Sites: the establishments where students learn, and when they are closed."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from companies.enums import CompanyStatus, Location
from companies.models.company import Company
from marketplace.actor import CITY_ROLES, COMPANY_ROLES, Actor


class SiteQuerySet(models.QuerySet["Site"]):
    def visible_to(self, actor: Actor) -> "SiteQuerySet":
        """The system and city staff see all; own staff see theirs; everybody sees sites of confirmed companies."""
        if actor.is_system or actor.has(*CITY_ROLES):
            return self
        own = Q(company=actor.organisation_id) if actor.has(*COMPANY_ROLES) else Q(pk=None)
        return self.filter(own | Q(company__status=CompanyStatus.VERIFIED))

    def of(self, actor: Actor) -> "SiteQuerySet":
        """The sites of the actor's own company."""
        return self.filter(company=actor.organisation_id) if actor.has(*COMPANY_ROLES) else self.none()

    def in_full_for(self, actor: Actor) -> "SiteQuerySet":
        """The sites whose contact person and mentors the actor reads: their own, and all for the city."""
        return self if actor.is_system or actor.has(*CITY_ROLES) else self.of(actor)

    def to_locate(self, with_geocoder: bool) -> "SiteQuerySet":
        """Active sites whose point may become better: without any, or only a postcode's while a geocoder is there."""
        rough = [Location.UNKNOWN, Location.POSTCODE] if with_geocoder else [Location.UNKNOWN]
        return self.filter(is_active=True, location__in=rough)


class Site(models.Model):
    """One establishment; `lat`/`lon` are WGS84 degrees or null while it is not located."""

    company = models.ForeignKey(Company, on_delete=models.RESTRICT, related_name="sites")
    name = models.CharField(_("naam van de vestiging"), max_length=120)
    establishment_number = models.CharField(
        _("vestigingsnummer"),
        max_length=10,
        unique=True,
        null=True,
        blank=True,
        error_messages={"unique": _("Dit vestigingsnummer hoort al bij een andere vestiging.")},
    )
    street = models.CharField(_("straat en nummer"), max_length=200)
    postcode = models.CharField(_("postcode"), max_length=4)
    municipality = models.CharField(_("gemeente"), max_length=100)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    location = models.CharField(max_length=10, choices=Location, default=Location.UNKNOWN)
    contact_name = models.CharField(_("contactpersoon"), max_length=120)
    contact_phone = models.CharField(_("telefoon van de contactpersoon"), max_length=20)
    contact_email = models.EmailField(_("mailadres van de contactpersoon"), blank=True)
    is_active = models.BooleanField(default=True)

    objects = SiteQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(establishment_number__isnull=True) | Q(establishment_number__regex=r"^[2-8][0-9]{9}$"),
                name="site_establishment_number_shape",
            ),
            models.CheckConstraint(condition=Q(location__in=Location.values), name="site_location_known"),
            models.CheckConstraint(
                condition=Q(location="unknown", lat__isnull=True, lon__isnull=True)
                | (~Q(location="unknown") & Q(lat__isnull=False, lon__isnull=False)),
                name="site_point_fits_location",
            ),
        ]
        indexes = [models.Index(fields=["lat", "lon"], name="site_point")]

    def __str__(self) -> str:
        return f"{self.name}, {self.municipality}"


class ClosureQuerySet(models.QuerySet["Closure"]):
    def visible_to(self, actor: Actor) -> "ClosureQuerySet":
        """Those of sites that the actor sees."""
        return self.filter(site__in=Site.objects.visible_to(actor))


class Closure(models.Model):
    """Days on which a site is closed: they stop the clock of answers (R29)."""

    site = models.ForeignKey(Site, on_delete=models.RESTRICT, related_name="closures")
    starts_on = models.DateField(_("eerste dag"))
    ends_on = models.DateField(_("laatste dag"))

    objects = ClosureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="closure_ends_after_start",
                violation_error_message=_("De laatste dag ligt voor de eerste."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_on} - {self.ends_on}"
