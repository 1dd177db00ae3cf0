"""The API of competences acquired elsewhere: asked, proposed by the coach, decided by the class council."""

from datetime import date
from typing import Any, ClassVar

import django_filters
from django.db.models import Prefetch
from django.urls import path
from rest_framework import serializers

from marketplace.actor import Actor, Role
from marketplace.api.endpoints import MakeView, OfActor, Roles, Row, Rows, StepView
from marketplace.api.fields import LARGEST_KEY, Day, Known, Visible
from marketplace.api.serializers import Shown, Strict
from placements.actions import prior_learning as actions
from placements.enums import EvidenceKind, PriorLearningStatus
from placements.forms.prior_learning import PIECES
from placements.models import PriorLearning, PriorLearningEvidence
from placements.workflow.prior_learning import ASKERS, COUNCIL, STAFF
from schools.models import Competence, Student


class EvidenceSerializer(Shown):
    """What shows it; papers are seen by the coach and not kept."""

    class Meta:
        model = PriorLearningEvidence
        fields = ("kind", "text", "dated_on", "seen_on")


class PriorLearningSerializer(Shown):
    """For staff of the student's school and the student; a company reads the plan."""

    student_name = serializers.CharField(source="student", read_only=True)
    competence_code = serializers.CharField(source="competence.code", read_only=True)
    evidence = EvidenceSerializer(many=True, read_only=True)

    class Meta:
        model = PriorLearning
        fields = (
            "id", "student", "student_name", "competence", "competence_code", "status", "asked_at", "asked_side",
            "proposed_at", "advice", "council_on", "reason", "decided_at", "is_reopened", "evidence",
        )  # fmt: skip


class PieceInput(Strict):
    """One piece of evidence."""

    kind = serializers.ChoiceField(choices=EvidenceKind.choices)
    text = serializers.CharField(max_length=300)
    dated_on = Day()


class EvidenceInput(Strict):
    """What shows that the student knows it."""

    evidence = serializers.ListField(child=PieceInput(), max_length=len(PIECES))

    def validate_evidence(self, pieces: list[dict[str, Any]]) -> list[actions.Shown]:
        """As the action is told of them."""
        return [actions.Shown(**piece) for piece in pieces]


class PriorLearningInput(EvidenceInput):
    """A competence of the student's own programme."""

    student = Visible(queryset=Student.objects.all())
    competence = Known(queryset=Competence.objects.all())


class AdviceInput(Strict):
    """The coach's advice; it also says that the evidence was seen."""

    advice = serializers.CharField(max_length=600)


class CouncilInput(Strict):
    """Student and parents read the reason."""

    council_on = Day()
    reason = serializers.CharField(max_length=1000)


class PriorLearningFilter(django_filters.FilterSet):
    status = django_filters.ChoiceFilter(choices=PriorLearningStatus)
    student = django_filters.NumberFilter(field_name="student", max_value=LARGEST_KEY)

    class Meta:
        model = PriorLearning
        fields: tuple[str, ...] = ()


class OfPriorLearning(OfActor):
    """A competence that a student acquired elsewhere."""

    roles: ClassVar[Roles] = (*ASKERS, Role.DIRECTOR)
    writers: ClassVar[Roles | None] = ASKERS
    rows = PriorLearning.objects.select_related("student", "competence").prefetch_related(
        Prefetch("evidence", PriorLearningEvidence.objects.order_by("pk"))
    )
    serializer_class = PriorLearningSerializer
    noun = "prior_learning"


class AllPriorLearning(OfPriorLearning, MakeView, Rows):
    """What was asked in the own school, or by the student."""

    input_class = PriorLearningInput
    filterset_class = PriorLearningFilter
    verb = staticmethod(actions.ask_prior_learning)


class OnePriorLearning(OfPriorLearning, Row):
    """One competence, its evidence, and how far it is."""


class PriorLearningStep(OfPriorLearning, StepView):
    """A verb of who asks."""


def recognise(*, prior_learning: PriorLearning, council_on: date, reason: str, by: Actor) -> PriorLearning:
    """Write down that the class council recognised it; its hours leave the plans.

    Refused: `prior_learning.own_proposal`, `prior_learning.council_day`, `prior_learning.recognise.wrong_status`.
    """
    said: dict[str, Any] = {"council_on": council_on, "reason": reason}
    return actions.decide_prior_learning(prior_learning=prior_learning, is_recognised=True, by=by, **said)


def refuse(*, prior_learning: PriorLearning, council_on: date, reason: str, by: Actor) -> PriorLearning:
    """Write down that the class council did not recognise it.

    Refused: `prior_learning.own_proposal`, `prior_learning.council_day`, `prior_learning.refuse.wrong_status`.
    """
    said: dict[str, Any] = {"council_on": council_on, "reason": reason}
    return actions.decide_prior_learning(prior_learning=prior_learning, is_recognised=False, by=by, **said)


REOPEN: dict[str, Any] = {"verb": actions.reopen_prior_learning, "input_class": EvidenceInput}
DECIDE: dict[str, Any] = {"input_class": CouncilInput, "writers": COUNCIL, "by_person": True}
PROPOSE: dict[str, Any] = {
    "verb": actions.propose_prior_learning, "input_class": AdviceInput, "writers": STAFF, "by_person": True
}  # fmt: skip

urlpatterns = [
    path("prior-learning/", AllPriorLearning.as_view()),
    path("prior-learning/<int:pk>/", OnePriorLearning.as_view()),
    path("prior-learning/<int:pk>/propose/", PriorLearningStep.as_view(**PROPOSE)),
    path("prior-learning/<int:pk>/recognise/", PriorLearningStep.as_view(verb=recognise, **DECIDE)),
    path("prior-learning/<int:pk>/refuse/", PriorLearningStep.as_view(verb=refuse, **DECIDE)),
    path("prior-learning/<int:pk>/reopen/", PriorLearningStep.as_view(**REOPEN)),
    path("prior-learning/<int:pk>/withdraw/", PriorLearningStep.as_view(verb=actions.withdraw_prior_learning)),
]
