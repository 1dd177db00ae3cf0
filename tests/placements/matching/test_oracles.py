"""The engine against well-known solvers of the dependency group "oracles"; without that group these tests fail."""

import numpy as np
import pytest
from matching.games import HospitalResident
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow
from scipy.optimize import linear_sum_assignment

from placements.matching import Market, certify, optimal_matching, stable_matching
from tests.placements.matching.markets import large_market

pytestmark = pytest.mark.usefixtures("way")

SEEDS = range(5)


@pytest.mark.parametrize("seed", SEEDS)
def test_complete_market_against_linear_sum_assignment(seed):
    scores = np.random.default_rng(seed).integers(-1_000_000, 1_000_001, (40, 30))
    student, place = (axis.ravel() for axis in np.indices(scores.shape))
    market = Market(40, [1] * 30, student, place, scores.ravel(), np.zeros(scores.size, int))
    rows, columns = linear_sum_assignment(scores, maximize=True)
    assert certify(market, optimal_matching(market)).bound == (30, int(scores[rows, columns].sum()))


@pytest.mark.parametrize("owners", [True, False])
@pytest.mark.parametrize("seed", SEEDS)
def test_sparse_market_with_owners_against_min_cost_flow(seed, owners):
    market = large_market(seed, 300, 100, 8, owners=owners)
    certificate = certify(market, optimal_matching(market))
    assert (certificate.placed, certificate.total) == certificate.bound == _by_flow(market)


def _by_flow(market: Market) -> tuple[int, int]:
    """Students, places, owners and a sink; the flow that is most comes first."""
    n, n_places, n_owners = market.n_students, len(market.capacity), len(market.owner_capacity)
    owners, sink = n + n_places, n + n_places + n_owners
    flow = SimpleMinCostFlow()
    pairs = [
        flow.add_arc_with_capacity_and_unit_cost(int(s), n + int(p), 1, -int(score)) for s, p, score in _rows(market)
    ]
    for place, owner in enumerate(market.owner.tolist()):
        after = owners + owner if owner >= 0 else sink
        flow.add_arc_with_capacity_and_unit_cost(n + place, after, int(market.capacity[place]), 0)
    for owner, total in enumerate(market.owner_capacity.tolist()):
        flow.add_arc_with_capacity_and_unit_cost(owners + owner, sink, total, 0)
    for student in range(n):
        flow.set_node_supply(student, 1)
    flow.set_node_supply(sink, -n)
    assert flow.solve_max_flow_with_min_cost() == flow.OPTIMAL
    return sum(flow.flow(pair) for pair in pairs), -flow.optimal_cost()


def _rows(market: Market):
    return zip(market.student, market.place, market.student_score, strict=True)


@pytest.mark.parametrize("seed", SEEDS)
def test_stable_without_owners_against_the_package_matching(seed):
    market = large_market(seed, 60, 25, 5, owners=False)
    game = HospitalResident.create_from_dictionaries(*_preferences(market))
    expected = {resident.name: hospital.name for hospital, held in game.solve().items() for resident in held}
    ours = {s: p for s, p in enumerate(stable_matching(market).place.tolist()) if p >= 0}
    assert ours == expected


def _preferences(market: Market):
    """What students prefer, whom places serve first, and the seats; places nobody can use are left out."""
    rows = list(zip(*(getattr(market, name).tolist() for name in ("student", "place", "student_score")), strict=True))
    priority = {(s, p): value for (s, p, _), value in zip(rows, market.place_priority.tolist(), strict=True)}
    open_rows = [(s, p, score) for s, p, score in rows if market.capacity[p]]
    wanted: dict[int, list[int]] = {}
    for s, p, _ in sorted(open_rows, key=lambda row: (row[0], -row[2], row[1])):
        wanted.setdefault(s, []).append(p)
    served: dict[int, list[int]] = {}
    for s, p, _ in sorted(open_rows, key=lambda row: (-priority[row[0], row[1]], market.lottery[row[0]])):
        served.setdefault(p, []).append(s)
    return wanted, served, {p: int(market.capacity[p]) for p in served}
