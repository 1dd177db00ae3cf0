"""A run ends with no more dual students than dual mentors, and with nobody left beside a free seat that would do."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placements.matching import Assignment, certify, fast, optimal_matching, settle, stable_matching
from placements.matching.answers import answers
from placements.matching.candidates import find_candidates, market_of
from placements.matching.columns import DUAL, SAO, STAGE, Block
from placements.matching.dual import dual_left, dual_room
from placements.matching.in_parts import Earlier, solve_in_parts
from placements.matching.rules import ROUND_RULES, eligible
from placements.matching.score import WEIGHTS
from placements.matching.settle import Draft, Way, dual_problems, left_over, over_dual, priorities, settled
from tests.placements.matching.columns import random_block

METHODS = {stable_matching: "stable", optimal_matching: "optimal"}
SOLVERS = tuple(METHODS)
SEEDS = st.integers(0, 2**32 - 1)


def open_block(forms, seats, *, mentors=6, dual=6, seed=1) -> Block:
    """Requests of these forms, each of which fits every row of seats; one site, one place a row."""
    n, m = len(forms), len(seats)
    block = random_block(np.random.default_rng(seed), n, m)
    asked = {
        "programme": 1,
        "form_allowed": 511,
        "first_grade": False,
        "age": 18,
        "school_year": 2026,
        "starts_on": 100,
    }
    asked |= {"ends_on": 110, "weekdays": 2, "reach_km": 30, "languages": 7, "attests": 7, "code_signed": True}
    homes = {"home_lat": np.full((n, 2), 51.2), "home_lon": np.full((n, 2), 4.4), "form": np.array(forms)}
    requests = replace(block.requests, **{name: np.full(n, value) for name, value in asked.items()}, **homes)
    open_ = {"published": True, "locked": False, "verified": True, "code_signed": True, "suspended": False, "label": 2}
    kind = {"site": 1, "programme": 1, "school": -1, "reserved_elsewhere": 0, "forms": 511, "school_year": 2026}
    days = {"label_until": 500, "recognised_from": 0, "recognised_until": 900, "starts_on": 90, "ends_on": 200}
    easy = {"weekdays": 254, "lat": 51.2, "lon": 4.4, "languages": 0, "attests": 0, "minimum_age": 0}
    site = {"minimum_study_year": 0, "mentor_seats": mentors, "mentor_seats_dual": dual, "maribel": False}
    columns = {name: np.full(m, value) for name, value in (open_ | kind | days | easy | site).items()}
    none = {"declined": np.zeros((0, 2), np.int64), "wishes": np.zeros((0, 3), np.int64)}
    return replace(block, requests=requests, seats=replace(block.seats, **columns, seats=np.array(seats)), **none)


def run(block, solve, most=50) -> tuple[Draft, Draft]:
    """What one solve finds, and what comes of it."""
    n = len(block.requests)
    found = find_candidates(block, most=most)
    market = market_of(found, block, lottery=np.arange(n), priority=np.zeros(n, np.int64))
    first = Draft(block, found, market, solve(market))
    return first, settled(first, Way(METHODS[solve], WEIGHTS, dual_room(block), priorities(market), most=most))


@pytest.mark.parametrize("solve", SOLVERS)
@pytest.mark.parametrize("compiled", [True, False])
def test_a_dual_student_takes_no_other_students_mentor(solve, compiled, monkeypatch):
    if not compiled:
        monkeypatch.setattr(fast, "available", lambda: False)
    block = open_block([SAO, STAGE, STAGE, STAGE, STAGE], [1, 4], mentors=6, dual=1)
    done = run(block, solve)[1]
    assert (done.assignment.place >= 0).all()
    assert (done.left_out, done.further, done.short) == (0, 0, 0)
    assert done.market.owner_capacity.tolist() == [6]  # the sum of what the mentors can take


@pytest.mark.parametrize("solve", SOLVERS)
@pytest.mark.parametrize("compiled", [True, False])
def test_only_so_many_dual_students_come_as_dual_mentors_have_time_for(solve, compiled, monkeypatch):
    if not compiled:
        monkeypatch.setattr(fast, "available", lambda: False)
    block = open_block([SAO, SAO, SAO, STAGE, STAGE], [1, 4], mentors=6, dual=1)
    first, done = run(block, solve)
    assert (first.assignment.place >= 0).all()
    assert dual_problems(block, first.assignment.place, first.market, dual_room(block)) == [
        "Site 1 has 2 dual students too many."
    ]
    assert (done.assignment.place >= 0).tolist() == [True, False, False, True, True]  # the lottery says who
    assert dual_problems(block, done.assignment.place, done.market, dual_room(block)) == []
    assert done.left_out > 0


def test_who_was_left_out_hears_that_a_mentor_would_help():
    block = replace(open_block([SAO, SAO], [2], mentors=2, dual=1), wishes=np.array([[2, 1, 1]]))
    done = run(block, stable_matching)[1]
    told = list(answers(block, done.candidates, done.market, done.assignment))[1]
    assert [(miss.codes, miss.room) for miss in told.near] == [(("mentor.none",), True)]
    assert [passed.codes for passed in told.passed] == [("mentor.none",)]


@pytest.mark.parametrize("solve", SOLVERS)
def test_nobody_stays_without_a_place_beside_a_free_seat_that_was_cut(solve):
    block = open_block([STAGE] * 4, [1, 1, 1, 1])
    first, done = run(block, solve, most=2)
    assert (first.assignment.place >= 0).sum() == 2
    assert (done.assignment.place >= 0).all()
    assert done.further > 0
    assert done.short == 0


def test_what_is_not_mended_is_counted(monkeypatch):
    monkeypatch.setattr("placements.matching.settle.MOST_TURNS", 0)
    done = run(open_block([STAGE] * 4, [1, 1, 1, 1]), stable_matching, most=2)[1]
    assert done.short == 2


def mixed(seed, n=16, m=9) -> Block:
    """Dual and other students at three sites, where every rule still refuses some."""
    rng = np.random.default_rng(seed)
    forms = rng.choice([SAO, STAGE], n)
    block = open_block(forms, rng.integers(0, 4, m), seed=seed)
    mentors = rng.integers(1, 6, 3)
    site = rng.integers(0, 3, m)
    rooms = {"mentor_seats": mentors[site], "mentor_seats_dual": (mentors // rng.integers(1, 3, 3))[site]}
    seats = replace(block.seats, site=site, weekdays=rng.choice([2, 6], m), **rooms)
    return replace(block, requests=replace(block.requests, weekdays=rng.choice([2, 4], n)), seats=seats)


@given(SEEDS, st.sampled_from(SOLVERS), st.sampled_from([1, 2, 50]))
@settings(max_examples=40, deadline=None)
def test_on_random_blocks(seed, solve, most):
    block = mixed(seed)
    done = run(block, solve, most)[1]
    place, room = done.assignment.place, dual_room(block)
    certificate = certify(done.market, done.assignment)
    assert certificate.feasible
    assert certificate.blocking_pairs == 0 or solve is optimal_matching
    left = dual_left(block, done.market, place, room)
    assert (left >= 0).all()
    if done.short:
        return
    seats, mentors = (free[block.seats.place] for free in left_over(done.market, place))
    is_dual = (block.requests.form & DUAL) != 0
    dual_free = left[done.market.owner[block.seats.place]] > 0
    free = ((seats > 0) & (mentors > 0))[None, :] & (~is_dual[:, None] | dual_free[None, :])
    assert not (eligible(block, ROUND_RULES) & free & (place < 0)[:, None]).any()


@given(SEEDS)
@settings(max_examples=20, deadline=None)
def test_both_ways_end_the_same(seed):
    block = mixed(seed)
    ours = run(block, stable_matching, 2)[1]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fast, "available", lambda: False)
        theirs = run(block, stable_matching, 2)[1]
    np.testing.assert_array_equal(ours.assignment.place, theirs.assignment.place)
    assert ours.told == theirs.told


@given(SEEDS, st.sampled_from([1, 2, 50]))
@settings(max_examples=40, deadline=None)
def test_each_turn_is_as_good_as_solving_the_whole_again(seed, most):
    """Students placed and total, proven by the prices that go on to the next turn."""
    solve_on, turns = settle.solve_on, []

    def both(market, method, before, earlier):
        quick, slow = solve_on(market, method, before, earlier), optimal_matching(market)
        turns.append((certify(market, quick).bound, certify(market, slow).bound))
        assert certify(market, quick).optimal
        return quick

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settle, "solve_on", both)
        run(mixed(seed), optimal_matching, most)
    assert all(quick == slow for quick, slow in turns)


def test_nearly_fitting_seats_have_room():
    """Neither a place that the run filled, nor one whose mentors it filled, is advice."""
    block = open_block([STAGE, STAGE], [1, 1], mentors=1, dual=1)
    block = replace(block, requests=replace(block.requests, weekdays=np.array([2, 4])))
    one_day = replace(block.seats, weekdays=np.array([2, 2]), site=np.array([1, 2]), mentor_seats=np.array([1, 0]))
    block = replace(block, seats=one_day)
    found = find_candidates(block)
    market = market_of(found, block, lottery=np.arange(2), priority=np.zeros(2, np.int64))
    told = list(answers(block, found, market, Assignment([0, -1], "stable")))[1]
    assert [(miss.row, set(miss.codes)) for miss in told.near] == [(1, {"days.not_offered", "mentor.none"})]


@pytest.mark.parametrize("solve", SOLVERS)
def test_confirmed_dual_students_beyond_the_mentors_are_counted(solve):
    block = open_block([SAO, SAO, STAGE], [3], mentors=3, dual=1)
    found = find_candidates(block)
    market = market_of(found, block, lottery=np.arange(3), priority=np.zeros(3, np.int64))
    earlier = Earlier(np.array([0, 0, -1], np.int32), np.array([True, True, False]), 0)
    room, method = dual_room(block), METHODS[solve]
    first = Draft(block, found, market, solve_in_parts(market, method, earlier))
    done = settled(first, Way(method, WEIGHTS, room, priorities(market), earlier))
    assert over_dual(done, room) == 1
    assert over_dual(done, room + 1) == 0
