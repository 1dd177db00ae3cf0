"""The schema, its readable form, and the page of the keys."""

import pytest

from marketplace.actor import Role
from marketplace.api.actions import make_key, revoke_key
from marketplace.api.models import ApiKey
from marketplace.workflow import Refused
from tests.constraints import breaks
from tests.factories.accounts import UserFactory, actor_of
from tests.factories.schools import school_member

pytestmark = pytest.mark.django_db
KEYS = "/accounts/keys/"


def test_schema_is_openapi_3_1(anybody):
    answer = anybody.get("/api/v1/schema/?format=json")
    assert answer.status_code == 200
    assert answer.json()["openapi"].startswith("3.1")


def test_docs_load_only_from_here(client):
    answer = client.get("/api/v1/docs/")
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "<style" not in page
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert client.get("/api/v1/docs/?script=").headers["Content-Type"].startswith("application/javascript")


def test_the_secret_is_shown_once(market, client_of, anybody):
    client = client_of(market.hr_member)
    page = client.post(KEYS, {"name": "planning", "role": "hr"}).context
    anybody.credentials(HTTP_AUTHORIZATION=f"Bearer {page['secret']}")
    assert anybody.get("/api/v1/me/").json()["roles"] == ["hr"]
    again = client.get(KEYS).content.decode()
    assert "planning" in again
    assert page["secret"] not in again


def test_a_role_that_is_not_yours_is_no_choice(market, client_of):
    answer = client_of(market.hr_member).post(KEYS, {"name": "x", "role": "coordinator"})
    assert answer.status_code == 200
    assert not ApiKey.objects.exists()


def test_a_revoked_key_opens_nothing(market, client_of, anybody):
    key, secret = make_key(name="x", role="hr", by=market.hr)
    client_of(market.hr_member).post(f"{KEYS}{key.pk}/revoke/")
    anybody.credentials(HTTP_AUTHORIZATION=f"Bearer {secret}")
    assert anybody.get("/api/v1/me/").status_code == 401


def test_a_stranger_revokes_nothing(market, client_of):
    key, _secret = make_key(name="x", role="hr", by=market.hr)
    assert client_of(market.coordinator_member).post(f"{KEYS}{key.pk}/revoke/").status_code == 404
    key.refresh_from_db()
    assert key.revoked_at is None


def test_revoking_twice_is_recorded_once(market, django_assert_num_queries):
    key, _secret = make_key(name="x", role="hr", by=market.hr)
    revoke_key(key=key, by=market.hr)
    at = ApiKey.objects.get().revoked_at
    revoke_key(key=key, by=market.hr)
    assert ApiKey.objects.get().revoked_at == at


def test_a_director_has_no_keys(market, client_of):
    director = school_member(market.school, Role.DIRECTOR)
    assert client_of(director).get(KEYS).status_code == 403
    with pytest.raises(Refused, match="rol die je zelf hebt"):
        make_key(name="x", role=Role.DIRECTOR, by=actor_of(director))


def test_the_account_page_leads_to_the_keys(market, client_of):
    assert KEYS in client_of(market.hr_member).get("/accounts/").content.decode()


def test_api_key_role_of_an_organisation(market):
    key, _secret = make_key(name="x", role="hr", by=market.hr)
    with breaks("api_key_role_of_an_organisation"):
        ApiKey.objects.filter(pk=key.pk).update(role="student")


def test_only_the_digest_is_kept(market):
    key, secret = make_key(name="x", role="hr", by=market.hr)
    assert secret not in str(vars(key))
    assert UserFactory().pk != key.made_by_id
