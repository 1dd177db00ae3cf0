"""The page of a signed placement asks at most 15 queries before its first day and on it."""

import pytest
import time_machine
from django.urls import reverse

from placements.models import Placement
from tests.factories.agreements import director_of, in_signing, make_ready
from tests.factories.offers import make_market
from tests.placements.views.test_link_queries import login
from tests.test_query_counts import MOST, queries_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("day", ["2026-11-30", "2027-01-11"])
def test_a_signed_placement(day):
    with time_machine.travel("2026-11-23 09:00 +0100", tick=False) as clock:
        market = make_market()
        agreement = in_signing(market)
        placement = make_ready(agreement.placement)
        agreement.placement.agreements.update(status="sealed", sealed_at=agreement.hr_checked_at)
        Placement.objects.filter(pk=placement.pk).update(status="signed")
        clock.move_to(f"{day} 09:00 +0100")
        people = [login(row) for row in (market.hr_member, market.coach_member, director_of(market))]
        asked = [queries_of(person, reverse("placement-detail", args=[placement.pk])) for person in people]
    assert max(asked) <= MOST, asked
