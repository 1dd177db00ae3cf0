"""The API of hand-overs: after an early end both sides say their word, and the school closes the file."""

from typing import ClassVar

import django_filters
from django.urls import path
from rest_framework import serializers

from marketplace.actor import Role
from marketplace.api.endpoints import OfActor, Roles, Row, Rows, StepView
from marketplace.api.fields import LARGEST_KEY, Visible, whole
from marketplace.api.serializers import Shown, Strict
from placements.actions import hand_over as actions
from placements.enums import HandOverStatus
from placements.models import HandOver
from placements.rules.hand_over import reads_next
from placements.workflow.hand_over import GUIDES
from schools.competence_rules import MOST_HOURS
from schools.models import Coach


class HandOverSerializer(Shown):
    """Who goes on is a proposal while it is open; what the school decided then is empty for the company."""

    next_step = serializers.SerializerMethodField()
    next_owner = serializers.SerializerMethodField()

    class Meta:
        model = HandOver
        fields = (
            "id", "placement", "status", "opened_at", "company_word", "student_word", "word_until_on",
            "company_silent_on", "work_hours", "next_step", "next_owner", "closed_at",
        )  # fmt: skip

    def get_next_step(self, row: HandOver) -> str:
        """What happens now with the student."""
        return row.next_step if reads_next(row, self.context["request"].actor) else ""

    def get_next_owner(self, row: HandOver) -> str:
        """Who does that."""
        return row.next_owner if reads_next(row, self.context["request"].actor) else ""


class WordInput(Strict):
    """Company, school and student read it."""

    text = serializers.CharField(max_length=600)


class CloseInput(Strict):
    """A coach of the own school, somebody of another organisation by name, or both."""

    work_hours = whole(0, MOST_HOURS)
    next_step = serializers.CharField(max_length=100)
    next_coach = Visible(queryset=Coach.objects.all(), allow_null=True, default=None)
    next_organisation = serializers.CharField(max_length=80, allow_blank=True, default="")


class HandOverFilter(django_filters.FilterSet):
    status = django_filters.ChoiceFilter(choices=HandOverStatus)
    placement = django_filters.NumberFilter(field_name="placement", max_value=LARGEST_KEY)

    class Meta:
        model = HandOver
        fields: tuple[str, ...] = ()


class OfHandOver(OfActor):
    """The file of an early end, for both sides, the mentor and the student."""

    roles: ClassVar[Roles] = (*actions.SPEAKERS, Role.DIRECTOR)
    rows = HandOver.objects.select_related("placement", "next_coach")
    serializer_class = HandOverSerializer
    noun = "hand_over"


class HandOvers(OfHandOver, Rows):
    """The files of the placements that stopped early."""

    filterset_class = HandOverFilter


class OneHandOver(OfHandOver, Row):
    """One file: both words, the real hours, and who goes on."""


class WordStep(OfHandOver, StepView):
    """A word is a person's."""

    roles, by_person = actions.SPEAKERS, True
    input_class = WordInput
    verb = staticmethod(actions.say_word)


class CloseStep(OfHandOver, StepView):
    """The school decides who goes on."""

    roles, by_person = GUIDES, True
    input_class = CloseInput
    verb = staticmethod(actions.close_hand_over)


urlpatterns = [
    path("hand-overs/", HandOvers.as_view()),
    path("hand-overs/<int:pk>/", OneHandOver.as_view()),
    path("hand-overs/<int:pk>/word/", WordStep.as_view()),
    path("hand-overs/<int:pk>/close/", CloseStep.as_view()),
]
