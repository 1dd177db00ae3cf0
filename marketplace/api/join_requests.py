"""The API of join requests: who asks to be let in, and the decision of a colleague."""

from typing import ClassVar, cast

from django.urls import path
from django.utils.translation import gettext as _
from rest_framework import serializers

from marketplace.accounts.actions import ask_to_join, decide_join_request
from marketplace.accounts.models import JoinRequest, Organisation, User
from marketplace.accounts.rules import MANAGERS
from marketplace.actor import Actor
from marketplace.api.endpoints import MakeView, OfActor, Roles, Rows, Serializers, StepView
from marketplace.api.fields import Identifier
from marketplace.api.serializers import Shown, Strict
from marketplace.identifiers import parse_enterprise_number


class JoinRequestSerializer(Shown):
    name = serializers.CharField(source="user.name", read_only=True)
    email = serializers.CharField(source="user.email", read_only=True)

    class Meta:
        model = JoinRequest
        fields = ("id", "organisation", "role", "name", "email", "status", "created_at", "decided_at")


class OfJoinRequest(OfActor):
    """A question to one's own organisation."""

    roles: ClassVar[Roles] = MANAGERS
    rows = JoinRequest.objects.select_related("user")
    serializer_class: Serializers = JoinRequestSerializer
    noun = "join_request"


class AskInput(Strict):
    """Of which organisation."""

    enterprise_number = Identifier(parse=parse_enterprise_number)

    def validate(self, attrs: dict[str, str]) -> dict[str, Organisation]:
        """The organisation of the number."""
        found = Organisation.objects.filter(**attrs).first()
        if found is None:
            raise serializers.ValidationError({"enterprise_number": [_("Dit nummer kennen we niet.")]})
        return {"organisation": found}


class JoinRequests(OfJoinRequest, MakeView, Rows):
    """Who asked to be let in; whoever is logged in may ask."""

    writers = ()
    by_person = True
    input_class = AskInput

    @staticmethod
    def verb(*, organisation: Organisation, by: Actor) -> JoinRequest:
        """Refused: as `ask_to_join`."""
        return ask_to_join(organisation=organisation, user=User.objects.get(pk=cast(int, by.user_id)))


class Accept(OfJoinRequest, StepView):
    """Let the person in, without power to sign."""

    by_person = True

    @staticmethod
    def verb(*, join_request: JoinRequest, by: Actor) -> JoinRequest:
        """Refused: as `decide_join_request`."""
        return decide_join_request(join_request=join_request, accept=True, by=by)


class Refuse(OfJoinRequest, StepView):
    """Do not let the person in."""

    by_person = True

    @staticmethod
    def verb(*, join_request: JoinRequest, by: Actor) -> JoinRequest:
        """Refused: as `decide_join_request`."""
        return decide_join_request(join_request=join_request, accept=False, by=by)


urlpatterns = [
    path("join-requests/", JoinRequests.as_view()),
    path("join-requests/<int:pk>/accept/", Accept.as_view()),
    path("join-requests/<int:pk>/refuse/", Refuse.as_view()),
]
