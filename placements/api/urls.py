"""The addresses of the API of placements: each noun names its own."""

from placements.api import (
    agreement,
    capacity,
    explanation,
    mentor,
    offer,
    place,
    placement,
    plan_line,
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
    *agreement.urlpatterns,
    *plan_line.urlpatterns,
]
