"""The API of placements that a school looks at again because a label was suspended (R32)."""

from typing import ClassVar

import django_filters
from django.urls import path

from marketplace.actor import SCHOOL_STAFF, Role
from marketplace.api.endpoints import OfActor, Roles, Rows, StepView
from marketplace.api.fields import LARGEST_KEY
from marketplace.api.serializers import ReasonSerializer, Shown
from placements.actions.review import keep
from placements.enums import ReviewStatus
from placements.models import PlacementReview


class ReviewSerializer(Shown):
    class Meta:
        model = PlacementReview
        fields = ("id", "placement", "status", "opened_at", "reason", "decided_at")


class ReviewFilter(django_filters.FilterSet):
    status = django_filters.ChoiceFilter(choices=ReviewStatus)
    placement = django_filters.NumberFilter(field_name="placement", max_value=LARGEST_KEY)

    class Meta:
        model = PlacementReview
        fields: tuple[str, ...] = ()


class OfReview(OfActor):
    """One look at one placement of the school's own students."""

    roles: ClassVar[Roles] = SCHOOL_STAFF
    rows = PlacementReview.objects.all()
    serializer_class = ReviewSerializer
    noun = "review"


class Reviews(OfReview, Rows):
    """The placements to look at again, and what was decided before."""

    filterset_class = ReviewFilter


class KeepStep(OfReview, StepView):
    """The placement goes on, with a reason."""

    roles, by_person = (Role.COORDINATOR, Role.COACH), True
    input_class = ReasonSerializer
    verb = staticmethod(keep)


urlpatterns = [
    path("reviews/", Reviews.as_view()),
    path("reviews/<int:pk>/keep/", KeepStep.as_view()),
]
