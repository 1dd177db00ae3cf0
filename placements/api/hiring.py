"""The API of questions about work that a company may have offered: the school answers in words or with an offer."""

from typing import ClassVar

import django_filters
from django.urls import path
from rest_framework import serializers

from marketplace.actor import SCHOOL_STAFF
from marketplace.api.endpoints import OfActor, Roles, Row, Rows, StepView
from marketplace.api.fields import LARGEST_KEY, Day
from marketplace.api.serializers import Shown, Strict
from placements.actions import hiring as actions
from placements.enums import HiringQuestionStatus
from placements.models import HiringQuestion
from placements.models.hiring import NOTED
from placements.workflow.hiring import GUIDES


class HiringQuestionSerializer(Shown):
    """For staff of the school alone: a hint accuses nobody, and the company does not see it."""

    class Meta:
        model = HiringQuestion
        fields = ("id", "placement", "cause", "status", "asked_at", "due_on", "answer", "answered_at")


class AnswerInput(Strict):
    """What happened, in a sentence; only the own school reads it."""

    answer = serializers.CharField(max_length=600)


class OfferedInput(Strict):
    """What was offered; `starts_on` is the first working day."""

    what = serializers.ChoiceField(choices=NOTED)
    made_on = Day()
    starts_on = Day(allow_null=True, default=None)
    depends_on_diploma = serializers.BooleanField(default=False)


class HiringQuestionFilter(django_filters.FilterSet):
    status = django_filters.ChoiceFilter(choices=HiringQuestionStatus)
    placement = django_filters.NumberFilter(field_name="placement", max_value=LARGEST_KEY)

    class Meta:
        model = HiringQuestion
        fields: tuple[str, ...] = ()


class OfHiringQuestion(OfActor):
    """A question of the own school."""

    roles: ClassVar[Roles] = SCHOOL_STAFF
    rows = HiringQuestion.objects.select_related("placement")
    serializer_class = HiringQuestionSerializer
    noun = "question"


class HiringQuestions(OfHiringQuestion, Rows):
    """The questions to the own school, answered or not."""

    filterset_class = HiringQuestionFilter


class OneHiringQuestion(OfHiringQuestion, Row):
    """One question, until when it waits, and its answer."""


class ClearStep(OfHiringQuestion, StepView):
    """An answer is a person's."""

    roles, by_person = GUIDES, True
    input_class = AnswerInput
    verb = staticmethod(actions.answer_in_words)


class ReportStep(OfHiringQuestion, StepView):
    """What was offered is noted by a person."""

    roles, by_person = GUIDES, True
    input_class = OfferedInput
    verb = staticmethod(actions.answer_with_offer)


urlpatterns = [
    path("hiring-questions/", HiringQuestions.as_view()),
    path("hiring-questions/<int:pk>/", OneHiringQuestion.as_view()),
    path("hiring-questions/<int:pk>/clear/", ClearStep.as_view()),
    path("hiring-questions/<int:pk>/report/", ReportStep.as_view()),
]
