"""The addresses of the API of placements: each noun names its own."""

from placements.api import (
    agreement,
    capacity,
    explanation,
    hand_over,
    hiring,
    mentor,
    offer,
    place,
    placement,
    plan_line,
    prior_learning,
    refusal,
    rematch,
    request,
    review,
    what_if,
)
from placements.api import round as round_api

urlpatterns = [
    *capacity.urlpatterns,
    *place.urlpatterns,
    *request.urlpatterns,
    *round_api.urlpatterns,
    *rematch.urlpatterns,
    *what_if.urlpatterns,
    *refusal.urlpatterns,
    *explanation.urlpatterns,
    *offer.urlpatterns,
    *placement.urlpatterns,
    *mentor.urlpatterns,
    *review.urlpatterns,
    *hand_over.urlpatterns,
    *prior_learning.urlpatterns,
    *hiring.urlpatterns,
    *agreement.urlpatterns,
    *plan_line.urlpatterns,
]
