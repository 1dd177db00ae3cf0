"""The API of matching a round again: ask what would move, carry it out or leave it."""

import django_filters
from django.urls import path
from rest_framework import serializers

from marketplace.actor import SCHOOL_ROLES, Actor, Role
from marketplace.api.endpoints import MakeView, OfActor, Row, Rows, StepView
from marketplace.api.fields import LARGEST_KEY, Visible
from marketplace.api.serializers import Shown, Strict
from placements.actions import rematch as actions
from placements.enums import Policy, RematchStatus
from placements.models import Rematch, Round

READERS = (*(SCHOOL_ROLES - {Role.STUDENT}), Role.ADMINISTRATOR)


class MovesSerializer(serializers.Serializer):
    """For how many students what changes; empty before it is computed. `forced`: how many of them must move."""

    students = serializers.IntegerField(required=False)
    placed = serializers.IntegerField(required=False)
    gains = serializers.IntegerField(required=False)
    better = serializers.IntegerField(required=False)
    elsewhere = serializers.IntegerField(required=False)
    loses = serializers.IntegerField(required=False)
    forced_gone = serializers.IntegerField(required=False)
    forced_taken = serializers.IntegerField(required=False)


class RematchSerializer(Shown):
    result = MovesSerializer(read_only=True)

    class Meta:
        model = Rematch
        fields = (
            "id", "round", "cause", "policy", "stay_bonus", "status", "asked_at", "finished_at", "result",
            "certificate", "fault",
        )  # fmt: skip


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
