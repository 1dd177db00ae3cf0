"""A market in parts: nothing is shared, and solving the parts is solving the whole."""

from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placements.matching import certify, optimal_matching, stable_matching
from placements.matching.components import component_labels, split
from placements.matching.optimal import reward_of
from tests.placements.matching.markets import large_market, markets, one_place


def in_parts(market, solve, pairs_each=1):
    parts = split(market, pairs_each)
    return parts.joined([solve(parts.market(part)) for part in range(len(parts))])


def connected(market):
    """The students that a chain connects, by walking it."""
    links = [{("s", s), ("p", p)} for s, p in zip(market.student.tolist(), market.place.tolist(), strict=True)]
    links += [{("p", p), ("o", o)} for p, o in enumerate(market.owner.tolist()) if o >= 0]
    groups: list[set[tuple[str, int]]] = []
    for link in links:
        touched = [group for group in groups if group & link]
        groups = [group for group in groups if not group & link] + [link.union(*touched)]
    return {frozenset(group) for group in groups}


@settings(max_examples=200, deadline=None)
@given(markets())
def test_components_are_what_walking_the_chains_gives(market):
    found: dict[int, set[tuple[str, int]]] = {}
    for kind, labels in zip("spo", component_labels(market), strict=True):
        for index, label in enumerate(labels.tolist()):
            found.setdefault(label, set()).add((kind, index))
    assert {frozenset(group) for group in found.values() if len(group) > 1} == connected(market)


@settings(max_examples=300, deadline=None)
@given(markets(), st.integers(1, 6))
def test_stable_in_parts_is_stable_as_a_whole(market, pairs_each):
    whole = stable_matching(market)
    assert in_parts(market, stable_matching, pairs_each).place.tobytes() == whole.place.tobytes()


@settings(max_examples=300, deadline=None)
@given(markets(), st.integers(1, 6))
def test_optimal_in_parts_is_as_good_and_as_proven(market, pairs_each):
    whole = certify(market, optimal_matching(market))
    solve = partial(optimal_matching, reward=reward_of(market))
    found = certify(market, in_parts(market, solve, pairs_each))
    assert (found.placed, found.total, found.problems) == (whole.placed, whole.total, [])
    assert found.optimal


@pytest.fixture(scope="module")
def city():
    """Six crowded markets side by side, the rows of their pairs mixed."""
    return side_by_side([large_market(seed, 40 + 30 * seed, 20, 4) for seed in range(6)])


def side_by_side(markets_):
    n, p, o = (np.cumsum([0, *sizes]) for sizes in zip(*map(sizes_of, markets_), strict=True))
    mixed = np.random.default_rng(1).permutation(sum(len(market.student) for market in markets_))

    def joined(name, first=None):
        arrays = [getattr(market, name).astype(np.int64) for market in markets_]
        return np.concatenate([a if first is None else np.where(a < 0, -1, a + first[k]) for k, a in enumerate(arrays)])

    return type(markets_[0])(
        n_students=int(n[-1]),
        capacity=joined("capacity"),
        student=joined("student", n)[mixed],
        place=joined("place", p)[mixed],
        student_score=joined("student_score")[mixed],
        place_priority=joined("place_priority")[mixed],
        lottery=np.random.default_rng(2).permutation(int(n[-1])),
        owner=joined("owner", o),
        owner_capacity=joined("owner_capacity"),
    )


def sizes_of(market):
    return market.n_students, len(market.capacity), len(market.owner_capacity)


def test_the_largest_part_comes_first_and_small_ones_share_one(city):
    pairs = np.diff(split(city).starts[:, 3])
    assert pairs.tolist() == sorted(pairs.tolist(), reverse=True)
    assert pairs.sum() == len(city.student)
    fewer = np.diff(split(city, 700).starts[:, 3])
    assert 1 < len(fewer) < len(pairs)
    assert fewer.tolist() == sorted(fewer.tolist(), reverse=True)
    assert len(split(city, len(city.student))) == 1


def test_parts_share_nothing(city):
    parts = split(city)
    for names in (parts.students, parts.places, parts.owners):
        assert len(np.unique(names)) == len(names)
    assert sum(parts.market(part).n_students for part in range(len(parts))) == len(np.unique(city.student))


@pytest.mark.parametrize("pairs_each", [1, 100, 10_000])
def test_a_city_in_parts_has_the_same_bytes(city, pairs_each):
    whole = stable_matching(city)
    assert in_parts(city, stable_matching, pairs_each).place.tobytes() == whole.place.tobytes()


def test_a_chain_is_one_component():
    """Each student knows two places in a row: the label has the longest way to go."""
    n = 20_000
    market = one_place(
        n,
        capacity=[1] * (n + 1),
        student=np.repeat(np.arange(n), 2),
        place=np.repeat(np.arange(n + 1), 2)[1:-1],
        student_score=[0] * 2 * n,
        place_priority=[0] * 2 * n,
    )
    assert len(split(market)) == 1


@pytest.mark.parametrize("solve", [stable_matching, optimal_matching])
def test_a_market_without_pairs_is_one_empty_part(solve):
    market = one_place(3, student=[], place=[], student_score=[], place_priority=[])
    found = in_parts(market, solve)
    assert found.place.tolist() == [-1, -1, -1]
    assert certify(market, found).feasible
