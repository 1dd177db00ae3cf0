"""The API of what a round proposes to a company: the anonymous matches at its places, a few of which it may refuse."""

from typing import Any, ClassVar

import django_filters
from django.urls import path
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from marketplace.actor import Role
from marketplace.api.endpoints import OfActor, Rows, StepView
from marketplace.api.fields import LARGEST_KEY, weekdays
from marketplace.api.serializers import Shown
from placements.actions.refusal import refuse_match
from placements.api.offer import DeclineSerializer
from placements.match_need import needs_of, with_needs
from placements.models import Match


class MatchNeedSerializer(serializers.Serializer[Any]):
    """The anonymous need (R33): no name, gender, birth date, school or address."""

    programme = serializers.CharField(source="match.request.programme.name")
    grade = serializers.CharField(source="match.request.programme.get_grade_display")
    form = serializers.CharField(source="match.request.form")
    starts_on = serializers.DateField(source="match.request.starts_on")
    ends_on = serializers.DateField(source="match.request.ends_on")
    weekdays = weekdays(source="match.request.weekdays")
    region = serializers.CharField()
    is_minor = serializers.BooleanField()
    in_review = serializers.BooleanField()


class ProposedMatchSerializer(Shown):
    """Without score, distance and request: companies rank nobody, and see offers, never requests."""

    need = serializers.SerializerMethodField()

    class Meta:
        model = Match
        fields = ("id", "round", "capacity", "need")

    @extend_schema_field(MatchNeedSerializer)
    def get_need(self, match: Match) -> Any:
        """What a company may know before its yes."""
        return MatchNeedSerializer(needs_of([match])[0]).data


class ProposedMatchFilter(django_filters.FilterSet):
    round = django_filters.NumberFilter(field_name="round", max_value=LARGEST_KEY)

    class Meta:
        model = Match
        fields: tuple[str, ...] = ()


class OfProposedMatch(OfActor):
    """An anonymous match at one of the company's own places, while schools review."""

    roles = (Role.HR,)
    rows: ClassVar[Any] = with_needs(Match.objects.all())
    serializer_class = ProposedMatchSerializer
    noun = "match"

    def visible(self) -> Any:
        """Not those of its own students, where it is a school too."""
        return self.rows.all().visible_to(self.request.actor.only(Role.HR))


class ProposedMatches(OfProposedMatch, Rows):
    """The anonymous matches at the company's own places."""

    filterset_class = ProposedMatchFilter


class RefuseMatch(OfProposedMatch, StepView):
    """Refuse a match; it is not there any more."""

    input_class = DeclineSerializer
    gone = True
    verb = staticmethod(refuse_match)


urlpatterns = [
    path("proposed-matches/", ProposedMatches.as_view()),
    path("proposed-matches/<int:pk>/refuse/", RefuseMatch.as_view()),
]
