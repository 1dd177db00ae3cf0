"""Each promise of the database about capacity and reservations, broken once."""

from datetime import date

import pytest

from placements.models import Reservation
from tests.constraints import breaks
from tests.factories.placements import CapacityFactory
from tests.factories.schools import SchoolFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("capacity_has_places", {"places": 0}),
        ("capacity_never_overbooked", {"places": 1, "taken": 2}),
        ("capacity_ends_after_start", {"ends_on": date(2026, 8, 31)}),
        ("capacity_status_known", {"status": "paused"}),
        ("capacity_published_at_a_moment", {"published_at": None}),
    ],
)
def test_capacity(name, fields):
    with breaks(name):
        CapacityFactory(**fields)


def test_reservation_has_places():
    with breaks("reservation_has_places"):
        Reservation.objects.create(
            capacity=CapacityFactory(), school=SchoolFactory(), places=0, until_on=date(2026, 12, 1)
        )


def test_reservation_once_per_school():
    facts = {"capacity": CapacityFactory(), "school": SchoolFactory(), "places": 1, "until_on": date(2026, 12, 1)}
    Reservation.objects.create(**facts)
    with breaks("reservation_once_per_school"):
        Reservation.objects.create(**facts)
