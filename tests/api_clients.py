"""A market, and clients with a key or a session."""

import pytest
from rest_framework.test import APIClient

from tests.factories.keys import with_key
from tests.factories.offers import make_market


@pytest.fixture
def market(db):
    return make_market()


@pytest.fixture
def hr(market):
    return with_key(market.hr_member)


@pytest.fixture
def coordinator(market):
    return with_key(market.coordinator_member)


@pytest.fixture
def person():
    """A client in which a member has logged in."""

    def log_in(membership):
        client = APIClient()
        client.force_login(membership.user, backend="allauth.account.auth_backends.AuthenticationBackend")
        session = client.session
        session["organisation"] = membership.organisation_id
        session.save()
        return client

    return log_in
