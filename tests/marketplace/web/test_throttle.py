"""What costs much to make or to check is given to one address only so often."""

import pytest
from django.urls import reverse

from marketplace.web.throttle import OfAddress
from tests.factories.labels import LabelFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def twice_a_minute(monkeypatch):
    monkeypatch.setattr(OfAddress, "rate", "2/minute")


@pytest.mark.parametrize("name", ["document-verify", "label-verify"])
def test_too_often_is_a_page_that_says_so(client, name):
    address = reverse(name)
    assert [client.get(address).status_code for _ in range(2)] == [200, 200]
    answer = client.get(address)
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 60
    assert "Wacht een minuut" in answer.content.decode()


def test_the_pages_count_together_and_addresses_apart(client):
    sticker = reverse("label-sticker", args=[LabelFactory().pk])
    for address in (reverse("document-verify"), reverse("label-verify")):
        client.get(address)
    assert client.get(sticker).status_code == 429
    assert client.get(sticker, REMOTE_ADDR="192.0.2.7").status_code == 200


def test_logging_in_too_often_shows_the_same_page(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip", "login_failed": "1/m/ip"}
    for _attempt in range(2):
        answer = client.post(reverse("account_login"), {"login": "a@demo.example", "password": "fout-wachtwoord"})
    assert answer.status_code == 429
    assert "Wacht een minuut" in answer.content.decode()
