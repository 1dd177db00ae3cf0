"""The promises of the database about offers, each broken once."""

from datetime import date

import pytest
from django.utils import timezone

from placements.models import DeclinedPair, Offer, OfferMessage
from tests.constraints import breaks
from tests.factories.offers import OfferFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def offer():
    return OfferFactory()


def change(offer, **fields):
    Offer.objects.filter(pk=offer.pk).update(**fields)


def test_status_known(offer):
    with breaks("offer_status_known"):
        change(offer, status="maybe")


@pytest.mark.parametrize("slot", [0, 4])
def test_slot(offer, slot):
    with breaks("offer_slot_1_to_3"):
        change(offer, slot=slot)


def test_three_open_per_request(offer):
    with breaks("offer_three_open_per_request"):
        OfferFactory(request=offer.request)


def test_once_per_request_and_capacity(offer):
    with breaks("offer_once_per_request_and_capacity"):
        OfferFactory(request=offer.request, capacity=offer.capacity, slot=2)


def test_a_no_has_a_reason(offer):
    with breaks("offer_declined_has_reason"):
        change(offer, status="declined")


def test_a_message_has_text(offer):
    with breaks("offer_message_has_text"):
        OfferMessage.objects.create(offer=offer, party="company", text="", at=timezone.now())


def test_a_pair_says_no_once(offer):
    pair = {"request": offer.request, "capacity": offer.capacity, "party": "company", "reason": "full"}
    DeclinedPair.objects.create(**pair, at=timezone.now())
    with breaks("declined_pair_once"):
        DeclinedPair.objects.create(**pair, at=timezone.now())


def test_overdue_is_about_open_offers(offer):
    change(offer, answer_by_on=date(2026, 11, 1))
    assert list(Offer.objects.overdue(date(2026, 11, 2))) == [offer]
    assert not Offer.objects.overdue(date(2026, 11, 1)).exists()
