"""The API of capacity: drafts, places that are published, and seats kept for a school."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import path
from rest_framework import serializers

from companies.models import Site
from marketplace.actor import Actor, Role
from marketplace.api.endpoints import MakeView, OfActor, RowChange, Rows, StepView
from marketplace.api.fields import Day, Known, Visible, Week, several, whole
from marketplace.api.serializers import Shown, Strict
from placements.actions import capacity as actions
from placements.enums import Form, Transport
from placements.filters.capacity import CapacityFilter
from placements.models import Capacity, Reservation
from schools.enums import Attest, Language, Need
from schools.models import Competence, Programme, School

HR = (Role.HR,)
READERS = (Role.HR, Role.MENTOR)
COLUMNS = (
    "site", "programmes", "not_offered", "starts_on", "ends_on", "week", "forms", "places", "mentors_later",
    "languages", "minimum_age", "minimum_study_year", "attests", "supports", "transport", "not_before", "tasks",
)  # fmt: skip


class ReservationSerializer(Shown):
    class Meta:
        model = Reservation
        fields = ("id", "school", "places", "until_on")


class CapacitySerializer(Shown):
    week = Week(read_only=True)
    forms = several(Form, read_only=True)
    languages = several(Language, read_only=True)
    attests = several(Attest, read_only=True)
    supports = several(Need, read_only=True)
    transport = several(Transport, read_only=True)
    reservations = ReservationSerializer(many=True, read_only=True)

    class Meta:
        model = Capacity
        fields = ("id", "status", "school_year", "taken", "published_at", *COLUMNS, "reservations")


class OwnSite(Visible):
    """A site of the actor's own company."""

    def get_queryset(self) -> QuerySet[Site]:
        """Own sites only."""
        return Site.objects.of(self.context["request"].actor)


class CapacityInput(Strict):
    site = OwnSite(queryset=Site.objects.all())
    programmes = Known(queryset=Programme.objects.all(), many=True, required=False)
    not_offered = Known(queryset=Competence.objects.all(), many=True, required=False)
    starts_on = Day(required=False)
    ends_on = Day(required=False)
    week = Week(required=False)
    forms = several(Form, required=False)
    places = whole(1, 999, required=False)
    mentors_later = whole(0, 99, required=False)
    languages = several(Language, required=False)
    minimum_age = whole(12, 25, required=False, allow_null=True)
    minimum_study_year = whole(1, 7, required=False, allow_null=True)
    attests = several(Attest, required=False)
    supports = several(Need, required=False)
    transport = several(Transport, required=False)
    not_before = serializers.TimeField(required=False, allow_null=True)
    tasks = serializers.CharField(max_length=1000, required=False, allow_blank=True)


class ReserveSerializer(Strict):
    school = Known(queryset=School.objects.all())
    places = whole(1, 999)
    until_on = Day()


class OfCapacity(OfActor):
    """Places of the own company, drafts too."""

    roles, writers = READERS, HR
    rows = Capacity.objects.prefetch_related("programmes", "not_offered", "reservations")
    serializer_class = CapacitySerializer
    noun = "capacity"

    def visible(self) -> QuerySet[Capacity]:
        """What the own company offers."""
        return self.rows.of(self.request.actor)


class Capacities(OfCapacity, MakeView, Rows):
    """The places of the own company."""

    input_class = CapacityInput
    filterset_class = CapacityFilter
    verb = staticmethod(actions.draft_capacity)

    def filter_arguments(self) -> dict[str, Any]:
        """Whose sites can be chosen."""
        return {"actor": self.request.actor}


class OneCapacity(OfCapacity, RowChange):
    """One capacity."""

    input_class = CapacityInput
    verb = staticmethod(actions.edit_capacity)


class CapacityStep(OfCapacity, StepView):
    """A verb on a capacity."""


def reserve(*, capacity: Capacity, school: School, places: int, until_on: date, by: Actor) -> None:
    """Keep seats for one school until a day; a second reservation for that school replaces the first.

    Refused: `capacity.reserved_too_many`, `capacity.reserved_in_the_past`, `capacity.reserved_after_the_end`.
    """
    actions.reserve_places(capacity=capacity, school=school, places=places, until_on=until_on, by=by)


class ReservationStep(StepView):
    """A verb on a reservation."""

    roles = HR
    rows = Reservation.objects.all()
    serializer_class = ReservationSerializer
    noun = "reservation"

    def visible(self) -> QuerySet[Reservation]:
        """Those on the own company's places."""
        return self.rows.filter(capacity__in=Capacity.objects.of(self.request.actor))


urlpatterns = [
    path("capacity/", Capacities.as_view()),
    path("capacity/<int:pk>/", OneCapacity.as_view()),
    path("capacity/<int:pk>/publish/", CapacityStep.as_view(verb=actions.publish_capacity)),
    path("capacity/<int:pk>/close/", CapacityStep.as_view(verb=actions.close_capacity)),
    path("capacity/<int:pk>/reopen/", CapacityStep.as_view(verb=actions.reopen_capacity)),
    path("capacity/<int:pk>/copy/", CapacityStep.as_view(verb=actions.copy_last_year)),
    path("capacity/<int:pk>/discard/", CapacityStep.as_view(verb=actions.discard_draft, gone=True)),
    path("capacity/<int:pk>/reserve/", CapacityStep.as_view(verb=reserve, input_class=ReserveSerializer)),
    path("reservations/<int:pk>/release/", ReservationStep.as_view(verb=actions.release_reservation, gone=True)),
]
