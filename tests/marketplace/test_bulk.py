"""Many rows at once: what is copied in and out are the values of the ORM."""

from datetime import timedelta

import pytest
from django.utils import timezone

from marketplace import bulk
from marketplace.jobs.models import Job

pytestmark = pytest.mark.django_db


def by_orm(rows, *names):
    return list(rows.values_list(*names))


def job(number):
    at = timezone.now() + timedelta(seconds=number)
    return Job(kind=f"kind {number}", arguments={"n": [number], "word": "é\t\\"}, created_at=at, due_at=at)


def test_rows_in_batches_all_arrive(monkeypatch):
    monkeypatch.setattr(bulk, "BATCH", 2)
    rows = [job(number) for number in range(5)]
    bulk.insert(iter(rows))
    names = ("kind", "arguments", "created_at", "due_at", "done_at", "fault")
    assert by_orm(Job.objects.order_by("pk"), *names) == [tuple(getattr(row, name) for name in names) for row in rows]


def test_no_rows_are_no_statement(django_assert_num_queries):
    with django_assert_num_queries(0):
        bulk.insert([])
        assert bulk.read(Job.objects.none(), "pk") == []
