"""The API of placement requests: one or many at once, their matches with reasons, and agreed placements."""

from typing import Any

from django.urls import path
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from companies.models import Site
from companies.sectors import Sector
from marketplace.actor import SCHOOL_STAFF, Actor, Role
from marketplace.api.endpoints import ManyView, OfActor, RowChange, Rows, Serializers, StepView, today
from marketplace.api.fields import Day, Known, Visible, several, weekdays, whole
from marketplace.api.serializers import Shown, Strict
from placements.actions import request as actions
from placements.enums import Form
from placements.filters.request import RequestFilter
from placements.forms.request import MOST_WISHES, wishable_sites
from placements.models import PlacementRequest, SiteWish
from placements.rules.match_choice import choices_for
from schools.models import Competence, Student

COORDINATOR = (Role.COORDINATOR,)


class WishSerializer(Shown):
    class Meta:
        model = SiteWish
        fields = ("rank", "site")


class PlacementRequestSerializer(Shown):
    student_name = serializers.CharField(source="student", read_only=True)
    weekdays = weekdays(read_only=True)
    sectors = several(Sector, read_only=True)
    wishes = WishSerializer(many=True, read_only=True)

    class Meta:
        model = PlacementRequest
        fields = (
            "id", "student", "student_name", "programme", "form", "school_year", "starts_on", "ends_on", "weekdays",
            "reach_km", "competences", "sectors", "wishes", "status", "submitted_at",
        )  # fmt: skip


class RefusedStudentSerializer(serializers.Serializer):
    """Why a student's request was not made; it stops no other."""

    student = serializers.IntegerField()
    code = serializers.CharField()
    detail = serializers.CharField()


class SubmittedSerializer(serializers.Serializer):
    """What came of submitting many at once."""

    made = PlacementRequestSerializer(many=True)
    refused = RefusedStudentSerializer(many=True)


class SubmitSerializer(Strict):
    """Without `form` it follows from the programme, without `weekdays` from the class."""

    students = Visible(queryset=Student.objects.all(), many=True, allow_empty=False)
    starts_on = Day()
    ends_on = Day()
    form = serializers.ChoiceField(choices=Form.choices, required=False)
    weekdays = weekdays(required=False)
    reach_km = whole(1, 200, required=False)


class RequestEditInput(Strict):
    """`wishes`: at most three sites, the most wished first."""

    starts_on = Day()
    ends_on = Day()
    form = serializers.ChoiceField(choices=Form.choices)
    weekdays = weekdays()
    reach_km = whole(1, 200)
    sectors = several(Sector)
    competences = Known(queryset=Competence.objects.all(), many=True)
    wishes = Known(queryset=Site.objects.all(), many=True)

    @property
    def _request(self) -> PlacementRequest:
        """The request that is changed; without one nothing is."""
        if self.instance is None:
            raise PlacementRequest.DoesNotExist
        return self.instance

    def validate_competences(self, chosen: list[Competence]) -> list[Competence]:
        """Of the request's own programme."""
        if any(row.programme_id != self._request.programme_id for row in chosen):
            raise serializers.ValidationError(_("Kies competenties van de opleiding van deze leerling."))
        return chosen

    def validate_wishes(self, sites: list[Site]) -> list[Site]:
        """Sites that offer the programme, or were wished before."""
        may = set(wishable_sites(self._request, today()).values_list("pk", flat=True))
        if len(sites) > MOST_WISHES or any(site.pk not in may for site in sites):
            raise serializers.ValidationError(_("Kies hoogstens drie vestigingen die deze opleiding aanbieden."))
        return list(dict.fromkeys(sites))


class OfRequest(OfActor):
    """A request of the own school; companies see offers, never requests."""

    roles, writers = SCHOOL_STAFF, COORDINATOR
    rows = PlacementRequest.objects.select_related("student").prefetch_related("competences", "wishes")
    serializer_class: Serializers = PlacementRequestSerializer
    noun = "request"


class Requests(OfRequest, Rows):
    """The requests of the own school."""

    filterset_class = RequestFilter

    def filter_arguments(self) -> dict[str, Any]:
        """Whose classes and programmes can be chosen."""
        return {"actor": self.request.actor}


def submit(*, by: Actor, **asked: Any) -> dict[str, Any]:
    """One request a student, with all competences of the programme still to learn; none refused stops another."""
    done = actions.submit_requests(by=by, **asked)
    refused = [
        {"student": student.pk, "code": refusal.code, "detail": str(refusal.sentence)}
        for student, refusal in done.refused
    ]
    return {"made": done.made, "refused": refused}


class Submit(OfRequest, ManyView):
    """Submit requests for one or many students."""

    serializer_class: Serializers = SubmittedSerializer
    input_class = SubmitSerializer
    verb = staticmethod(submit)


class OneRequest(OfRequest, RowChange):
    """One request."""

    input_class = RequestEditInput
    verb = staticmethod(actions.edit_request)


class RequestStep(OfRequest, StepView):
    """A verb on a request."""


class ReasonToldSerializer(serializers.Serializer):
    """A part score of 100 in words."""

    label = serializers.CharField()  # type: ignore[assignment]
    score = serializers.IntegerField()
    words = serializers.CharField()


class FoundSerializer(serializers.Serializer):
    """Where a capacity is."""

    capacity = serializers.IntegerField(source="capacity.pk")
    company_name = serializers.CharField(source="capacity.company.organisation.name")
    site = serializers.IntegerField(source="capacity.site_id")
    site_name = serializers.CharField(source="capacity.site.name")
    km = serializers.FloatField(allow_null=True)


class ChoiceSerializer(FoundSerializer):
    """A capacity that fits, with its reasons; `wish`: the rank of the wish that it answers."""

    score = serializers.IntegerField()
    reasons = ReasonToldSerializer(many=True)
    seats = serializers.IntegerField()
    wish = serializers.IntegerField(allow_null=True)


class NearMissSerializer(FoundSerializer):
    """A capacity that nearly fits, and what would help."""

    help = serializers.ListField(child=serializers.CharField())


class ChoicesSerializer(serializers.Serializer):
    """The best matches, the near misses, and what a wider reach would bring."""

    total = serializers.IntegerField()
    matches = ChoiceSerializer(many=True)
    near = NearMissSerializer(many=True)
    wider = serializers.CharField()


class RequestMatches(OfActor):
    """The places that fit one request, with their reasons, and what would help the near misses."""

    roles = SCHOOL_STAFF
    rows = PlacementRequest.objects.select_related("student", "programme")
    serializer_class = ChoicesSerializer

    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Today's choices."""
        return Response(self.get_serializer(choices_for(self.get_object(), on=today())).data)


urlpatterns = [
    path("requests/", Requests.as_view()),
    path("requests/submit/", Submit.as_view()),
    path("requests/<int:pk>/", OneRequest.as_view()),
    path("requests/<int:pk>/withdraw/", RequestStep.as_view(verb=actions.withdraw_request)),
    path("requests/<int:pk>/matches/", RequestMatches.as_view()),
]
