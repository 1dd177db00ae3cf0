"""Each named constraint of rounds and matches, broken once."""

from datetime import date

import pytest

from placements.models import Match, Round
from tests.constraints import breaks
from tests.factories.placements import CapacityFactory, RequestFactory

pytestmark = pytest.mark.django_db


def make_round(**fields):
    dates = {"starts_on": date(2026, 9, 1), "ends_on": date(2027, 6, 30), "closes_on": date(2026, 8, 20)}
    review = {"review_until_on": date(2026, 8, 27), "name": "Start", "school_year": 2026, "seed": 1}
    return Round.objects.create(**dates | review | fields)


def make_match(**fields):
    return Match.objects.create(
        round=make_round(), request=RequestFactory(), capacity=CapacityFactory(), score=1, **fields
    )


@pytest.mark.parametrize("value", ["magic", ""])
@pytest.mark.parametrize("name", ["round_status_known", "round_method_known", "round_policy_known"])
def test_a_known_value(name, value):
    field = name.split("_")[1]
    with breaks(name):
        make_round(**{field: value})


def test_round_ends_after_start():
    with breaks("round_ends_after_start"):
        make_round(ends_on=date(2026, 8, 31))


def test_round_review_after_closing_day():
    with breaks("round_review_after_closing_day"):
        make_round(review_until_on=date(2026, 8, 20))


def test_match_one_per_request_and_round():
    match = make_match()
    with breaks("match_one_per_request_and_round"):
        Match.objects.create(round=match.round, request=match.request, capacity=match.capacity, score=2)


def test_match_status_known():
    with breaks("match_status_known"):
        make_match(status="magic")


def test_match_dropped_has_reason():
    with breaks("match_dropped_has_reason"):
        make_match(status="dropped")
