import numpy as np
import pytest

from placements.matching import Market, certify, desk, fast, flow, optimal_matching, rematch, stable_matching, waves
from tests.placements.matching.markets import one_place

pytestmark = pytest.mark.usefixtures("way")

SOLVERS = pytest.mark.parametrize("solve", [stable_matching, optimal_matching])
NO_PAIRS = {"student": [], "place": [], "student_score": [], "place_priority": []}


def checked(market, solve) -> list[int]:
    assignment = solve(market)
    certificate = certify(market, assignment)
    assert certificate.feasible
    assert certificate.optimal if solve is optimal_matching else certificate.blocking_pairs == 0
    return assignment.place.tolist()


@SOLVERS
def test_nobody_and_nothing(solve):
    assert checked(Market(0, [], **NO_PAIRS), solve) == []
    assert rematch(Market(0, [], **NO_PAIRS), [], []).place.tolist() == []


@SOLVERS
def test_no_candidates(solve):
    assert checked(Market(3, [], **NO_PAIRS), solve) == [-1, -1, -1]
    assert checked(Market(3, [5], **NO_PAIRS), solve) == [-1, -1, -1]


@SOLVERS
def test_no_seats(solve):
    assert checked(one_place(2, capacity=[0]), solve) == [-1, -1]


@SOLVERS
def test_owner_total_of_zero(solve):
    assert checked(one_place(2, owner=[0], owner_capacity=[0]), solve) == [-1, -1]


@SOLVERS
def test_all_confirmed_seats_leave_none(solve):
    market = one_place(2)
    arguments = {"previous": [0, -1], "confirmed": [True, False]}
    method = "stable" if solve is stable_matching else "optimal"
    assert rematch(market, **arguments, method=method).place.tolist() == [0, -1]
    assert certify(market, rematch(market, **arguments, method=method), **arguments).blocking_pairs == 0


@SOLVERS
def test_one_hot_place(solve):
    places = checked(one_place(500, capacity=[7]), solve)
    assert places.count(0) == 7


@SOLVERS
def test_seats_for_more_than_everybody(solve):
    largest = 2**31 - 1
    market = one_place(300, capacity=[largest], owner=[0], owner_capacity=[largest])
    assert checked(market, solve) == [0] * 300


@SOLVERS
@pytest.mark.parametrize("owners", [{}, {"owner": [0, 0, 1, -1, 1], "owner_capacity": [3, 2]}])
def test_all_scores_equal(solve, owners):
    n_students, n_places = 12, 5
    student, place = (axis.ravel() for axis in np.indices((n_students, n_places)))
    zero = np.zeros(n_students * n_places, int)
    places = checked(Market(n_students, [2] * n_places, student, place, zero, zero, **owners), solve)
    assert sum(place >= 0 for place in places) == (7 if owners else 10)


@SOLVERS
def test_scores_at_both_limits(solve):
    """Placing one more at the worst score beats any score: both students are placed."""
    market = Market(
        n_students=2,
        capacity=[1, 1],
        student=[0, 0, 1],
        place=[0, 1, 0],
        student_score=[1_000_000, -1_000_000, -1_000_000],
        place_priority=[-1_000_000, 1_000_000, 1_000_000],
    )
    assert checked(market, solve) == [1, 0]


def test_chain_of_thousands_moves_at_once():
    """The last student makes everybody move one place on; no recursion limit stops it."""
    n = 3_000
    market = Market(
        n_students=n,
        capacity=[1] * n,
        student=[*range(n - 1), *range(n - 1), n - 1],
        place=[*range(n - 1), *range(1, n), 0],
        student_score=[2] * (n - 1) + [1] * (n - 1) + [2],
        place_priority=[0] * (n - 1) + [1] * (n - 1) + [3],
    )
    assert checked(market, stable_matching) == checked(market, optimal_matching) == [*range(1, n), 0]


def layered(n_layers: int, width: int) -> Market:
    """Every student of a layer wants every place of the layer and of the next; the last layer has no seats."""
    pairs = [
        (layer * width + s, below * width + p)
        for layer in range(n_layers)
        for below in (layer, layer + 1)
        for s in range(width)
        for p in range(width)
    ]
    student, place = zip(*pairs, strict=True)
    capacity = [1] * (n_layers * width - 1) + [0] * (width + 1)
    return Market(n_layers * width, capacity, student, place, [0] * len(pairs), [0] * len(pairs))


@SOLVERS
def test_layered_graph(solve):
    """The kind of graph on which matching by layers can take exponential time."""
    places = checked(layered(30, 4), solve)
    assert sum(place >= 0 for place in places) == 30 * 4 - 1


@pytest.mark.parametrize("market", [layered(30, 4), one_place(400, capacity=[9])])
def test_steps_are_bounded(market, monkeypatch):
    """No place refuses a student twice, and a search looks at the pairs of each student at most once."""
    monkeypatch.setattr(fast, "available", lambda: False)
    monkeypatch.setattr(waves, "FEW", 10**9)
    looks, seats = [], []
    look, seat = flow.Flow._look_from_student, desk._Desk._seat
    monkeypatch.setattr(flow.Flow, "_look_from_student", lambda *given: looks.append(1) or look(*given))
    monkeypatch.setattr(desk._Desk, "_seat", lambda *given: seats.append(1) or seat(*given))
    checked(market, optimal_matching)
    checked(market, stable_matching)
    assert 0 < len(looks) <= market.n_students**2
    assert 0 < len(seats) <= len(market.student)


@SOLVERS
def test_one_giant_component(solve):
    """A chain of shared owners ties all places together."""
    n = 400
    student, place = np.repeat(np.arange(n), 3), (np.repeat(np.arange(n), 3) + np.tile([0, 1, 2], n)) % n
    score = np.arange(3 * n) * 7919 % 1000
    market = Market(
        n, [1] * n, student, place, score, score % 4, owner=np.arange(n) // 5, owner_capacity=[4] * (n // 5)
    )
    places = checked(market, solve)
    assert sum(place >= 0 for place in places) <= 4 * (n // 5)
