"""What a round reads: the same by COPY, as on PostgreSQL, and by the ORM."""

from dataclasses import fields
from datetime import date

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from marketplace import bulk
from marketplace.period import Period
from placements.models import Capacity, PlacementRequest
from placements.rules import match_columns, match_seats
from placements.rules.match_codes import Day
from tests.factories.placements import CapacityFactory, RequestFactory
from tests.factories.schools import HomeFactory, StudentFactory

pytestmark = pytest.mark.django_db


def by_orm(rows, *names):
    return list(rows.values_list(*names))


@pytest.mark.parametrize(
    "rows",
    [PlacementRequest.objects.order_by("pk"), PlacementRequest.objects.filter(pk__in=[]), Capacity.objects.all()],
)
def test_what_is_read_is_what_the_orm_reads(rows):
    _city()
    names = match_columns.FIELDS if rows.model is PlacementRequest else match_seats.FIELDS
    assert bulk.read(rows, *names) == by_orm(rows, *names)


def test_a_round_reads_the_same_arrays_either_way(monkeypatch):
    _city()
    day, period, read = Day(timezone.localdate()), Period(date(2026, 9, 1), date(2027, 6, 30)), []
    for way in (bulk.read, by_orm):
        monkeypatch.setattr(match_columns, "read", way)
        monkeypatch.setattr(match_seats, "read", way)
        rows = PlacementRequest.objects.all(), Capacity.objects.all()
        read.append(match_columns.read_block(*rows, day=day, period=period, in_round=True))
    copied, listed = read
    assert len(copied.requests) == 3
    for columns in ("requests", "seats"):
        mine, other = getattr(copied, columns), getattr(listed, columns)
        for field in fields(mine):
            np.testing.assert_array_equal(getattr(mine, field.name), getattr(other, field.name), strict=True)
    np.testing.assert_array_equal(copied.wishes, listed.wishes, strict=True)


def test_only_postgresql_reads_by_copy():
    _city()
    with CaptureQueriesContext(connection) as asked:
        assert len(bulk.read(PlacementRequest.objects.all(), *match_columns.FIELDS)) == 3
    begins = "COPY" if connection.vendor == "postgresql" else "SELECT"
    assert [query["sql"].split()[0] for query in asked.captured_queries] == [begins]


def _city():
    """Three requests, one of who has two homes and much to ask; two capacities."""
    student = StudentFactory(languages=["nl", "fr"], attests=["vca"])
    HomeFactory(student=student, weeks="even")
    HomeFactory(student=student, weeks="odd", lat=None, lon=None)
    RequestFactory(student=student)
    RequestFactory.create_batch(2)
    CapacityFactory.create_batch(2)
