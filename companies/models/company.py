"""The company capacity of an organisation."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from companies.enums import CompanyStatus, SizeClass
from companies.sectors import Sector
from marketplace.accounts.models import Organisation, User
from marketplace.actor import CITY_ROLES, COMPANY_ROLES, Actor


class JointCommittee(models.Model):
    """A joint committee (paritair comité); in what it differs by law are dated figures (`companies.sector_figures`)."""

    code = models.CharField(max_length=6, primary_key=True)
    name = models.CharField(max_length=120)

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class CompanyQuerySet(models.QuerySet["Company"]):
    def visible_to(self, actor: Actor) -> "CompanyQuerySet":
        """The system and city staff see all; own staff see theirs; everybody sees confirmed companies."""
        if actor.is_system or actor.has(*CITY_ROLES):
            return self
        own = Q(organisation=actor.organisation_id) if actor.has(*COMPANY_ROLES) else Q(pk=None)
        return self.filter(own | Q(status=CompanyStatus.VERIFIED))

    def unconfirmed(self) -> "CompanyQuerySet":
        """Those that wait for a label officer, the longest waiting first."""
        waiting = self.filter(status=CompanyStatus.UNVERIFIED).select_related("organisation", "claimed_by")
        return waiting.order_by("claimed_at", "pk")


class Company(models.Model):
    """An organisation that hosts students; it publishes nothing before a label officer has confirmed it."""

    organisation = models.OneToOneField(Organisation, on_delete=models.RESTRICT, primary_key=True, related_name="+")
    status = models.CharField(max_length=12, choices=CompanyStatus, default=CompanyStatus.UNVERIFIED)
    claimed_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")
    claimed_at = models.DateTimeField(null=True)
    sector = models.CharField(_("sector"), max_length=1, choices=Sector, blank=True)
    joint_committee = models.ForeignKey(
        JointCommittee, on_delete=models.RESTRICT, null=True, blank=True, verbose_name=_("paritair comité")
    )
    size_class = models.CharField(_("grootte"), max_length=10, choices=SizeClass, blank=True)
    verified_at = models.DateTimeField(null=True)
    refusal_reason = models.CharField(max_length=300, blank=True)

    objects = CompanyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(status__in=CompanyStatus.values), name="company_status_known"),
            models.CheckConstraint(
                condition=~Q(status="verified") | Q(verified_at__isnull=False), name="company_verified_at_a_moment"
            ),
            models.CheckConstraint(
                condition=~Q(status="refused") | ~Q(refusal_reason=""), name="company_refused_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.organisation.name

    @property
    def is_verified(self) -> bool:
        """Whether a label officer has confirmed company and person."""
        return self.status == CompanyStatus.VERIFIED
