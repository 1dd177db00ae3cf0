from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placements.matching import Market, certify, optimal_matching, rematch, stable_matching
from tests.placements.matching.markets import large_market, markets

pytestmark = pytest.mark.usefixtures("way")


def shuffled(market: Market, rows) -> Market:
    columns = ("student", "place", "student_score", "place_priority")
    return replace(market, **{name: getattr(market, name)[list(rows)] for name in columns})


def renumbered(market: Market, number) -> Market:
    """Student i becomes number[i] and takes its lottery along."""
    lottery = np.empty_like(market.lottery)
    lottery[number] = market.lottery
    return replace(market, student=np.asarray(number)[market.student], lottery=lottery)


@settings(max_examples=50, deadline=None)
@given(markets(), st.randoms(use_true_random=False))
def test_order_of_rows_and_numbers_of_students_change_nothing(market, random):
    rows, number = list(range(len(market.student))), list(range(market.n_students))
    random.shuffle(rows)
    random.shuffle(number)
    other = renumbered(shuffled(market, rows), number)
    assert stable_matching(other).place[number].tolist() == stable_matching(market).place.tolist()
    ours, theirs = (certify(m, optimal_matching(m)) for m in (market, other))
    assert (ours.placed, ours.total) == (theirs.placed, theirs.total)


def test_large_market_shuffled_and_renumbered():
    market, random = large_market(10, 800, 250, 12), np.random.default_rng(10)
    number = random.permutation(market.n_students)
    other = renumbered(shuffled(market, random.permutation(len(market.student))), number)
    assert stable_matching(other).place[number].tolist() == stable_matching(market).place.tolist()
    assert certify(other, optimal_matching(other)).bound == certify(market, optimal_matching(market)).bound


@pytest.mark.parametrize("solve", [stable_matching, optimal_matching])
def test_same_input_gives_the_same_bytes(solve):
    market = large_market(11, 400, 120, 10)
    assert solve(market).place.tobytes() == solve(market).place.tobytes()


@pytest.mark.parametrize("solve", [stable_matching, optimal_matching])
def test_input_is_left_as_it_was(solve):
    market = large_market(12, 100, 30, 6)
    names = ("capacity", "student", "place", "student_score", "place_priority", "lottery", "owner", "owner_capacity")
    before = {name: getattr(market, name).copy() for name in names}
    assignment = solve(market)
    rematch(market, assignment.place, np.arange(100) % 2 == 0, stay_bonus=5)
    certify(market, assignment)
    assert all((getattr(market, name) == before[name]).all() for name in names)
