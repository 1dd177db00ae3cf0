"""Lines of a home: any number of sources in one query, each with its own words, at most so many of one."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from marketplace.accounts.models import Organisation, User
from marketplace.reference.models import Figure
from marketplace.web.lines import Lines, Number, read
from tests.factories.accounts import OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


def people(number: int) -> str:
    return f"{number} mensen"


def test_many_sources_are_one_query():
    UserFactory(name="An"), UserFactory(name="Bea"), OrganisationFactory(name="Stad")
    sources = [
        Number(User.objects.all(), people, "/mensen/"),
        Lines(Organisation.objects.all(), "home", "Open %(name)s", {"name": "name"}, key=None),
        Lines(User.objects.filter(name="An"), "figure-detail", "%(who)s", {"who": "name"}, note="Zeg %(who)s"),
    ]
    with CaptureQueriesContext(connection) as queries:
        found = read(sources)
    assert len(queries) == 1
    assert [line.words for line in found] == ["2 mensen", "Open Stad", "An"]
    assert [line.url for line in found] == ["/mensen/", "/", f"/figures/{User.objects.get(name='An').pk}/"]
    assert found[2].note == "Zeg An"


def test_no_source_asks_nothing():
    with CaptureQueriesContext(connection) as queries:
        assert read([]) == []
    assert len(queries) == 0


def test_a_number_of_nothing_is_zero():
    assert [
        line.count
        for line in read([Number(User.objects.none(), people, "/"), Number(User.objects.filter(pk=0), people, "/")])
    ] == [0, 0]


def test_the_nearest_day_comes_first_and_no_more_than_the_most():
    for day in (3, 1, 2):
        Figure.objects.create(code=f"c{day}", value=1, in_force_on=date(2026, 1, day), source="x")
    lines = Lines(
        Figure.objects.filter(source="x"),
        "home",
        "%(code)s",
        {"code": "code"},
        key=None,
        day="in_force_on",
        most=2,
    )
    assert [(line.words, line.day) for line in read([lines])] == [("c1", date(2026, 1, 1)), ("c2", date(2026, 1, 2))]
