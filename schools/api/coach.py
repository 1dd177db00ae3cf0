"""The API of a school's coaches."""

from django.urls import path

from marketplace.api.endpoints import MakeView, OfActor, RowChange, Rows, StepView
from marketplace.api.fields import Identifier
from marketplace.api.serializers import Shown, StrictModel
from marketplace.identifiers import parse_telephone
from schools.actions import coach as coach_actions
from schools.api.school import MANAGERS, STAFF
from schools.models import Coach

COACH_FIELDS = ("name", "email", "phone", "is_active")


class CoachSerializer(Shown):
    class Meta:
        model = Coach
        fields = ("id", *COACH_FIELDS)


class NewCoachInput(StrictModel):
    phone = Identifier(parse=parse_telephone, required=False, allow_blank=True)

    class Meta:
        model = Coach
        fields: tuple[str, ...] = ("name", "email", "phone")


class CoachInput(NewCoachInput):
    class Meta(NewCoachInput.Meta):
        fields = COACH_FIELDS


class OfCoach(OfActor):
    """A coach of the own school."""

    roles, writers = STAFF, MANAGERS
    rows = Coach.objects.all()
    serializer_class = CoachSerializer
    noun = "coach"


class Coaches(OfCoach, MakeView, Rows):
    """The coaches of the own school."""

    input_class = NewCoachInput
    verb = staticmethod(coach_actions.add_coach)


class OneCoach(OfCoach, RowChange):
    """One coach."""

    input_class = CoachInput
    always = COACH_FIELDS
    verb = staticmethod(coach_actions.change_coach)


class CoachStep(OfCoach, StepView):
    """A verb on a coach."""


urlpatterns = [
    path("coaches/", Coaches.as_view()),
    path("coaches/<int:pk>/", OneCoach.as_view()),
    path("coaches/<int:pk>/invite/", CoachStep.as_view(verb=coach_actions.invite_coach)),
]
