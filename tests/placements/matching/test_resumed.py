"""Going on from an optimum when pairs come and go gives what solving afresh gives, and touches only what changed."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placements.matching import Assignment, Market, certify, fast, flow, optimal_matching
from placements.matching.in_parts import Earlier, solve_in_parts, solve_on
from placements.matching.optimal import COMPILED, RESUMED, SOLVER, resumed
from tests.placements.matching.markets import large_market, markets, rematches

pytestmark = pytest.mark.usefixtures("way")


def some_of(market: Market, kept) -> Market:
    """The market with these pairs only."""
    names = ("student", "place", "student_score", "place_priority")
    return replace(market, **{name: getattr(market, name)[kept] for name in names})


def assert_as_afresh(market: Market, found: Assignment) -> None:
    ours, afresh = certify(market, found), certify(market, optimal_matching(market))
    assert ours.problems == []
    assert ours.optimal
    assert (ours.placed, ours.total) == (afresh.placed, afresh.total)


@settings(max_examples=300, deadline=None)
@given(markets(), st.data())
def test_when_pairs_of_small_markets_come_and_go(market, data):
    """Twice, so that an answer that was resumed is resumed itself."""
    flags = st.lists(st.booleans(), min_size=len(market.student), max_size=len(market.student))
    found = optimal_matching(some_of(market, np.array(data.draw(flags), bool)))
    for _turn in range(2):
        now = some_of(market, np.array(data.draw(flags), bool))
        found = resumed(now, found)
        assert_as_afresh(now, found)


@pytest.mark.parametrize("owners", [True, False])
@pytest.mark.parametrize("seed", range(5))
def test_when_pairs_of_larger_markets_come_and_go(seed, owners):
    market, dice = large_market(seed, 250, 90, 12, owners=owners), np.random.default_rng(seed)
    found = optimal_matching(some_of(market, dice.random(len(market.student)) < 0.8))
    for share in (0.9, 0.3, 1.0, 0.6):
        now = some_of(market, dice.random(len(market.student)) < share)
        found = resumed(now, found)
        assert_as_afresh(now, found)


@settings(max_examples=100, deadline=None)
@given(rematches(), st.data())
def test_who_is_confirmed_stays(drawn, data):
    market, kept = drawn
    earlier = Earlier(np.array(kept["previous"]), np.array(kept["confirmed"]), kept["stay_bonus"])
    flags = st.lists(st.booleans(), min_size=len(market.student), max_size=len(market.student))
    before = solve_in_parts(market, "optimal", earlier)
    now = some_of(market, np.array(data.draw(flags), bool))
    ours, afresh = (
        certify(now, found, **earlier._asdict())
        for found in (solve_on(now, "optimal", before, earlier), solve_in_parts(now, "optimal", earlier))
    )
    assert ours.optimal
    assert (ours.placed, ours.adjusted_total) == (afresh.placed, afresh.adjusted_total)


def test_nobody_is_let_in_again_who_is_not_touched(monkeypatch):
    monkeypatch.setattr(fast, "available", lambda: False)
    market = large_market(3, 200, 80, 10)
    before = optimal_matching(market)
    let_in, seat = [], flow.Flow.seat
    monkeypatch.setattr(flow.Flow, "seat", lambda self, student: let_in.append(student) or seat(self, student))
    rows = np.flatnonzero(before.place[market.student] == market.place)[:7]
    resumed(some_of(market, np.delete(np.arange(len(market.student)), rows)), before)
    assert let_in == sorted(market.student[rows].tolist())


def test_what_was_resumed_says_so():
    """So that nobody expects the same bytes of who solves it afresh."""
    market = large_market(4, 50, 20, 5)
    before = optimal_matching(market)
    assert before.solver in (SOLVER, COMPILED)
    assert resumed(market, before).solver == before.solver + RESUMED
    assert resumed(market, resumed(market, before)).solver == before.solver + RESUMED


def test_prices_for_smaller_scores_are_not_used():
    """A reward that is too small for the new scores would prove nothing."""
    market = large_market(5, 50, 20, 5)
    before = optimal_matching(market)
    higher = replace(market, student_score=market.student_score * 50)
    assert resumed(higher, before).solver == before.solver
    assert_as_afresh(higher, resumed(higher, before))
