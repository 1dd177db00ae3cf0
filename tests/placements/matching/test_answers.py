"""What a run answers to each request, on random columns: true sentences, and changes that do help."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placements.matching import optimal_matching, stable_matching
from placements.matching.answers import Miss, Seats, answers
from placements.matching.candidates import find_candidates, market_of
from placements.matching.near import EFFORT, SEATS
from placements.matching.rules import ROUND_RULES, refusals
from tests.placements.matching.columns import random_block

SEEDS = st.integers(0, 2**32 - 1)
SOLVERS = st.sampled_from([stable_matching, optimal_matching])


def crowded(seed, n=14, m=10):
    """A block of one programme and school year in which most pairs go together, with few seats."""
    rng = np.random.default_rng(seed)
    block = random_block(rng, n, m)
    alike = {"programme": np.ones(n, np.int64), "school_year": np.full(n, 2026), "form": np.full(n, 8)}
    easy = {"code_signed": np.ones(n, bool), "age": np.full(n, 17), "reach_km": rng.integers(8, 30, n)}
    open_ = {"published": True, "locked": False, "verified": True, "code_signed": True, "suspended": False}
    kind = {"programme": 1, "school_year": 2026, "forms": 63, "label": 2, "label_until": 200, "school": -1}
    days = {"starts_on": 90, "ends_on": 160, "recognised_from": 0, "recognised_until": 999}
    seats = {name: np.full(m, value) for name, value in (open_ | kind | days).items()}
    seats["weekdays"] = block.seats.weekdays | 0b10110
    seats["mentor_seats"] = seats["mentor_seats_dual"] = block.seats.site + 1  # a site's mentors are its own
    return replace(block, requests=replace(block.requests, **alike, **easy), seats=replace(block.seats, **seats))


def run(block, solve):
    found = find_candidates(block)
    n = len(block.requests)
    market = market_of(found, block, lottery=np.arange(n)[::-1].copy(), priority=np.zeros(n, np.int64))
    assignment = solve(market)
    return found, market, assignment, list(answers(block, found, market, assignment))


def codes_of(block, request, row):
    return {code for code, mask in refusals(block, ROUND_RULES).items() if mask[request, row]}


def with_pair(market, student, place):
    """The market with one pair more, worth little to the student."""
    return replace(
        market,
        student=np.append(market.student, student),
        place=np.append(market.place, place),
        student_score=np.append(market.student_score, 0),
        place_priority=np.append(market.place_priority, 0),
    )


@given(SEEDS, SOLVERS)
@settings(max_examples=40, deadline=None)
def test_lifting_the_rules_of_a_helping_miss_gives_a_place(seed, solve):
    block = crowded(seed)
    _found, market, assignment, told = run(block, solve)
    for student in np.flatnonzero(assignment.place < 0):
        for miss in told[student].near:
            assert set(miss.codes) == codes_of(block, student, miss.row)
            if miss.room:
                again = solve(with_pair(market, int(student), int(block.seats.place[miss.row])))
                assert again.place[student] >= 0


@given(SEEDS)
@settings(max_examples=40, deadline=None)
def test_the_seats_that_are_asked_for_help(seed):
    block = crowded(seed)
    _found, market, _assignment, told = run(block, stable_matching)
    for student, answer in enumerate(told):
        if answer.seats:
            place = block.seats.place[answer.seats.row]
            capacity, totals = market.capacity.copy(), market.owner_capacity.copy()
            capacity[place] += answer.seats.places
            totals[market.owner[place]] += answer.seats.students
            assert stable_matching(replace(market, capacity=capacity, owner_capacity=totals)).place[student] >= 0


@given(SEEDS, SOLVERS)
@settings(max_examples=40, deadline=None)
def test_who_has_a_place_is_told_only_of_what_scored_higher(seed, solve):
    block = crowded(seed)
    found, _market, assignment, told = run(block, solve)
    wants = dict(zip(zip(found.request.tolist(), found.seats.tolist(), strict=True), found.preference, strict=True))
    for student, answer in enumerate(told):
        placed = assignment.place[student] >= 0
        own = max((wants[student, row] for row in np.flatnonzero(block.seats.place == assignment.place[student])
                   if (student, row) in wants), default=-1)  # fmt: skip
        assert not placed or (answer.near == [] and answer.seats is None)
        for passed in answer.passed:
            if passed.codes:
                assert passed.wish > 0
                assert set(passed.codes) == codes_of(block, student, passed.row)
            elif passed.row >= 0:
                assert wants[student, passed.row] >= own
                assert solve is optimal_matching or passed.ahead == passed.held > 0


@given(SEEDS)
@settings(max_examples=40, deadline=None)
def test_every_wish_that_was_not_got_has_an_answer(seed):
    block = crowded(seed)
    found, _market, assignment, told = run(block, stable_matching)
    for student, site, rank in block.wishes.tolist():
        request = student - 1
        rows = np.flatnonzero(block.seats.place == assignment.place[request])
        got = int(block.seats.site[rows[0]]) if assignment.place[request] >= 0 else None
        best = [w for s, w in zip(found.request.tolist(), found.seats.tolist(), strict=True) if s == request]
        if site != got and rank == 1 and (got is None or not best or block.seats.site[best[0]] != got):
            assert site in {passed.site for passed in told[request].passed}


def test_the_smallest_change_asks_the_least():
    answer = answers_with(near=[Miss(0, ("days.not_offered",), 2, True), Miss(1, ("place.too_far",), 3, True)])
    assert answer.change == answer.near[0]
    answer.seats = Seats(3, 1, 0)
    assert answer.change == answer.near[0]
    answer.near = [Miss(1, ("mentor.none", "place.too_far"), 7, False)]
    assert answer.change == answer.seats
    answer.seats = Seats(3, 2, 0)
    assert answer.change == answer.near[0]
    answer.near, answer.seats = [], None
    assert answer.change is None


def answers_with(near):
    block = crowded(1)
    answer = run(block, stable_matching)[3][0]
    answer.near, answer.seats = near, None
    return answer


def test_a_wished_site_without_seats_says_so():
    block = crowded(5)
    nowhere = replace(block, wishes=np.array([[1, 77, 1]]))
    passed = run(nowhere, stable_matching)[3][0].passed[0]
    assert (passed.row, passed.site, passed.wish, passed.codes) == (-1, 77, 1, ())


@pytest.mark.parametrize("code", [*EFFORT, *SEATS])
def test_every_effort_is_of_a_rule(code):
    assert code in ROUND_RULES


def test_an_empty_round_has_no_answers():
    block = crowded(1)
    nobody = block.requests.take(np.zeros(0, np.int64))
    empty = replace(block, requests=nobody, wishes=np.zeros((0, 3), np.int64))
    assert run(empty, stable_matching)[3] == []
