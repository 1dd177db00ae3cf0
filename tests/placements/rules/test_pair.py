"""Each hard rule between a request and a capacity, alone: a pair that fits, and one change that breaks it."""

from datetime import date

import pytest
import time_machine

from placements.rules.pair import eligible, pair_problems, pair_warnings
from tests.factories.accounts import commit_to
from tests.factories.companies import MentorFactory, RecognitionFactory
from tests.factories.labels import LabelFactory
from tests.factories.placements import CapacityFactory, RequestFactory
from tests.factories.schools import HomeFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 8, 21)


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-08-21 10:00 +0200", tick=False):
        yield


@pytest.fixture
def pair():
    """A request and a capacity that go together."""
    request = RequestFactory()
    HomeFactory(student=request.student)
    capacity = CapacityFactory(programmes=[request.programme])
    LabelFactory(site=capacity.site)
    RecognitionFactory(site=capacity.site, programme_code=request.programme.code)
    MentorFactory(site=capacity.site)
    commit_to(capacity.company.organisation)
    commit_to(request.school.organisation)
    return request, capacity


def codes(pair):
    return [problem.code for problem in pair_problems(*pair, on=TODAY)]


def change(row, **fields):
    type(row).objects.filter(pk=row.pk).update(**fields)


def test_a_pair_that_fits_has_no_problems(pair):
    assert codes(pair) == []
    assert pair_warnings(*pair, on=TODAY) == []
    requests, capacities = (type(row).objects.all() for row in pair)
    assert eligible(requests, capacities, on=TODAY) == {(pair[0].pk, pair[1].pk)}


CAPACITY = {
    "capacity.not_published": {"status": "closed"},
    "capacity.full": {"taken": 2},
    "form.not_accepted": {"forms": ["STAGE"]},
    "period.school_year": {"school_year": 2025},
    "period.outside": {"starts_on": date(2026, 9, 2)},
    "days.not_offered": {"week": {"3": ["08:00", "16:00"], "4": ["08:00", "16:00"]}},
    "language.missing": {"languages": ["nl", "fr"]},
    "attest.missing": {"attests": ["vca"]},
    "student.minimum_age": {"minimum_age": 18},
    "student.minimum_study_year": {"minimum_study_year": 6},
}
REQUEST = {
    "place.too_far": {"reach_km": 1},
    "form.against_programme": {"form": "SAO"},
}


@pytest.mark.parametrize("code", CAPACITY)
def test_what_the_capacity_asks(pair, code):
    change(pair[1], **CAPACITY[code])
    pair[1].refresh_from_db()
    assert codes(pair) == [code]
    assert pair_problems(*pair, on=TODAY)[0].sentence


def test_the_distance_is_told(pair):
    change(pair[0], reach_km=1)
    pair[0].refresh_from_db()
    (problem,) = pair_problems(*pair, on=TODAY)
    assert problem.code == "place.too_far"
    assert str(problem.sentence) == "De werkplek ligt op 2,0 km, het bereik is 1 km."


def test_the_form_follows_from_the_programme(pair):
    change(pair[0], form="SAO")
    pair[0].refresh_from_db()
    assert "form.against_programme" in codes(pair)
