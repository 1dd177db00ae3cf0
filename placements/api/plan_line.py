"""The API of the negotiation of a training plan: propose other terms for a line, counter, accept, withdraw."""

from typing import Any, ClassVar

import django_filters
from django.urls import path
from rest_framework import serializers

from marketplace.actor import Role
from marketplace.api.endpoints import MakeView, OfActor, Roles, Rows, StepView
from marketplace.api.fields import LARGEST_KEY, Day, Visible, whole
from marketplace.api.serializers import Shown, Strict
from placements.actions import plan_line as actions
from placements.api.agreement import AgreementStep
from placements.enums import ProposalStatus
from placements.models import LineProposal, PlanLine
from placements.models.plan import LineTerms
from schools.competence_rules import MOST_HOURS
from schools.enums import Place

WRITERS = (Role.HR, Role.COACH, Role.COORDINATOR)


class LineProposalSerializer(Shown):
    """Other terms for one line, by one side; the other side answers."""

    class Meta:
        model = LineProposal
        fields = ("id", "line", "side", "status", "proposed_at", "answered_at", *LineTerms.NAMES)


class TermsInput(Strict):
    """What is not named stays as it is."""

    place = serializers.ChoiceField(choices=Place.choices, required=False)
    work_hours = whole(0, MOST_HOURS, required=False)
    school_hours = whole(0, MOST_HOURS, required=False)
    third_hours = whole(0, MOST_HOURS, required=False)
    third_place = serializers.CharField(max_length=120, required=False, allow_blank=True)
    starts_on = Day(required=False, allow_null=True)
    ends_on = Day(required=False, allow_null=True)
    activities = serializers.CharField(max_length=600, required=False, allow_blank=True)
    equipment = serializers.CharField(max_length=300, required=False, allow_blank=True)


class ProposeInput(TermsInput):
    """`line`: the line of the plan that should change."""

    line = Visible(queryset=PlanLine.objects.select_related("plan__agreement__placement"))


class LineProposalFilter(django_filters.FilterSet):
    agreement = django_filters.NumberFilter(field_name="line__plan__agreement", max_value=LARGEST_KEY)
    status = django_filters.ChoiceFilter(choices=ProposalStatus)

    class Meta:
        model = LineProposal
        fields: tuple[str, ...] = ()


class OfLineProposal(OfActor):
    """What one side proposes for one line."""

    roles: ClassVar[Roles] = WRITERS
    rows = LineProposal.objects.select_related("line__plan__agreement__placement")
    serializer_class = LineProposalSerializer
    noun = "proposal"


class LineProposals(OfLineProposal, MakeView, Rows):
    """The proposals about the plans of the actor's placements, answered or not."""

    input_class = ProposeInput
    filterset_class = LineProposalFilter
    verb = staticmethod(actions.propose_line)


class LineProposalStep(OfLineProposal, StepView):
    """A verb on a proposal."""


COUNTER: dict[str, Any] = {"verb": actions.counter_line, "input_class": TermsInput}

urlpatterns = [
    path("agreements/<int:pk>/accept-plan/", AgreementStep.as_view(verb=actions.accept_unchanged)),
    path("line-proposals/", LineProposals.as_view()),
    path("line-proposals/<int:pk>/counter/", LineProposalStep.as_view(**COUNTER)),
    path("line-proposals/<int:pk>/accept/", LineProposalStep.as_view(verb=actions.accept_line)),
    path("line-proposals/<int:pk>/withdraw/", LineProposalStep.as_view(verb=actions.withdraw_line)),
]
