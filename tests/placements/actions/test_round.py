"""A matching round from opening to publication, on a small cohort."""

from datetime import date

import pytest
import time_machine

from marketplace.actor import Role
from placements.actions.round import open_round, start_round
from placements.actions.round_run import run_round
from placements.enums import RoundStatus
from tests.factories.accounts import actor_of, city_member, commit_to
from tests.factories.companies import MentorFactory, RecognitionFactory, SiteFactory
from tests.factories.labels import LabelFactory
from tests.factories.placements import CapacityFactory, RequestFactory
from tests.factories.schools import HomeFactory, ProgrammeFactory, SchoolFactory

pytestmark = pytest.mark.django_db
CLOSES = date(2026, 8, 20)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-08-10 10:00 +0200", tick=False) as traveller:
        yield traveller


@pytest.fixture
def programme():
    return ProgrammeFactory()


@pytest.fixture
def administrator():
    return actor_of(city_member(Role.ADMINISTRATOR))


@pytest.fixture
def school():
    found = SchoolFactory()
    commit_to(found.organisation)
    return found


def make_request(school, programme, **fields):
    request = RequestFactory(student__school=school, student__programme=programme, **fields)
    HomeFactory(student=request.student)
    return request


def make_capacity(programme, site=None, mentors=1, **fields):
    """Open capacity at a labelled, recognised site."""
    if site is None:
        site = SiteFactory()
        LabelFactory(site=site)
        RecognitionFactory(site=site, programme_code=programme.code)
        commit_to(site.company.organisation)
        MentorFactory.create_batch(mentors, site=site)
    return CapacityFactory(site=site, programmes=[programme], **fields)


def open_for(administrator, **fields):
    dates = {"starts_on": date(2026, 9, 1), "ends_on": date(2027, 6, 30), "closes_on": CLOSES}
    review = {"review_until_on": date(2026, 8, 27), "name": "Start 2026", "seed": 7}
    return open_round(by=administrator, **dates | review | fields)


def run(clock, row, administrator):
    clock.move_to("2026-08-20 12:00 +0200")
    start_round(round=row, by=administrator)
    run_round(round_id=row.pk)
    row.refresh_from_db()
    return row


def pairs(row):
    return set(row.matches.values_list("request", "capacity"))


def test_a_round_places_the_cohort_and_proves_it(clock, administrator, programme, school):
    requests = [make_request(school, programme) for _ in range(3)]
    capacities = [make_capacity(programme, places=2), make_capacity(programme, places=1)]
    row = run(clock, open_for(administrator), administrator)
    assert row.status == RoundStatus.REVIEW, row.fault
    assert {request for request, _capacity in pairs(row)} == {request.pk for request in requests}
    assert {capacity for _request, capacity in pairs(row)} == {capacity.pk for capacity in capacities}
    assert (row.certificate["feasible"], row.certificate["blocking_pairs"]) == (True, 0)
    assert row.result["students"] == row.result["placed"] == 3
    assert row.result["schools"] == [{"school": school.pk, "students": 3, "placed": 3}]
    assert len(row.input_digest) == 64
    match = row.matches.first()
    assert set(match.parts) == {"competences", "travel", "period", "mentor", "label", "support"}
    assert 0 <= match.score <= 10_000
    assert 1.9 < match.distance_km < 2.1
