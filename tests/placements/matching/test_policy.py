"""The order in which students are served: strict, repeatable, and what each policy promises."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from placements.matching.policy import DAYS_LEFT, LOTTERY, NO_CLOCK, SCHOOLS_IN_TURN, serving

COHORTS = st.lists(st.integers(1, 6), max_size=40)  # the school of each student
SEEDS = st.integers(0, 2**31 - 1)


def order_of(policy, schools, seed, days_left=None):
    """The rows in the order in which they are served."""
    ids = np.arange(100, 100 + len(schools))
    left = np.full(len(schools), NO_CLOCK) if days_left is None else np.array(days_left)
    served = serving(policy, ids, seed=seed, schools=np.array(schools, np.int64), days_left=left)
    return np.lexsort((served.lottery, -served.priority)).tolist(), served


@pytest.mark.parametrize("policy", [LOTTERY, DAYS_LEFT, SCHOOLS_IN_TURN])
@given(COHORTS, SEEDS)
def test_every_policy_is_a_strict_total_order(policy, schools, seed):
    order, served = order_of(policy, schools, seed)
    assert sorted(order) == list(range(len(schools)))
    assert sorted(served.lottery.tolist()) == list(range(len(schools)))


@given(COHORTS, SEEDS)
def test_schools_in_turn_serves_the_kth_of_every_school_before_the_next_of_any(schools, seed):
    order, _served = order_of(SCHOOLS_IN_TURN, schools, seed)
    seen: dict[int, int] = {}
    turns = []
    for row in order:
        seen[schools[row]] = seen.get(schools[row], 0) + 1
        turns.append(seen[schools[row]])
    assert all(earlier <= later for earlier, later in pairwise(turns))


@given(COHORTS, SEEDS)
def test_within_a_school_the_draw_decides_and_the_schools_keep_one_order(schools, seed):
    order, _served = order_of(SCHOOLS_IN_TURN, schools, seed)
    drawn, _served = order_of(LOTTERY, schools, seed)
    for school in set(schools):
        assert [row for row in order if schools[row] == school] == [row for row in drawn if schools[row] == school]
    first_turn = [schools[row] for row in order][: len(set(schools))]
    position = {school: place for place, school in enumerate(first_turn)}
    later = [position[schools[row]] for row in order[len(first_turn) :]]
    falls = sum(next_one <= one for one, next_one in pairwise(later))
    assert falls <= max((schools.count(school) for school in schools), default=0)


def test_another_seed_gives_another_order_of_schools():
    schools = [1, 2, 3, 4, 5, 6]
    assert len({tuple(order_of(SCHOOLS_IN_TURN, schools, seed)[0]) for seed in range(20)}) > 5


def test_who_has_the_fewest_days_left_is_served_first():
    order, _served = order_of(DAYS_LEFT, [1, 1, 2], 5, days_left=[12, 3, NO_CLOCK])
    assert order == [1, 0, 2]


def test_an_unknown_policy_is_refused():
    with pytest.raises(ValueError, match="no priority policy"):
        order_of("friends first", [1], 5)
