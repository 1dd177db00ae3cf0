"""The API of labels: the public register, promises, and what a label officer decides."""

from typing import Any

from django.db.models import QuerySet
from django.urls import path
from django.utils.translation import gettext as _
from rest_framework import serializers

from companies.models import Site
from labels.actions import label as actions
from labels.actions import measure as measures
from labels.filters import RegisterFilter
from labels.models import Label
from marketplace.actor import Role
from marketplace.api.endpoints import OPEN, MakeView, ManyView, OfActor, Row, Rows, StepView, today
from marketplace.api.fields import Visible
from marketplace.api.serializers import ReasonSerializer, Shown, Strict

OFFICER = (Role.LABEL_OFFICER,)
SIGNATORIES = (Role.HR, Role.DIRECTOR, Role.COORDINATOR)


class LabelSerializer(Shown):
    """What everybody may know of a label: no person's name, no reason."""

    organisation_name = serializers.CharField(source="organisation.public_name", read_only=True)
    enterprise_number = serializers.CharField(source="public_number", read_only=True, allow_null=True)
    site_name = serializers.CharField(source="site.name", read_only=True, default=None, allow_null=True)
    establishment_number = serializers.CharField(source="public_site_number", read_only=True, allow_null=True)
    postcode = serializers.CharField(source="place.postcode", read_only=True)
    municipality = serializers.CharField(source="place.municipality", read_only=True)
    is_audited = serializers.BooleanField(read_only=True)

    class Meta:
        model = Label
        fields = (
            "id", "organisation", "organisation_name", "enterprise_number", "site", "site_name",
            "establishment_number", "postcode", "municipality", "level", "is_audited", "status", "starts_on", "ends_on",
        )  # fmt: skip


class OfLabel(OfActor):
    """A label with its holder."""

    rows = Label.objects.select_related("organisation", "site")
    serializer_class = LabelSerializer
    noun = "label"


class Register(OfLabel, Rows):
    """The public register: valid and suspended labels, and withdrawn ones for a year."""

    permission_classes = OPEN
    filterset_class = RegisterFilter

    def get_queryset(self) -> QuerySet[Label]:
        """In the order of the register."""
        return super().get_queryset().in_register(today())


class OneLabel(OfLabel, Row):
    """One label."""

    permission_classes = OPEN


class OwnLabels(OfLabel, Rows):
    """The labels of the own organisation, promised and past ones too."""

    roles = SIGNATORIES

    def visible(self) -> QuerySet[Label]:
        """Those of the actor's organisation."""
        return super().visible().filter(organisation=self.request.actor.organisation_id)


class Promised(OfLabel, Rows):
    """Promises that wait for a label officer."""

    roles = OFFICER

    def visible(self) -> QuerySet[Label]:
        """Those that wait."""
        return super().visible().promised()


class PromiseSerializer(Strict):
    """Without a site the promise is for the own school."""

    site = Visible(queryset=Site.objects.all(), required=False, allow_null=True)
    sign_code = serializers.BooleanField(required=False)
    promised = serializers.BooleanField(help_text="True: we promise that we meet every knock-out criterion.")

    def validate_promised(self, promised: bool) -> bool:
        """A promise is a yes."""
        if not promised:
            raise serializers.ValidationError(_("Kruis aan dat je dit belooft."))
        return promised

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Only what the action asks."""
        return {name: value for name, value in attrs.items() if name != "promised"}


class Promise(OfLabel, MakeView):
    """Promise the label."""

    roles, by_person = SIGNATORIES, True
    input_class = PromiseSerializer
    verb = staticmethod(actions.promise)


class ConfirmLabelsSerializer(Strict):
    labels = Visible(queryset=Label.objects.all(), many=True, allow_empty=False)


class Confirm(OfLabel, ManyView):
    """Make promises provisional labels, all or none."""

    roles, by_person = OFFICER, True
    input_class = ConfirmLabelsSerializer
    verb = staticmethod(actions.confirm)


class LabelStep(OfLabel, StepView):
    """A label officer's verb on a label."""

    roles, by_person = OFFICER, True
    input_class = ReasonSerializer


urlpatterns = [
    path("labels/", Register.as_view()),
    path("labels/own/", OwnLabels.as_view()),
    path("labels/promised/", Promised.as_view()),
    path("labels/promise/", Promise.as_view()),
    path("labels/confirm/", Confirm.as_view()),
    path("labels/<int:pk>/", OneLabel.as_view()),
    path("labels/<int:pk>/refuse/", LabelStep.as_view(verb=actions.refuse_promise)),
    path("labels/<int:pk>/suspend/", LabelStep.as_view(verb=measures.suspend_now)),
]
