"""The API of programmes and their competences: public lists."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.urls import path
from rest_framework import serializers

from marketplace.api.endpoints import OPEN, OfActor, Row, Rows, today
from marketplace.api.fields import LARGEST_KEY
from marketplace.api.serializers import Shown
from schools.models import Competence, Programme


class CompetenceSerializer(Shown):
    text = serializers.CharField(read_only=True)

    class Meta:
        model = Competence
        fields = ("id", "programme", "code", "number", "text", "usual_place", "work_hours", "school_hours")


class ProgrammeSerializer(Shown):
    forms = serializers.ListField(child=serializers.CharField(), read_only=True)

    class Meta:
        model = Programme
        fields = (
            "id", "code", "name", "grade", "finality", "domain", "is_dual", "valid_from_on", "valid_until_on",
            "replaced_by", "forms", "work_hours_a_week", "school_hours_a_week", "weeks", "general_hours",
        )  # fmt: skip


class ProgrammeFilter(django_filters.FilterSet):
    """By part of the name, code, dual or not, and still valid today."""

    name = django_filters.CharFilter(lookup_expr="icontains")
    code = django_filters.CharFilter()
    is_dual = django_filters.BooleanFilter()
    valid = django_filters.BooleanFilter(method="by_valid")

    class Meta:
        model = Programme
        fields: tuple[str, ...] = ()

    def by_valid(self, rows: Any, _name: str, valid: bool) -> Any:
        """Those that may be followed today, or those that may not."""
        now = Programme.objects.valid_on(today()).values("pk")
        return rows.filter(pk__in=now) if valid else rows.exclude(pk__in=now)


class Public(OfActor):
    """A list that everybody may read."""

    permission_classes = OPEN

    def visible(self) -> QuerySet[Any]:
        """All of it."""
        return self.rows.all()


class Programmes(Public, Rows):
    """The programmes, with validity and successor."""

    rows = Programme.objects.all()
    serializer_class = ProgrammeSerializer
    filterset_class = ProgrammeFilter


class OneProgramme(Public, Row):
    """One programme."""

    rows = Programme.objects.all()
    serializer_class = ProgrammeSerializer


class CompetenceFilter(django_filters.FilterSet):
    programme = django_filters.NumberFilter(field_name="programme", max_value=LARGEST_KEY)

    class Meta:
        model = Competence
        fields: tuple[str, ...] = ()


class Competences(Public, Rows):
    """The competences of programmes, with their usual place and hours."""

    rows = Competence.objects.all()
    serializer_class = CompetenceSerializer
    filterset_class = CompetenceFilter


urlpatterns = [
    path("programmes/", Programmes.as_view()),
    path("programmes/<int:pk>/", OneProgramme.as_view()),
    path("competences/", Competences.as_view()),
]
