"""What the platform knows about a holder, written down when it happens: nobody is asked for it again."""

from datetime import date

from django.db import models
from django.db.models import Q

from companies.models import Site
from labels.enums import FactKey
from marketplace.accounts.models import Organisation
from marketplace.actor import CITY_ROLES, Actor


class FactQuerySet(models.QuerySet["Fact"]):
    def visible_to(self, actor: Actor) -> "FactQuerySet":
        """City staff see all; anybody else those of their own organisation."""
        if actor.is_system or actor.has(*CITY_ROLES):
            return self
        return self.filter(organisation=actor.organisation_id)

    def known_on(self, organisation_id: int, on: date) -> "FactQuerySet":
        """What was known of an organisation on a day, oldest first: the last row of a key and site counts."""
        return self.filter(organisation=organisation_id, as_of_on__lte=on).order_by("as_of_on", "pk")


class Fact(models.Model):
    """One thing known on a day, for a site or for the whole organisation (`site` null).

    `value` holds plain numbers and days by name, never a person: {"share": 0.62, "plans": 4}.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.RESTRICT, related_name="+")
    site = models.ForeignKey(Site, on_delete=models.RESTRICT, null=True, related_name="+")
    key = models.CharField(max_length=20, choices=FactKey)
    value = models.JSONField(default=dict)
    as_of_on = models.DateField()

    objects = FactQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(key__in=FactKey.values), name="fact_key_known"),
            models.UniqueConstraint(
                fields=["organisation", "key", "as_of_on"],
                condition=Q(site__isnull=True),
                name="fact_once_a_day_for_an_organisation",
            ),
            models.UniqueConstraint(fields=["site", "key", "as_of_on"], name="fact_once_a_day_for_a_site"),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.as_of_on}"
