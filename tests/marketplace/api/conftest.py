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
def anybody(db):
    return APIClient()
