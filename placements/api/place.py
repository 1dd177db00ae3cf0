"""The public search for a place: no contact person and no mentor is shown."""

from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import path
from django_filters.utils import translate_validation
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from labels.enums import Level
from labels.models import Label
from marketplace.api.endpoints import OPEN, OfActor, Row, Rows, today
from marketplace.api.fields import Week, several
from marketplace.api.serializers import Shown
from placements.enums import Form, Transport
from placements.filters.place import PlaceFilter, near
from placements.models import Capacity


class PlaceSiteSerializer(serializers.Serializer):
    """Where it is."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    postcode = serializers.CharField()
    municipality = serializers.CharField()
    lat = serializers.FloatField(allow_null=True)
    lon = serializers.FloatField(allow_null=True)


class PlaceSerializer(Shown):
    """`km`: from the postcode that was asked, when one was; `level`: of the site's label, when it has one."""

    company_name = serializers.CharField(source="company.organisation.name", read_only=True)
    site = PlaceSiteSerializer(read_only=True)
    week = Week(read_only=True)
    forms = several(Form, read_only=True)
    transport = several(Transport, read_only=True)
    left = serializers.IntegerField(read_only=True)
    level = serializers.ChoiceField(choices=Level.choices, read_only=True, allow_null=True)
    km = serializers.SerializerMethodField()

    class Meta:
        model = Capacity
        fields = (
            "id", "company", "company_name", "site", "programmes", "school_year", "starts_on", "ends_on", "week",
            "forms", "left", "transport", "not_before", "tasks", "level", "km",
        )  # fmt: skip

    def get_km(self, row: Capacity) -> float | None:
        """Rounded to hundred metres."""
        km = self.context.get("km", {}).get(row.pk)
        return None if km is None else round(km, 1)


def with_level(on: date) -> Subquery:
    """The level of the label of the site that is valid on a day."""
    return Subquery(Label.objects.valid_on(on).filter(site=OuterRef("site")).values("level")[:1])


class OfPlace(OfActor):
    """A place with seats left, from a company with the code signed and, for real work, a valid label."""

    permission_classes = OPEN
    rows = Capacity.objects.select_related("site", "company__organisation").prefetch_related("programmes")
    serializer_class = PlaceSerializer

    def visible(self) -> QuerySet[Capacity]:
        """What search may show today."""
        return self.rows.offered_on(today()).annotate(level=with_level(today()))


class Places(OfPlace, Rows):
    """Search for a place; with a postcode the nearest first, otherwise by municipality and site."""

    filterset_class = PlaceFilter

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """The filters of the page, and its order."""
        search = PlaceFilter(request.query_params, Capacity.objects.offered_on(today()), on=today())
        if not search.form.is_valid():
            raise translate_validation(search.form.errors)
        found = near(search.qs, search.form.point, search.radius_km)
        ids = self.paginate_queryset(found.ids) or []
        by_id = {row.pk: row for row in self.get_queryset().filter(pk__in=ids)}
        context = {**self.get_serializer_context(), "km": found.km}
        shown = PlaceSerializer([by_id[pk] for pk in ids if pk in by_id], many=True, context=context)
        return self.get_paginated_response(shown.data)


class OnePlace(OfPlace, Row):
    """One place; a place that is not offered today is not found."""


urlpatterns = [
    path("places/", Places.as_view()),
    path("places/<int:pk>/", OnePlace.as_view()),
]
