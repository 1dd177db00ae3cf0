"""A POST under a key is done once, and answered with the same bytes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from companies.models import Closure
from marketplace.api.models import StoredAnswer
from marketplace.api.tasks import forget_answers
from tests.constraints import breaks
from tests.factories.keys import with_key
from tests.factories.offers import make_market
from tests.race import TRIALS, race

CLOSURES = "/api/v1/closures/"


def closure(market, **fields):
    return {"site": market.site.pk, "starts_on": "2026-12-24", "ends_on": "2027-01-02", **fields}


def post(client, body, key="k1"):
    return client.post(CLOSURES, body, format="json", HTTP_IDEMPOTENCY_KEY=key)


def test_the_same_request_again_gives_the_same_bytes(market, hr):
    first, second = post(hr, closure(market)), post(hr, closure(market))
    assert (first.status_code, second.status_code) == (201, 201)
    assert (first.content, first["ETag"]) == (second.content, second["ETag"])
    assert Closure.objects.count() == 1


def test_another_body_under_the_key_is_422(market, hr):
    post(hr, closure(market))
    answer = post(hr, closure(market, ends_on="2027-01-03"))
    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key_reused")
    assert Closure.objects.count() == 1


def test_a_key_belongs_to_its_owner(market, hr):
    other = with_key(market.hr_member)
    post(hr, closure(market))
    assert post(other, closure(market)).status_code == 201
    assert Closure.objects.count() == 2


def test_a_wrong_request_does_not_use_up_its_key(market, hr):
    assert post(hr, closure(market, ends_on="2026-12-01")).status_code == 400
    assert post(hr, closure(market)).status_code == 201


def test_a_refused_step_does_not_use_up_its_key(market, hr):
    capacity = market.capacity(status="draft", published_at=None, forms=[])
    address = f"/api/v1/capacity/{capacity.pk}/publish/"
    assert hr.post(address, {}, format="json", HTTP_IDEMPOTENCY_KEY="k2").status_code == 409
    capacity.forms = ["OAO"]
    capacity.mentors_later = 2
    capacity.save()
    answer = hr.post(address, {}, format="json", HTTP_IDEMPOTENCY_KEY="k2")
    assert answer.status_code == 200, answer.content


def test_an_answer_without_body_is_repeated_too(market, hr):
    row = Closure.objects.create(site=market.site, starts_on="2026-12-24", ends_on="2027-01-02")
    address = f"{CLOSURES}{row.pk}/remove/"
    answers = [hr.post(address, {}, format="json", HTTP_IDEMPOTENCY_KEY="k3") for _ in range(2)]
    assert [(answer.status_code, answer.content) for answer in answers] == [(204, b"")] * 2


def test_a_key_that_is_too_long_is_400(market, hr):
    assert post(hr, closure(market), key="k" * 101).status_code == 400


@pytest.mark.django_db
def test_stored_answer_key_once_per_owner():
    StoredAnswer.objects.create(owner="o", key="k", digest="d", stored_at=timezone.now())
    with breaks("stored_answer_key_once_per_owner"):
        StoredAnswer.objects.create(owner="o", key="k", digest="e", stored_at=timezone.now())


@pytest.mark.django_db
def test_answers_are_forgotten_after_a_day():
    for hours in (1, 25):
        at = timezone.now() - timedelta(hours=hours)
        StoredAnswer.objects.create(owner="o", key=f"{hours}", digest="d", stored_at=at)
    assert forget_answers() == 1
    assert StoredAnswer.objects.get().key == "1"


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_the_same_key_at_the_same_moment_has_one_effect():
    market = make_market()
    clients = [with_key(market.hr_member) for _ in range(1)] * 3
    for number in range(min(TRIALS, 10)):
        answers = race([lambda client=client, n=number: post(client, closure(market), f"k{n}") for client in clients])
        assert {answer.status_code for answer in answers} == {201}
        assert len({answer.content for answer in answers}) == 1
        assert Closure.objects.count() == number + 1
