"""The API of a company's sites."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.urls import path
from rest_framework import serializers

from companies import actions
from companies.models import Company, Site
from marketplace.actor import CITY_ROLES, Role
from marketplace.api.endpoints import MakeView, OfActor, RowChange, Rows
from marketplace.api.fields import LARGEST_KEY, Identifier, Visible
from marketplace.api.serializers import Shown, StrictModel
from marketplace.identifiers import parse_establishment_number, parse_postcode, parse_telephone

HR = (Role.HR,)
READERS = (Role.HR, Role.MENTOR, *CITY_ROLES)


class SiteSerializer(Shown):
    class Meta:
        model = Site
        fields = (
            "id", "company", "name", "establishment_number", "street", "postcode", "municipality", "lat", "lon",
            "location", "contact_name", "contact_phone", "contact_email", "is_active",
        )  # fmt: skip


class SiteInput(StrictModel):
    postcode = Identifier(parse=parse_postcode)
    establishment_number = Identifier(parse=parse_establishment_number, required=False, allow_null=True)
    contact_phone = Identifier(parse=parse_telephone)

    class Meta:
        model = Site
        fields = (
            "name", "establishment_number", "street", "postcode", "municipality", "contact_name", "contact_phone",
            "contact_email",
        )  # fmt: skip

    def validate_establishment_number(self, number: str | None) -> str | None:
        """Of one site; nothing is no number."""
        others = Site.objects.filter(establishment_number=number).exclude(pk=self.instance.pk if self.instance else 0)
        if number and others.exists():
            message = Site._meta.get_field("establishment_number").error_messages["unique"]
            raise serializers.ValidationError(message)
        return number or None


class OfSite(OfActor):
    """A site in full: contact person and all."""

    rows = Site.objects.all()
    serializer_class = SiteSerializer
    input_class = SiteInput
    noun = "site"

    def visible(self) -> QuerySet[Site]:
        """Own sites, and all for the city."""
        return self.rows.in_full_for(self.request.actor)


class Sites(OfSite, MakeView, Rows):
    """The sites of the own company; for the city those of all."""

    roles, writers = READERS, HR

    @staticmethod
    def verb(*, by: Any, **facts: Any) -> Site:
        """Add an establishment; it is saved at once on its postcode's point, a job looks for the address."""
        company = Company.objects.visible_to(by).get(pk=by.organisation_id or 0)
        return actions.add_site(company=company, by=by, **facts)


class OneSite(OfSite, RowChange):
    """One site."""

    roles, writers = READERS, HR
    verb = staticmethod(actions.change_site)


class OwnSite(Visible):
    """A site of the actor's own company."""

    def get_queryset(self) -> QuerySet[Site]:
        """Own sites only."""
        return Site.objects.of(self.context["request"].actor)


class OfSiteFilter(django_filters.FilterSet):
    """By the key of the site."""

    site = django_filters.NumberFilter(field_name="site", max_value=LARGEST_KEY)


urlpatterns = [
    path("sites/", Sites.as_view()),
    path("sites/<int:pk>/", OneSite.as_view()),
]
