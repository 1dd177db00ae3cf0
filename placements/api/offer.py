"""The API of offers: send, answer, withdraw and talk; before its yes a company reads the need without the person."""

from typing import Any, ClassVar

from django.urls import path
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from companies.models import Mentor
from marketplace.actor import Actor, Role
from marketplace.api.endpoints import MakeView, OfActor, Roles, Row, Rows, Serializers, StepView
from marketplace.api.fields import Day, Visible, weekdays
from marketplace.api.serializers import Shown, Strict
from placements.actions import agreed as agreed_actions
from placements.actions import offer as actions
from placements.enums import DeclineReason
from placements.filters.offer import OfferFilter
from placements.models import Capacity, Match, Offer, OfferMessage, PlacementRequest
from placements.offer_need import disclosed_student, need_of
from placements.rules.side import sides_of
from schools.models import Student

READERS = (Role.HR, Role.COORDINATOR, Role.COACH, Role.DIRECTOR)
HR, COORDINATOR = (Role.HR,), (Role.COORDINATOR,)


class NeedSerializer(serializers.Serializer):
    """The anonymous need (R33): no name, gender, birth date, school or address."""

    programme = serializers.CharField()
    grade = serializers.CharField()
    form = serializers.CharField()
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    weekdays = weekdays()
    competences = serializers.ListField(child=serializers.CharField())
    languages = serializers.ListField(child=serializers.CharField())
    region = serializers.CharField()
    is_minor = serializers.BooleanField()


class OfferMessageSerializer(Shown):
    class Meta:
        model = OfferMessage
        fields = ("id", "party", "text", "at")


class OfferRowSerializer(Shown):
    """`student_name` is null for a company until its yes; `request` is the school's own."""

    request = serializers.SerializerMethodField()
    student_name = serializers.SerializerMethodField()
    programme = serializers.IntegerField(source="request.programme_id", read_only=True)
    placement = serializers.IntegerField(source="placement.pk", read_only=True, default=None, allow_null=True)

    class Meta:
        model = Offer
        fields: tuple[str, ...] = (
            "id", "kind", "status", "request", "student_name", "programme", "capacity", "company", "sent_at",
            "answer_by_on", "answered_at", "wants_meeting", "mentor", "decline_reason", "placement",
        )  # fmt: skip

    def get_request(self, offer: Offer) -> int | None:
        """Companies see offers, never requests."""
        return None if sides_of(offer, self._actor).has(Role.HR) else offer.request_id

    def get_student_name(self, offer: Offer) -> str | None:
        """The name, for whom it is disclosed."""
        student = disclosed_student(offer, self._actor)
        return str(student) if student else None

    @property
    def _actor(self) -> Actor:
        return self.context["request"].actor


class OfferSerializer(OfferRowSerializer):
    need = serializers.SerializerMethodField()
    messages = OfferMessageSerializer(many=True, read_only=True)

    class Meta(OfferRowSerializer.Meta):
        fields = (*OfferRowSerializer.Meta.fields, "need", "messages")

    @extend_schema_field(NeedSerializer)
    def get_need(self, offer: Offer) -> Any:
        """What a company may know before its yes."""
        return NeedSerializer(need_of(offer)).data


class SendSerializer(Strict):
    request = Visible(queryset=PlacementRequest.objects.all())
    capacity = Visible(queryset=Capacity.objects.all())
    student_told_on = Day()


class AcceptSerializer(Strict):
    """Without `mentor` the name comes later."""

    wants_meeting = serializers.BooleanField()
    mentor = Visible(queryset=Mentor.objects.all(), required=False, allow_null=True)


class DeclineSerializer(Strict):
    reason = serializers.ChoiceField(choices=DeclineReason.choices)


class MessageSerializer(Strict):
    text = serializers.CharField(max_length=600)


class AgreedSerializer(Strict):
    student = Visible(queryset=Student.objects.all())
    capacity = Visible(queryset=Capacity.objects.all())
    starts_on = Day()
    ends_on = Day()
    weekdays = weekdays(allow_empty=False)


class OfOffer(OfActor):
    """An offer, for the company's HR and the school's staff."""

    roles: ClassVar[Roles] = READERS
    rows = Offer.objects.select_related("request__student", "request__programme", "capacity__site", "placement")
    serializer_class: Serializers = OfferSerializer
    noun = "offer"


class Offers(OfOffer, Rows):
    """The offers of the own company or school."""

    serializer_class = OfferRowSerializer
    filterset_class = OfferFilter


class OneOffer(OfOffer, Row):
    """One offer: the anonymous need, and the questions."""


class Send(OfOffer, MakeView):
    """Send one request to one capacity."""

    roles: ClassVar[Roles] = COORDINATOR
    input_class = SendSerializer

    @staticmethod
    def verb(*, request: PlacementRequest, capacity: Capacity, by: Actor, **told: Any) -> Offer:
        """Send a request to a company without naming the student (R33), in one of the request's three slots (R28).

        Refused: any of the hard rules of the pair, `offer.three_open`, `offer.sent_already`.
        """
        match = Match.objects.visible_to(by).filter(request=request, capacity=capacity).order_by("-pk").first()
        return actions.send_offer(request=request, capacity=capacity, by=by, match=match, **told)


class Agreed(OfOffer, MakeView):
    """Register a placement that school and company agreed by telephone."""

    roles: ClassVar[Roles] = COORDINATOR
    input_class = AgreedSerializer
    verb = staticmethod(agreed_actions.register_agreed)


class OfferStep(OfOffer, StepView):
    """A verb on an offer."""


ASKERS = (Role.HR, Role.COORDINATOR, Role.COACH)
ACCEPT = {"verb": actions.accept, "input_class": AcceptSerializer, "roles": HR}
DECLINE = {"verb": actions.decline, "input_class": DeclineSerializer, "roles": HR}
MESSAGE = {"verb": actions.write_message, "input_class": MessageSerializer, "roles": ASKERS}

urlpatterns = [
    path("offers/", Offers.as_view()),
    path("offers/send/", Send.as_view()),
    path("offers/agreed/", Agreed.as_view()),
    path("offers/<int:pk>/", OneOffer.as_view()),
    path("offers/<int:pk>/accept/", OfferStep.as_view(**ACCEPT)),
    path("offers/<int:pk>/decline/", OfferStep.as_view(**DECLINE)),
    path("offers/<int:pk>/withdraw/", OfferStep.as_view(verb=actions.withdraw, roles=COORDINATOR)),
    path("offers/<int:pk>/message/", OfferStep.as_view(**MESSAGE)),
]
