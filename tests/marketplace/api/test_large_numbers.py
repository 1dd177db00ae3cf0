"""A number that no column can hold is a wrong field, never a fault."""

import pytest

from marketplace.actor import Role
from tests.factories.schools import SchoolFactory, school_member

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["competences/?programme", "agreements/?placement", "matches/?round"])
def test_a_huge_key_is_refused(client_of, address):
    client = client_of(school_member(SchoolFactory(), Role.COORDINATOR))
    answer = client.get(f"/api/v1/{address}={10**30}")
    assert answer.status_code == 400
    assert answer.json()["code"] == "invalid"
