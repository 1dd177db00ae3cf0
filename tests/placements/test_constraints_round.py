"""Each named constraint of rounds and matches, broken once."""

from datetime import UTC, date, datetime, timedelta

import pytest

from placements.models import Match, Round, RoundPart, RoundRun
from tests.constraints import breaks
from tests.factories.placements import CapacityFactory, RequestFactory

pytestmark = pytest.mark.django_db
MOMENT = datetime(2026, 8, 20, 12, tzinfo=UTC)


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


def make_run(**fields):
    settings = {"number": 1, "method": "stable", "policy": "lottery", "seed": 1, "started_at": MOMENT}
    return RoundRun.objects.create(round=fields.pop("round", None) or make_round(), **settings | fields)


STORED = {"arrays": "1-1.npz", "arrays_sha256": "0" * 64, "input_digest": "0" * 64, "ended_at": MOMENT}


def test_a_run_that_was_stored():
    assert make_run(**STORED, students=2, placed=1).was_stored


@pytest.mark.parametrize("name", ["round_run_kind_known", "round_run_method_known", "round_run_policy_known"])
def test_a_known_value_of_a_run(name):
    with breaks(name):
        make_run(**{name.split("_")[2]: "magic"})


def test_round_run_numbered_once():
    run = make_run(ended_at=MOMENT)
    with breaks("round_run_numbered_once"):
        make_run(round=run.round)


def test_round_run_one_at_a_time():
    run = make_run()
    with breaks("round_run_one_at_a_time"):
        make_run(round=run.round, number=2)


def test_round_run_ends_after_start():
    with breaks("round_run_ends_after_start"):
        make_run(ended_at=MOMENT - timedelta(seconds=1))


@pytest.mark.parametrize("missing", [{"arrays_sha256": ""}, {"arrays": ""}, {"input_digest": ""}, {"ended_at": None}])
def test_round_run_arrays_have_digests(missing):
    with breaks("round_run_arrays_have_digests"):
        make_run(**STORED | missing)


def test_round_run_places_whom_it_knows():
    with breaks("round_run_places_whom_it_knows"):
        make_run(students=1, placed=2)


def test_round_part_numbered_once():
    run = make_run()
    RoundPart.objects.create(run=run, number=0, pairs=1)
    with breaks("round_part_numbered_once"):
        RoundPart.objects.create(run=run, number=0, pairs=1)
