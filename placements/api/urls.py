"""The addresses of the API of placements: each noun names its own."""

from placements.api import agreement, capacity, explanation, offer, place, placement, rematch, request
from placements.api import round as round_api

urlpatterns = [
    *capacity.urlpatterns,
    *place.urlpatterns,
    *request.urlpatterns,
    *round_api.urlpatterns,
    *rematch.urlpatterns,
    *explanation.urlpatterns,
    *offer.urlpatterns,
    *placement.urlpatterns,
    *agreement.urlpatterns,
]
