"""The API of explanations: why a round gave a school's own students this place and not another."""

from typing import Any

import django_filters
from django.urls import path
from rest_framework import serializers

from marketplace.actor import SCHOOL_STAFF
from marketplace.api.endpoints import Rows
from marketplace.api.fields import LARGEST_KEY
from marketplace.api.serializers import Shown
from placements.models import Explanation


class MissSerializer(serializers.Serializer[Any]):
    """A place that nearly fitted, with the codes of the rules that refused it; or the seats that are short there."""

    capacity = serializers.IntegerField()
    codes = serializers.ListField(child=serializers.CharField(), required=False)
    km = serializers.FloatField(allow_null=True, required=False)
    room = serializers.BooleanField(required=False)
    places = serializers.IntegerField(required=False)
    students = serializers.IntegerField(required=False)


class PassedSerializer(serializers.Serializer[Any]):
    """A place that was wanted more: who holds it, how many of them came first, or the rules that refused it."""

    capacity = serializers.IntegerField(allow_null=True)
    site = serializers.IntegerField()
    wish = serializers.IntegerField()
    score = serializers.IntegerField()
    ahead = serializers.IntegerField()
    held = serializers.IntegerField()
    mentors = serializers.BooleanField()
    codes = serializers.ListField(child=serializers.CharField())
    km = serializers.FloatField(allow_null=True)


class ExplanationSerializer(Shown):
    passed = PassedSerializer(many=True, read_only=True)
    near = MissSerializer(many=True, read_only=True)
    change = serializers.SerializerMethodField()

    class Meta:
        model = Explanation
        fields = ("id", "round", "request", "passed", "near", "change")

    def get_change(self, row: Explanation) -> dict[str, Any] | None:
        """The smallest change that would help, null when there is none."""
        return row.change or None


class ExplanationFilter(django_filters.FilterSet):
    round = django_filters.NumberFilter(field_name="round", max_value=LARGEST_KEY)
    request = django_filters.NumberFilter(field_name="request", max_value=LARGEST_KEY)

    class Meta:
        model = Explanation
        fields: tuple[str, ...] = ()


class Explanations(Rows):
    """The explanations of the school's own students."""

    roles = SCHOOL_STAFF
    rows = Explanation.objects.all()
    serializer_class = ExplanationSerializer
    filterset_class = ExplanationFilter
    noun = "explanation"


urlpatterns = [path("explanations/", Explanations.as_view())]
