"""An organisation: being a company or a school is having that row, city and partner are flags."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from marketplace.actor import Actor, Role


class Source(models.TextChoices):
    """Where an organisation's row comes from; demo rows are shown as such."""

    REGISTRATION = "registration", _("zelf geregistreerd")
    REFERENCE = "reference", _("openbaar register")
    INVITATION = "invitation", _("uitgenodigd door de stad")
    DEMO = "demo", _("demo")


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def visible_to(self, actor: Actor) -> "OrganisationQuerySet":
        """City staff see all; anybody else their own organisation."""
        if actor.is_system or actor.has(Role.LABEL_OFFICER, Role.ADMINISTRATOR, Role.AUDITOR):
            return self
        return self.filter(pk=actor.organisation_id)

    def without_members(self) -> "OrganisationQuerySet":
        """Organisations that nobody has ever acted for: free to be claimed."""
        return self.filter(membership__isnull=True)


class Organisation(models.Model):
    """A legal entity; `enterprise_number` holds ten digits or is null when unknown."""

    name = models.CharField(_("naam"), max_length=200)
    enterprise_number = models.CharField(_("ondernemingsnummer"), max_length=10, unique=True, null=True, blank=True)
    trade_name = models.CharField(_("handelsnaam"), max_length=200, blank=True)  # a sole trader's name is personal
    is_city = models.BooleanField(default=False)
    is_partner = models.BooleanField(default=False)
    source = models.CharField(max_length=20, choices=Source, default=Source.REGISTRATION)
    street = models.CharField(_("straat en nummer"), max_length=200, blank=True)
    postcode = models.CharField(_("postcode"), max_length=4, blank=True)
    municipality = models.CharField(_("gemeente"), max_length=100, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(enterprise_number__isnull=True) | Q(enterprise_number__regex=r"^[01][0-9]{9}$"),
                name="organisation_enterprise_number_shape",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="organisation_has_name"),
            models.CheckConstraint(condition=Q(source__in=Source.values), name="organisation_source_known"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_sole_trader(self) -> bool:
        """Whether name and number are those of a person: only the trade name is public."""
        return self.trade_name != ""

    @property
    def public_name(self) -> str:
        """The name that everybody may read."""
        return self.trade_name or self.name
