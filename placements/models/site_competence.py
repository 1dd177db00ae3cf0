"""What a site does for each competence of a programme: the activity list that HR keeps and every plan starts from."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from companies.models import Site
from marketplace.actor import COMPANY_ROLES, Actor
from schools.models import Competence


class SiteCompetenceQuerySet(models.QuerySet["SiteCompetence"]):
    def visible_to(self, actor: Actor) -> "SiteCompetenceQuerySet":
        """Staff of the company; a school reads them in the plans that start from them."""
        if actor.is_system:
            return self
        staff = actor.has(*COMPANY_ROLES)
        return self.filter(site__company=actor.organisation_id) if staff else self.none()


class SiteCompetence(models.Model):
    """One competence at one site: its activities and equipment, or that the site does not offer it."""

    site = models.ForeignKey(Site, on_delete=models.RESTRICT, related_name="+")
    competence = models.ForeignKey(Competence, on_delete=models.RESTRICT, related_name="+")
    is_offered = models.BooleanField(_("bieden we aan"), default=True)
    activities = models.CharField(_("wat de leerling doet"), max_length=600, blank=True)
    equipment = models.CharField(_("wat daarvoor nodig is"), max_length=300, blank=True)

    objects = SiteCompetenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "competence"], name="site_competence_once"),
            models.CheckConstraint(
                condition=Q(is_offered=True) & ~Q(activities="") | Q(is_offered=False, activities="", equipment=""),
                name="site_competence_offers_activities_or_nothing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.site_id} {self.competence_id}"
