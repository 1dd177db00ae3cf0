"""Every error is a problem document with a code, a sentence and fields."""

import pytest
from django.utils import timezone

from marketplace.api.models import ApiKey
from marketplace.api.throttling import OfActors, OfNobody
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.keys import with_key

OFFERS = "/api/v1/offers/"


def is_problem(answer, status, code):
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    body = answer.json()
    assert set(body) == {"status", "code", "detail", "fields"}
    assert (body["status"], body["code"]) == (status, code)
    assert body["detail"]
    return body


def test_wrong_field_is_400_and_named(market, hr):
    offer = market.offer()
    body = is_problem(hr.post(f"{OFFERS}{offer.pk}/decline/", {"reason": "?"}, format="json"), 400, "invalid")
    assert set(body["fields"]) == {"reason"}


def test_unknown_field_is_400(market, hr):
    offer = market.offer()
    asked = {"reason": "full", "why": "x"}
    body = is_problem(hr.post(f"{OFFERS}{offer.pk}/decline/", asked, format="json"), 400, "invalid")
    assert set(body["fields"]) == {"why"}
    offer.refresh_from_db()
    assert offer.status == "sent"


def test_broken_json_is_400(hr):
    is_problem(hr.post("/api/v1/mentors/", "{", content_type="application/json"), 400, "parse_error")


@pytest.mark.parametrize(
    "body", [b'{"reason": "\\ud800"}', b'{"a":' * 5000, b'{"\\udfff": 1}'], ids=["half", "deep", "key"]
)
def test_half_a_character_and_bottomless_json_are_400(market, hr, body):
    """A refusal names what was sent: half a surrogate pair cannot be said."""
    address = f"{OFFERS}{market.offer().pk}/decline/"
    is_problem(hr.post(address, body, content_type="application/json"), 400, "parse_error")


@pytest.mark.parametrize("at", ["0001-01-01", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59-12:00", "2100-01-01T00:00"])
def test_a_moment_out_of_reach_is_400(market, hr, at):
    address = f"/api/v1/placements/{market.placement().pk}/meeting/"
    body = is_problem(hr.post(address, {"at": at, "where": "hier"}, format="json"), 400, "invalid")
    assert set(body["fields"]) == {"at"}


def test_wrong_filter_is_400(hr):
    assert "status" in is_problem(hr.get(OFFERS, {"status": "?"}), 400, "invalid")["fields"]


def test_nobody_gets_401_with_the_way_in(anybody):
    answer = anybody.get(OFFERS)
    is_problem(answer, 401, "not_authenticated")
    assert answer["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize("secret", ["", "wrong", "x" * 500])
def test_wrong_key_is_401_also_where_all_may_read(anybody, secret):
    anybody.credentials(HTTP_AUTHORIZATION=f"Bearer {secret}")
    is_problem(anybody.get("/api/v1/labels/"), 401, "authentication_failed")


def test_revoked_key_is_401(market, hr):
    assert hr.get(OFFERS).status_code == 200
    ApiKey.objects.update(revoked_at=timezone.now())
    is_problem(hr.get(OFFERS), 401, "authentication_failed")


def test_wrong_role_is_403(market, coordinator):
    is_problem(coordinator.post(f"{OFFERS}{market.offer().pk}/decline/", {}, format="json"), 403, "permission_denied")


def test_what_you_may_not_see_is_404(market):
    stranger = with_key(MembershipFactory(role="hr"))
    is_problem(stranger.get(f"{OFFERS}{market.offer().pk}/"), 404, "not_found")


def test_no_such_address_or_page_is_404(hr):
    is_problem(hr.get("/api/v1/nothing/"), 404, "not_found")
    is_problem(hr.get(OFFERS, {"page": "99"}), 404, "not_found")


def test_wrong_method_is_405_and_other_media_415(market, hr):
    assert is_problem(hr.delete(OFFERS), 405, "method_not_allowed")
    is_problem(hr.post("/api/v1/mentors/", {"name": "x"}), 415, "unsupported_media_type")


def test_refused_step_is_409_with_the_sentence_of_the_page(market, hr):
    offer = market.offer()
    market.placement(offer, wants_meeting=True)
    body = is_problem(
        hr.post(f"{OFFERS}{offer.pk}/decline/", {"reason": "full"}, format="json"), 409, "offer.decline.wrong_status"
    )
    assert "al beantwoord" in body["detail"]


def test_stale_row_is_412(market, hr):
    offer = market.offer()
    tag = hr.get(f"{OFFERS}{offer.pk}/")["ETag"]
    asked = {"text": "Tot hoe laat?"}
    assert hr.post(f"{OFFERS}{offer.pk}/message/", asked, format="json", HTTP_IF_MATCH=tag).status_code == 200
    answer = hr.post(f"{OFFERS}{offer.pk}/message/", asked, format="json", HTTP_IF_MATCH=tag)
    is_problem(answer, 412, "stale")
    assert offer.messages.count() == 1


@pytest.mark.parametrize("tags", ["*", '"other", {tag}'])
def test_one_fitting_tag_is_enough(market, hr, tags):
    offer = market.offer()
    tag = tags.format(tag=hr.get(f"{OFFERS}{offer.pk}/")["ETag"])
    asked = {"text": "Tot hoe laat?"}
    assert hr.post(f"{OFFERS}{offer.pk}/message/", asked, format="json", HTTP_IF_MATCH=tag).status_code == 200


def test_stale_change_is_412(market, hr):
    mentor = market.mentor()
    address = f"/api/v1/mentors/{mentor.pk}/"
    tag = hr.get(address)["ETag"]
    assert hr.patch(address, {"name": "Ander"}, format="json", HTTP_IF_MATCH=tag).status_code == 200
    is_problem(hr.patch(address, {"name": "Nog een"}, format="json", HTTP_IF_MATCH=tag), 412, "stale")
    mentor.refresh_from_db()
    assert mentor.name == "Ander"


@pytest.mark.parametrize(("throttle", "name"), [(OfActors, "hr"), (OfNobody, "anybody")])
def test_too_often_is_429_with_the_seconds_to_wait(request, monkeypatch, throttle, name):
    client = request.getfixturevalue(name)
    monkeypatch.setattr(throttle, "rate", "2/minute")
    assert [client.get("/api/v1/labels/").status_code for _ in range(2)] == [200, 200]
    answer = client.get("/api/v1/labels/")
    is_problem(answer, 429, "throttled")
    assert 0 < int(answer["Retry-After"]) <= 60


def test_two_keys_are_counted_apart(monkeypatch, hr, coordinator):
    monkeypatch.setattr(OfActors, "rate", "1/minute")
    assert hr.get("/api/v1/me/").status_code == 200
    assert coordinator.get("/api/v1/me/").status_code == 200


class TestSessions:
    def test_a_person_reads_with_a_session(self, market, client_of):
        body = client_of(market.hr_member).get("/api/v1/me/").json()
        assert body == {"organisation": market.company.pk, "roles": ["hr"], "may_sign": True}

    def test_writing_without_csrf_is_403(self, market, anybody):
        anybody.handler.enforce_csrf_checks = True
        anybody.force_login(market.hr_member.user, backend="allauth.account.auth_backends.AuthenticationBackend")
        asked = {"reason": "full"}
        answer = anybody.post(f"{OFFERS}{market.offer().pk}/decline/", asked, format="json")
        is_problem(answer, 403, "permission_denied")

    def test_somebody_without_organisation_may_read_nothing_of_others(self, anybody):
        user = UserFactory()
        anybody.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        assert anybody.get("/api/v1/me/").json()["roles"] == []
        is_problem(anybody.get(OFFERS), 403, "permission_denied")
