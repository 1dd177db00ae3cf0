"""The API of what a round would give with other settings: ask, and read what was computed."""

from typing import Any

import django_filters
from django.urls import path
from rest_framework import serializers

from marketplace.actor import Role
from marketplace.api.endpoints import Rows
from marketplace.api.fields import LARGEST_KEY, several, whole
from marketplace.api.serializers import Shown, Strict
from placements.actions.what_if import ask_variants
from placements.api.round import RoundStep
from placements.enums import Method, Policy
from placements.forms.round import LARGEST_SEED
from placements.models import Variant


class GroupSerializer(serializers.Serializer[Any]):
    """How many students of one school or neighbourhood have a match; small groups are not there."""

    label = serializers.CharField()  # type: ignore[assignment]
    students = serializers.IntegerField()
    placed = serializers.IntegerField()


class GroupsSerializer(serializers.Serializer[Any]):
    school = GroupSerializer(many=True)
    neighbourhood = GroupSerializer(many=True)


class OutcomeSerializer(serializers.Serializer[Any]):
    """Empty before it is computed."""

    students = serializers.IntegerField(required=False)
    placed = serializers.IntegerField(required=False)
    first_choices = serializers.IntegerField(required=False)
    median_km = serializers.FloatField(required=False, allow_null=True)
    blocking_pairs = serializers.IntegerField(required=False)
    groups = GroupsSerializer(required=False)


class VariantSerializer(Shown):
    result = OutcomeSerializer(read_only=True)

    class Meta:
        model = Variant
        fields = ("id", "round", "method", "policy", "seed", "asked_at", "finished_at", "result", "fault")


class WhatIfInput(Strict):
    """Every method with every policy."""

    methods = several(Method, allow_empty=False)
    policies = several(Policy, allow_empty=False)
    seed = whole(0, LARGEST_SEED)


class VariantFilter(django_filters.FilterSet):
    round = django_filters.NumberFilter(field_name="round", max_value=LARGEST_KEY)

    class Meta:
        model = Variant
        fields: tuple[str, ...] = ()


class Variants(Rows):
    """What rounds would give with other settings."""

    roles = (Role.ADMINISTRATOR,)
    rows = Variant.objects.all()
    serializer_class = VariantSerializer
    filterset_class = VariantFilter
    noun = "variant"


urlpatterns = [
    path("rounds/<int:pk>/what-if/", RoundStep.as_view(verb=ask_variants, input_class=WhatIfInput)),
    path("variants/", Variants.as_view()),
]
