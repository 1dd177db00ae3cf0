"""Puts the actor on every request, and shows people their own language."""

from collections.abc import Callable
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.cache import add_never_cache_headers

from marketplace.accounts.access import actor_among, held_by
from marketplace.accounts.models import Membership
from marketplace.actor import ANONYMOUS, Actor


class ActorMiddleware:
    """`request.actor` is the person in the organisation chosen in this session, or ANONYMOUS.

    What somebody sees is stored nowhere: at school the next person sits at the same device.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        on = timezone.localdate()
        memberships = held_by(request.user, on) if request.user.is_authenticated else []
        request.memberships = memberships  # type: ignore[attr-defined]
        request.actor = _actor(request, memberships, on)  # type: ignore[attr-defined]
        if request.user.is_authenticated:
            translation.activate(request.user.language)
            request.LANGUAGE_CODE = request.user.language
        response = self.get_response(request)
        if request.actor != ANONYMOUS:  # type: ignore[attr-defined]  # it may be an API key by now
            add_never_cache_headers(response)
        return response


def _actor(request: HttpRequest, memberships: list[Membership], on: date) -> Actor:
    if not request.user.is_authenticated:
        return ANONYMOUS
    return actor_among(memberships, request.user, request.session.get("organisation"), on)
