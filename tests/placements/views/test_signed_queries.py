"""The page of a signed placement asks at most 15 queries before its first day and on it."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from placements.actions.mentor import take_over
from placements.models import Placement
from tests.factories.agreements import director_of, in_signing, make_ready
from tests.factories.offers import make_market
from tests.placements.views.test_link_queries import login
from tests.test_query_counts import MOST, queries_of

pytestmark = pytest.mark.django_db


def asked_of_a_signed_placement(day, *, taken_over):
    """How many queries its page asks for each who reads it; another may have taken over from the first mentor."""
    with time_machine.travel("2026-11-23 09:00 +0100", tick=False) as clock:
        market = make_market()
        agreement = in_signing(market)
        placement = make_ready(agreement.placement)
        agreement.placement.agreements.update(status="sealed", sealed_at=agreement.hr_checked_at)
        Placement.objects.filter(pk=placement.pk).update(status="signed")
        placement.refresh_from_db()
        if taken_over:
            take_over(placement=placement, mentor=market.mentor(), starts_on=date(2027, 1, 18), by=market.hr)
        clock.move_to(f"{day} 09:00 +0100")
        people = [login(row) for row in (market.hr_member, market.coach_member, director_of(market))]
        return [queries_of(person, reverse("placement-detail", args=[placement.pk])) for person in people]


@pytest.mark.parametrize("day", ["2026-11-30", "2027-01-11", "2027-01-18"])
@pytest.mark.parametrize("taken_over", [False, True])
def test_a_signed_placement(day, taken_over):
    asked = asked_of_a_signed_placement(day, taken_over=taken_over)
    assert max(asked) <= MOST, asked
