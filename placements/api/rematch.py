"""The API of matching a round again: ask what would move, carry it out or leave it."""

from typing import Any

import django_filters
from django.urls import path
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from marketplace.actor import SCHOOL_ROLES, Actor, Role
from marketplace.api.endpoints import MakeView, OfActor, Row, Rows, StepView
from marketplace.api.fields import LARGEST_KEY, Visible
from marketplace.api.serializers import Shown, Strict
from placements.actions import rematch as actions
from placements.api.round import is_city, result_told
from placements.enums import Policy, RematchStatus
from placements.models import Rematch, Round
from placements.rules.rematch_words import certificate_told

READERS = (*(SCHOOL_ROLES - {Role.STUDENT}), Role.ADMINISTRATOR)


def count() -> serializers.IntegerField:
    return serializers.IntegerField(required=False, allow_null=True)


class MovesSerializer(serializers.Serializer):
    """For how many students what changes; empty before it is computed. `forced`: how many of them must move.

    A school reads null for one to four students, who could be recognised; the city reads every number.
    """

    students = count()
    placed = count()
    gains = count()
    better = count()
    elsewhere = count()
    loses = count()
    forced_gone = count()
    forced_taken = count()
    over_places = count()
    over_mentors = count()
    over_dual = count()


class RematchSerializer(Shown):
    result = serializers.SerializerMethodField()
    certificate = serializers.SerializerMethodField()

    class Meta:
        model = Rematch
        fields = (
            "id", "round", "cause", "policy", "stay_bonus", "status", "asked_at", "finished_at", "result",
            "certificate", "fault",
        )  # fmt: skip

    @extend_schema_field(MovesSerializer)
    def get_result(self, row: Rematch) -> Any:
        """What this actor may read of it."""
        return result_told(self, row.result, MovesSerializer().fields)

    @extend_schema_field(serializers.JSONField())
    def get_certificate(self, row: Rematch) -> Any:
        """The proof of it, for a school without the numbers that point at somebody."""
        return row.certificate if is_city(self) else certificate_told(row.certificate)


class RematchInput(Strict):
    """Without a policy that of the round decides."""

    round = Visible(queryset=Round.objects.all())
    policy = serializers.ChoiceField(choices=Policy.choices, required=False)


class RematchFilter(django_filters.FilterSet):
    round = django_filters.NumberFilter(field_name="round", max_value=LARGEST_KEY)
    status = django_filters.ChoiceFilter(choices=RematchStatus)

    class Meta:
        model = Rematch
        fields: tuple[str, ...] = ()


class OfRematch(OfActor):
    """A re-matching of a round."""

    roles, writers = READERS, (Role.ADMINISTRATOR,)
    rows = Rematch.objects.all()
    serializer_class = RematchSerializer
    noun = "rematch"


def ask(*, round: Round, by: Actor, policy: str = "") -> Rematch:  # noqa: A002 -- our word for it
    """Have a worker compute what would move; nothing changes before it is confirmed.

    Refused: `rematch.round_not_run`, `rematch.round_over`.
    """
    return actions.ask_rematch(round=round, by=by, policy=policy)


class Rematches(OfRematch, MakeView, Rows):
    """All re-matchings."""

    input_class = RematchInput
    filterset_class = RematchFilter
    verb = staticmethod(ask)


class OneRematch(OfRematch, Row):
    """One re-matching: what would move, and whether it was carried out."""


class RematchStep(OfRematch, StepView):
    """A verb on a re-matching."""


urlpatterns = [
    path("rematches/", Rematches.as_view()),
    path("rematches/<int:pk>/", OneRematch.as_view()),
    path("rematches/<int:pk>/confirm/", RematchStep.as_view(verb=actions.confirm_rematch)),
    path("rematches/<int:pk>/discard/", RematchStep.as_view(verb=actions.discard_rematch)),
]
