"""Which roles may enter an API view."""

from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView

from marketplace.actor import ANONYMOUS


class IsActor(BasePermission):
    """An actor with one of the view's `roles` (none given: any actor); anonymous requests get a 401."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        """Whether the actor may enter."""
        actor = getattr(request, "actor", ANONYMOUS)
        if actor == ANONYMOUS:
            return False
        roles = getattr(view, "roles", frozenset())
        return not roles or actor.has(*roles)
