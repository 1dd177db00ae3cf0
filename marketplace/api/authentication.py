"""Who asks: an organisation's API key; people with a session come in by DRF's own SessionAuthentication."""

from typing import Any

from django.utils import timezone
from rest_framework import authentication, exceptions
from rest_framework.request import Request

from marketplace.accounts.models import Membership
from marketplace.actor import Actor
from marketplace.api.actions import digest
from marketplace.api.models import ApiKey


class KeyAuthentication(authentication.BaseAuthentication):
    """`Authorization: Bearer <key>`; the actor is the organisation in the key's role, without a user.

    A key works as long as the person who made it holds its role: whoever leaves may have kept a copy.
    """

    def authenticate(self, request: Request) -> tuple[None, ApiKey] | None:
        """The key, or None when the request carries no Bearer header; a wrong key is a 401."""
        scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            return None
        key = ApiKey.objects.filter(key_hash=digest(secret.strip()), revoked_at=None).first()
        if key is None or not _maker_has_role(key):
            raise exceptions.AuthenticationFailed
        request._request.actor = Actor(organisation_id=key.organisation_id, roles=frozenset({key.role}))  # type: ignore[attr-defined]
        return None, key

    def authenticate_header(self, request: Request) -> str:
        """What a 401 asks for."""
        return "Bearer"


def _maker_has_role(key: ApiKey) -> bool:
    held = Membership.objects.in_force(timezone.localdate()).filter(user=key.made_by_id, user__is_active=True)
    return held.filter(organisation=key.organisation_id, role=key.role).exists()


def owner_of(request: Any) -> str:
    """Who asks: one key, or one person in one organisation."""
    if request.auth is not None:
        return f"key:{request.auth.pk}"
    return f"{request.actor.organisation_id}:{request.actor.user_id}"
