"""Figures: a page that only reads asks them once, whatever writes asks them afresh."""

from datetime import date
from decimal import Decimal

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from marketplace.actor import SYSTEM
from marketplace.reference.figures import ReadFiguresOnce, read_once
from marketplace.reference.models import Figure
from marketplace.workflow import Refusal, first_refusal

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)
NEVER = Refusal("demo.never", "Dit kan nooit.")
READS, WRITES = ("get", "head"), ("post", "put", "patch", "delete")


def queries_of(method, count):
    """How many queries two looks at the same figure take within one request of this method."""

    def page(request):
        Figure.objects.value("work_hours_threshold", TODAY)
        Figure.objects.in_force(TODAY)
        return HttpResponse()

    with count() as queries:
        ReadFiguresOnce(page)(getattr(RequestFactory(), method)("/"))
    return len(queries)


@pytest.fixture
def count(django_assert_max_num_queries):
    return lambda: django_assert_max_num_queries(9)


@pytest.mark.parametrize(("method", "number"), [(name, 1) for name in READS] + [(name, 2) for name in WRITES])
def test_a_page_that_only_reads_asks_the_figures_once(method, number, count):
    assert queries_of(method, count) == number


def test_the_next_request_asks_again(count):
    assert [queries_of("get", count), queries_of("get", count)] == [1, 1]


def test_one_page_reads_two_days_at_once_and_each_has_its_own_values(django_assert_num_queries):
    with read_once(), django_assert_num_queries(1):
        assert Figure.objects.value("minimum_income_cents", TODAY) == 211189
        assert Figure.objects.value("minimum_income_cents", date(2022, 12, 1)) == 199418
        assert Figure.objects.since("minimum_income_cents", date(2022, 12, 31)) == date(2022, 12, 1)
        assert Figure.objects.in_force(date(2020, 1, 1)) == {}


def test_a_figure_that_changes_between_two_pages_is_seen():
    def page(request):
        return HttpResponse(Figure.objects.value("work_hours_threshold", TODAY))

    middleware = ReadFiguresOnce(page)
    before = middleware(RequestFactory().get("/")).content
    Figure.objects.filter(code="work_hours_threshold").update(value=Decimal("12"))
    after = middleware(RequestFactory().get("/")).content
    assert before != after


def test_what_one_page_knows_is_forgotten_when_it_fails(django_assert_num_queries):
    def page(request):
        Figure.objects.in_force(TODAY)
        raise LookupError

    with pytest.raises(LookupError):
        ReadFiguresOnce(page)(RequestFactory().get("/"))
    with django_assert_num_queries(1):
        Figure.objects.in_force(TODAY)


def test_a_part_of_a_page_that_reads_once_asks_nothing_that_the_page_knows(django_assert_num_queries):
    with read_once(), django_assert_num_queries(1):
        Figure.objects.in_force(TODAY)
        with read_once():
            Figure.objects.in_force(TODAY)
        Figure.objects.in_force(TODAY)


def test_who_asks_one_figure_alone_reads_that_one(django_assert_num_queries):
    with django_assert_num_queries(2) as asked:
        assert Figure.objects.value("minimum_income_cents", date(2022, 12, 1)) == 199418
        assert Figure.objects.since("minimum_income_cents", date(2022, 12, 31)) == date(2022, 12, 1)
    assert all("minimum_income_cents" in query["sql"] for query in asked.captured_queries)


def test_the_rules_of_a_step_ask_the_figures_once(django_assert_num_queries):
    def rule(row, by, on):
        return None if Figure.objects.value("work_hours_threshold", on) else NEVER

    with django_assert_num_queries(1):
        assert first_refusal((rule, rule, rule), None, SYSTEM, TODAY) is None
