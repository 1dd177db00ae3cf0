"""API keys, and clients that carry one."""

from rest_framework.test import APIClient

from marketplace.accounts.models import Membership
from marketplace.api.actions import make_key
from tests.factories.accounts import actor_of


def with_key(membership: Membership) -> APIClient:
    """A client with a key of the membership's organisation, in its role."""
    _key, secret = make_key(name="planning", role=membership.role, by=actor_of(membership))
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {secret}")
    return client
