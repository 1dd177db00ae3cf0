"""What one more seat is worth: the part that is solved again says the same as solving everything again."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from placements.matching import optimal_matching, stable_matching
from placements.matching.marginal import More, gain, limit, with_more
from tests.placements.matching.brute_force import fresh
from tests.placements.matching.markets import large_market, markets, one_place


@st.composite
def additions(draw):
    """A small market with something more at one of its places or owners, or both."""
    market = draw(markets())
    place = draw(st.integers(-1, len(market.capacity) - 1))
    owner = draw(st.integers(-1, len(market.owner_capacity) - 1))
    return market, More(place, owner, draw(st.integers(1, 2)), draw(st.integers(1, 2)))


def best(market):
    """(placed, total) of the best of all assignments, by trying each."""
    case = fresh(market)
    return max(map(case.worth, case.assignments()))


@given(additions())
@settings(max_examples=150, deadline=None)
def test_a_gain_is_the_difference_of_two_full_searches(drawn):
    market, more = drawn
    optimum = optimal_matching(market)
    brings, after = gain(market, optimum, more)
    (placed, total), (placed_after, total_after) = best(market), best(with_more(market, more))
    assert (brings.placed, brings.total) == (placed_after - placed, total_after - total)
    assert fresh(market).worth(after.place.tolist()) == (placed_after, total_after)


@given(additions())
@settings(max_examples=150, deadline=None)
def test_no_gain_passes_its_limit(drawn):
    market, more = drawn
    optimum = optimal_matching(market)
    brings, _after = gain(market, optimum, more)
    assert 0 <= optimum.duals.reward * brings.placed + brings.total <= limit(optimum.duals, more)


def test_parts_that_do_not_touch_the_addition_are_left_as_they_are():
    market = large_market(3, 300, 120, 3)
    for solve in (optimal_matching, stable_matching):
        before = solve(market)
        for place in range(0, 120, 17):
            more = More(place, int(market.owner[place]))
            brings, after = gain(market, before, more, solve=solve)
            full = solve(with_more(market, more))
            assert brings.placed == (full.place >= 0).sum() - (before.place >= 0).sum()
            assert (after.place >= 0).sum() == (full.place >= 0).sum()


def test_a_stable_gain_is_exact_too():
    market = one_place(3)
    before = stable_matching(market)
    brings, after = gain(market, before, More(place=0), solve=stable_matching)
    assert (brings.placed, after.place.tolist()) == (1, [0, 0, -1])


def test_a_seat_that_nobody_waits_for_has_no_worth():
    market = one_place(1, capacity=[2])
    optimum = optimal_matching(market)
    assert limit(optimum.duals, More(place=0)) == 0
    assert gain(market, optimum, More(place=0))[0].placed == 0


def test_what_is_added_stays_out_of_the_market_itself():
    market = one_place(2)
    gain(market, optimal_matching(market), More(place=0))
    assert np.array_equal(market.capacity, [1])
