"""How often one may ask: by key or person, and tighter by address for who is nobody."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from rest_framework.throttling import SimpleRateThrottle

if TYPE_CHECKING:  # DRF reads this module while it loads its own views
    from rest_framework.views import APIView

from marketplace.actor import ANONYMOUS
from marketplace.api.authentication import owner_of


class OfActors(SimpleRateThrottle):
    """Each key, and each person, by its own count."""

    rate = settings.API_RATE

    def get_cache_key(self, request: Any, view: "APIView") -> str | None:
        """None for who is nobody."""
        return None if request.actor == ANONYMOUS else f"rate:{owner_of(request)}"


class OfNobody(SimpleRateThrottle):
    """Each address, for requests without key or session."""

    rate = settings.API_RATE_ANONYMOUS

    def get_cache_key(self, request: Any, view: "APIView") -> str | None:
        """None for who is somebody."""
        return f"rate:{self.get_ident(request)}" if request.actor == ANONYMOUS else None
