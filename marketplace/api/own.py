"""What every actor has: who they are, their messages, and the texts that they sign for their organisation."""

from typing import Any

import django_filters
from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from marketplace.accounts.models import Organisation
from marketplace.actor import STAFF_ROLES, Role
from marketplace.api.endpoints import OPEN, ManyView, OfActor, Row, Rows, StepView, today
from marketplace.api.serializers import NoInput, Shown, Strict
from marketplace.commitments.actions import commit
from marketplace.commitments.models import Commitment, TextKind, TextVersion
from marketplace.notifications.actions import mark_read
from marketplace.notifications.models import Notification


class ActorSerializer(serializers.Serializer):
    """Who asks."""

    organisation = serializers.IntegerField(source="organisation_id", allow_null=True)
    roles = serializers.ListField(child=serializers.ChoiceField(choices=Role.choices))
    may_sign = serializers.BooleanField()


class Me(OfActor):
    """Which organisation and roles this key or session has."""

    rows = Organisation.objects.all()
    serializer_class = ActorSerializer

    def get(self, request: Request) -> Response:
        """The actor of the request."""
        actor = self.request.actor
        facts = {"organisation_id": actor.organisation_id, "roles": sorted(actor.roles), "may_sign": actor.may_sign}
        return Response(self.get_serializer(facts).data)


class NotificationSerializer(Shown):
    sentence = serializers.CharField(read_only=True)

    class Meta:
        model = Notification
        fields = ("id", "code", "sentence", "path", "created_at", "read_at")


class NotificationFilter(django_filters.FilterSet):
    unread = django_filters.BooleanFilter(field_name="read_at", lookup_expr="isnull")

    class Meta:
        model = Notification
        fields: tuple[str, ...] = ()


class Notifications(Rows):
    """The messages of one's own roles and person."""

    rows = Notification.objects.all()
    serializer_class = NotificationSerializer
    filterset_class = NotificationFilter


class ReadOne(StepView):
    """Mark one message as read, for every holder of the role."""

    rows = Notification.objects.all()
    serializer_class = NotificationSerializer
    noun = "notification"
    verb = staticmethod(mark_read)


class CountSerializer(serializers.Serializer):
    """How many."""

    count = serializers.IntegerField()


def read_all(*, by: Any) -> dict[str, int]:
    """Mark all messages as read, for every holder of the roles; how many were unread."""
    return {"count": mark_read(by=by)}


class ReadAll(ManyView):
    """Mark all messages as read."""

    rows = Notification.objects.all()
    serializer_class = CountSerializer
    input_class = NoInput
    verb = staticmethod(read_all)


class TextSerializer(Shown):
    body = serializers.CharField(read_only=True)

    class Meta:
        model = TextVersion
        fields = ("id", "kind", "number", "in_force_on", "body")


class Text(Row):
    """The version of a text that is in force today."""

    permission_classes = OPEN
    rows = TextVersion.objects.all()
    serializer_class = TextSerializer

    def get_object(self) -> TextVersion:
        """By its kind."""
        return TextVersion.objects.current(self.kwargs["kind"], today()).get()


class CommitmentSerializer(Shown):
    kind = serializers.ChoiceField(source="text.kind", choices=TextKind.choices, read_only=True)
    number = serializers.IntegerField(source="text.number", read_only=True)

    class Meta:
        model = Commitment
        fields = ("id", "kind", "number", "organisation", "signed_at")


class CommitmentInput(Strict):
    kind = serializers.ChoiceField(choices=TextKind.choices)


class Commitments(Rows):
    """The texts that one's own organisation has signed; the city sees those of all."""

    roles = STAFF_ROLES
    rows = Commitment.objects.select_related("text")
    serializer_class = CommitmentSerializer


class Sign(ManyView):
    """Sign the version in force for one's own organisation."""

    roles = STAFF_ROLES
    by_person = True
    rows = Commitment.objects.select_related("text")
    serializer_class = CommitmentSerializer
    input_class = CommitmentInput
    verb = staticmethod(commit)


urlpatterns = [
    path("me/", Me.as_view()),
    path("notifications/", Notifications.as_view()),
    path("notifications/read/", ReadAll.as_view()),
    path("notifications/<int:pk>/read/", ReadOne.as_view()),
    path("texts/<str:kind>/", Text.as_view()),
    path("commitments/", Commitments.as_view()),
    path("commitments/sign/", Sign.as_view()),
]
