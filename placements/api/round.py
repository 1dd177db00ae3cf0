"""The API of matching rounds, and of the matches that a school reviews."""

from collections.abc import Container
from typing import Any

import django_filters
from django.urls import path
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from marketplace.actor import SCHOOL_STAFF, Actor, Role
from marketplace.api.endpoints import MakeView, ManyView, OfActor, Row, Rows, StepView
from marketplace.api.fields import LARGEST_KEY, Day, Known, Visible, whole
from marketplace.api.serializers import Shown, Strict
from placements.actions import match as match_actions
from placements.actions import round as actions
from placements.enums import DropReason, MatchStatus, Method, Policy, RoundStatus
from placements.forms.round import LARGEST_SEED
from placements.models import Match, Round
from placements.rules.rematch_words import Few, certificate_told, without_small_numbers
from schools.models import Programme

READERS = (*SCHOOL_STAFF, Role.ADMINISTRATOR)
ADMINISTRATOR, COORDINATOR = (Role.ADMINISTRATOR,), (Role.COORDINATOR,)


def is_city(serializer: Shown) -> bool:
    """Whether who reads this is the city's administrator, who reads every number."""
    return serializer.context["request"].actor.has(Role.ADMINISTRATOR)


def result_told(serializer: Shown, result: dict[str, Any], names: Container[str]) -> dict[str, Any]:
    """These numbers of a result as this actor reads them: for a school null where they could point at somebody."""
    told = result if is_city(serializer) else without_small_numbers(result)
    return {name: None if isinstance(value, Few) else value for name, value in told.items() if name in names}


class ResultSerializer(serializers.Serializer):
    """What came of the last run; empty before it.

    A school reads null for one to four students, who could be recognised; the city reads every number.
    """

    students = serializers.IntegerField(required=False, allow_null=True)
    placed = serializers.IntegerField(required=False, allow_null=True)
    first_choices = serializers.IntegerField(required=False, allow_null=True)
    nothing_fits = serializers.IntegerField(required=False, allow_null=True)
    median_km = serializers.FloatField(required=False, allow_null=True)


class RoundSerializer(Shown):
    result = serializers.SerializerMethodField()
    certificate = serializers.SerializerMethodField()
    weights = serializers.DictField(child=serializers.IntegerField(), read_only=True)

    class Meta:
        model = Round
        fields = (
            "id", "name", "school_year", "programmes", "starts_on", "ends_on", "closes_on", "review_until_on", "method",
            "policy", "seed", "weights", "status", "phase", "steps_done", "steps_total", "started_at", "finished_at",
            "result", "certificate", "input_digest", "fault",
        )  # fmt: skip

    @extend_schema_field(ResultSerializer)
    def get_result(self, row: Round) -> Any:
        """What this actor may read of it."""
        return result_told(self, row.result, ResultSerializer().fields)

    @extend_schema_field(serializers.JSONField())
    def get_certificate(self, row: Round) -> Any:
        """The proof of the last run, for a school without the numbers that point at somebody."""
        return row.certificate if is_city(self) else certificate_told(row.certificate)


class RoundInput(Strict):
    """Without programmes it is for all."""

    name = serializers.CharField(max_length=120)
    starts_on = Day()
    ends_on = Day()
    programmes = Known(queryset=Programme.objects.all(), many=True, required=False)
    closes_on = Day()
    review_until_on = Day()
    method = serializers.ChoiceField(choices=Method.choices, required=False)
    policy = serializers.ChoiceField(choices=Policy.choices, required=False)
    seed = whole(0, LARGEST_SEED)


class OfRound(OfActor):
    """A matching round."""

    roles, writers = READERS, ADMINISTRATOR
    rows = Round.objects.prefetch_related("programmes")
    serializer_class = RoundSerializer
    noun = "round"


class RoundFilter(django_filters.FilterSet):
    status = django_filters.ChoiceFilter(choices=RoundStatus)

    class Meta:
        model = Round
        fields: tuple[str, ...] = ()


class Rounds(OfRound, MakeView, Rows):
    """All rounds."""

    input_class = RoundInput
    filterset_class = RoundFilter
    verb = staticmethod(actions.open_round)


class OneRound(OfRound, Row):
    """One round: its settings, how far it is, and what came of it."""


class RoundStep(OfRound, StepView):
    """A verb on a round."""


class MatchSerializer(Shown):
    """`parts`: each part score of 100; `score`: their weighted sum of 10,000."""

    parts = serializers.DictField(child=serializers.IntegerField(), read_only=True)

    class Meta:
        model = Match
        fields = ("id", "round", "request", "capacity", "score", "parts", "distance_km", "status", "drop_reason")


class OfMatch(OfActor):
    """A match of one of the school's own students."""

    roles, writers = SCHOOL_STAFF, COORDINATOR
    rows = Match.objects.all()
    serializer_class = MatchSerializer
    noun = "match"

    def visible(self) -> Any:
        """Not those at its own places, where it is a company too."""
        return self.rows.all().visible_to(self.request.actor.only(*SCHOOL_STAFF))


class MatchFilter(django_filters.FilterSet):
    round = django_filters.NumberFilter(field_name="round", max_value=LARGEST_KEY)
    status = django_filters.ChoiceFilter(choices=MatchStatus)

    class Meta:
        model = Match
        fields: tuple[str, ...] = ()


class Matches(OfMatch, Rows):
    """The matches of the school's own students."""

    filterset_class = MatchFilter


class PublishMatchesSerializer(Strict):
    matches = Visible(queryset=Match.objects.all(), many=True, allow_empty=False)


def publish(*, matches: list[Match], by: Actor) -> list[Match]:
    """Let these matches be offered to their companies; all of them or none. The last review closes the round.

    Refused: `match.not_in_review`, `match.publish.wrong_status`.
    """
    return match_actions.publish_matches(matches=dict.fromkeys(matches), by=by)


class Publish(OfMatch, ManyView):
    """Publish matches."""

    input_class = PublishMatchesSerializer
    verb = staticmethod(publish)


class DropSerializer(Strict):
    reason = serializers.ChoiceField(choices=DropReason.choices)


class MatchStep(OfMatch, StepView):
    """A verb on a match."""


DROP: dict[str, Any] = {"verb": match_actions.drop_match, "input_class": DropSerializer}

urlpatterns = [
    path("rounds/", Rounds.as_view()),
    path("rounds/<int:pk>/", OneRound.as_view()),
    path("rounds/<int:pk>/start/", RoundStep.as_view(verb=actions.start_round)),
    path("rounds/<int:pk>/stop/", RoundStep.as_view(verb=actions.stop_round)),
    path("rounds/<int:pk>/cancel/", RoundStep.as_view(verb=actions.cancel_round)),
    path("matches/", Matches.as_view()),
    path("matches/publish/", Publish.as_view()),
    path("matches/<int:pk>/drop/", MatchStep.as_view(**DROP)),
]
