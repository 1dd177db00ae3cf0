"""Which roles may enter an API view, by method."""

from typing import TYPE_CHECKING

from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from marketplace.actor import ANONYMOUS

if TYPE_CHECKING:  # DRF reads this module while it loads its own views
    from rest_framework.views import APIView


class IsActor(BasePermission):
    """An actor with one of the view's roles for this method; anonymous requests get a 401, others a 403."""

    def has_permission(self, request: Request, view: "APIView") -> bool:
        """Whether the actor may enter."""
        actor = getattr(request, "actor", ANONYMOUS)
        if actor == ANONYMOUS:
            return False
        reads = request.method in SAFE_METHODS
        if not reads and getattr(view, "by_person", False) and actor.user_id is None:
            return False
        roles = roles_for(view, request.method)
        return not roles or actor.has(*roles)


def roles_for(view: "APIView", method: str | None) -> frozenset[str]:
    """The roles that may use a method of a view; none: every actor."""
    readers = getattr(view, "roles", ())
    writers = getattr(view, "writers", None)
    return frozenset(readers if method in SAFE_METHODS or writers is None else writers)
