"""Where pairs stand after a run, against a recount by the definition."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from placements.matching import optimal_matching, rematch, stable_matching
from placements.matching.why_not import standing
from tests.placements.matching.brute_force import Case, fresh
from tests.placements.matching.markets import markets, rematches

SOLVERS = st.sampled_from([stable_matching, optimal_matching])


def recount(case, places):
    """The columns of a standing, pair by pair, in plain Python."""
    held = [(s, p) for s, p in enumerate(places) if p >= 0]
    wanting = [(s, p) for s, p in case.score if not case.confirmed[s] and case.taste(s, p) > case.taste(s, places[s])]

    def before(pair, others):
        return sum(case.confirmed[s] or case.standing((s, p)) > case.standing(pair) for s, p in others)

    for row in range(len(case.market.student)):
        pair = int(case.market.student[row]), int(case.market.place[row])
        p = pair[1]
        owner = case.owner[p]
        here = [other for other in held if other[1] == p]
        there = [other for other in held if case.owner[other[1]] == owner >= 0]
        yield {
            "wanted": pair in wanting,
            "room": case.capacity[p] - len(here),
            "ahead": before(pair, here),
            "held": len(here),
            "waiting": before(pair, [other for other in wanting if other[1] == p]),
            "owner_ahead": before(pair, there),
            "owner_held": len(there),
            "owner_waiting": before(pair, [o for o in wanting if case.owner[o[1]] == owner >= 0]),
        }


def rows_of(stands):
    names = ("wanted", "room", "ahead", "held", "waiting", "owner_ahead", "owner_held", "owner_waiting")
    return [{name: getattr(stands, name)[row].item() for name in names} for row in range(len(stands.wanted))]


@given(markets(), SOLVERS)
@settings(max_examples=150, deadline=None)
def test_the_counts_equal_a_recount(market, solve):
    assignment = solve(market)
    assert rows_of(standing(market, assignment)) == list(recount(fresh(market), assignment.place.tolist()))


@given(rematches())
@settings(max_examples=100, deadline=None)
def test_the_counts_equal_a_recount_after_a_rematch(drawn):
    market, arguments = drawn
    assignment = rematch(market, **arguments)
    case = Case(market, **arguments)
    listed = [pair for pair in enumerate(assignment.place.tolist()) if pair in case.score or pair[1] < 0]
    if len(listed) == market.n_students:  # the recount cannot rank a confirmed pair that is no longer listed
        assert rows_of(standing(market, assignment, **arguments)) == list(recount(case, assignment.place.tolist()))


@given(markets())
@settings(max_examples=150, deadline=None)
def test_who_wanted_more_in_a_stable_run_finds_only_better_claims(market):
    """The sentence "full with students of higher priority" is true of every place that was wanted more."""
    stands = standing(market, stable_matching(market))
    full = stands.wanted & (stands.room == 0)
    by_owner = stands.wanted & (stands.room > 0)
    assert (stands.ahead[full] == stands.held[full]).all()
    assert (stands.owner_room[by_owner] == 0).all()
    assert (stands.owner_ahead[by_owner] == stands.owner_held[by_owner]).all()


@given(markets())
@settings(max_examples=200, deadline=None)
def test_the_seats_that_are_short_surely_help_in_a_stable_run(market):
    assignment = stable_matching(market)
    stands = standing(market, assignment)
    for row in np.flatnonzero(assignment.place[market.student] < 0):
        capacity, totals = market.capacity.copy(), market.owner_capacity.copy()
        capacity[market.place[row]] += stands.places_short[row]
        owner = market.owner[market.place[row]]
        if owner >= 0:
            totals[owner] += stands.students_short[row]
        wider = stable_matching(replace(market, capacity=capacity, owner_capacity=totals))
        assert wider.place[market.student[row]] >= 0
