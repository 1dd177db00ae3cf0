"""The API of the mentors of a placement: another one takes over, and stand-ins with dates."""

from typing import Any

from django.urls import path

from marketplace.actor import Role
from marketplace.api.endpoints import StepView
from marketplace.api.fields import Day
from placements.actions import mentor as actions
from placements.api.placement import MentorNameSerializer, NameMentorSerializer, PlacementStep
from placements.models import MentorAssignment

HR: dict[str, Any] = {"roles": (Role.HR,)}


class TakeOverSerializer(NameMentorSerializer):
    """From which day on."""

    starts_on = Day()


class StandInSerializer(TakeOverSerializer):
    """Up to and including which day."""

    ends_on = Day()


class EndStandIn(StepView):
    """A stand-in is no longer needed."""

    roles = (Role.HR,)
    rows = MentorAssignment.objects.select_related("placement", "mentor")
    serializer_class = MentorNameSerializer
    noun = "assignment"
    gone = True
    verb = staticmethod(actions.end_stand_in_mentor)


TAKE_OVER = PlacementStep.as_view(verb=actions.take_over, input_class=TakeOverSerializer, **HR)
STAND_IN = PlacementStep.as_view(verb=actions.name_stand_in_mentor, input_class=StandInSerializer, **HR)

urlpatterns = [
    path("placements/<int:pk>/take-over/", TAKE_OVER),
    path("placements/<int:pk>/stand-in/", STAND_IN),
    path("stand-ins/<int:pk>/end/", EndStandIn.as_view()),
]
