import numpy as np
import pytest
from hypothesis import given, settings

from placements.matching import MarketError, certify, optimal_matching, rematch, stable_matching
from tests.placements.matching.brute_force import Case
from tests.placements.matching.markets import large_market, one_place, rematches

pytestmark = pytest.mark.usefixtures("way")


@settings(max_examples=100, deadline=None)
@given(rematches())
def test_stable_rematch_is_best_among_the_stable_ones(drawn):
    market, arguments = drawn
    case = Case(market, **arguments)
    assignment = rematch(market, **arguments)
    found, stable = tuple(assignment.place.tolist()), case.stable()
    assert found in stable
    for student, place in enumerate(found):
        if not case.confirmed[student]:
            assert case.taste(student, place) == max(case.taste(student, other[student]) for other in stable)
    assert certify(market, assignment, **arguments).blocking_pairs == 0


@settings(max_examples=100, deadline=None)
@given(rematches())
def test_optimal_rematch_reaches_and_proves_the_best(drawn):
    market, arguments = drawn
    case = Case(market, **arguments)
    assignment = rematch(market, **arguments, method="optimal")
    certificate = certify(market, assignment, **arguments)
    best = max(map(case.worth, case.assignments()))
    assert (certificate.placed, certificate.adjusted_total) == best == certificate.bound
    assert certificate.optimal


@pytest.mark.parametrize("method", ["stable", "optimal"])
def test_nobody_confirmed_and_no_bonus_is_a_fresh_run(method):
    market = large_market(7, 300, 100, 8)
    before = np.random.default_rng(7).integers(-1, 100, 300)
    again = rematch(market, before, np.zeros(300, bool), method=method)
    fresh = {"stable": stable_matching, "optimal": optimal_matching}[method](market)
    assert again.place.tolist() == fresh.place.tolist()
    assert again.method == method


@pytest.mark.parametrize("method", ["stable", "optimal"])
def test_unchanged_market_with_half_confirmed_moves_nobody(method):
    """The rest of a stable or optimal assignment stays so when some of it is fixed; the bonus settles ties."""
    market = large_market(8, 300, 100, 8)
    first = {"stable": stable_matching, "optimal": optimal_matching}[method](market)
    confirmed = np.random.default_rng(8).random(300) < 0.6
    again = rematch(market, first.place, confirmed, stay_bonus=1_000_000, method=method)
    assert again.place.tolist() == first.place.tolist()


def test_confirmed_student_keeps_a_place_that_is_no_longer_listed():
    market = one_place(2, student=[1], place=[0], student_score=[3], place_priority=[9])
    arguments = {"previous": [0, -1], "confirmed": [True, False]}
    assignment = rematch(market, **arguments)
    certificate = certify(market, assignment, **arguments)
    assert assignment.place.tolist() == [0, -1]
    assert (certificate.feasible, certificate.blocking_pairs, certificate.placed) == (True, 0, 1)


def test_confirmed_student_without_a_place_stays_without():
    arguments = {"previous": [-1, -1], "confirmed": [True, False]}
    assert rematch(one_place(2), **arguments).place.tolist() == [-1, 0]


def test_bonus_keeps_a_student_against_a_better_one():
    market = one_place(2, place_priority=[5, 3])
    arguments = {"previous": [-1, 0], "confirmed": [False, False]}
    assert rematch(market, **arguments).place.tolist() == [0, -1]
    kept = rematch(market, **arguments, stay_bonus=3)
    assert kept.place.tolist() == [-1, 0]
    assert certify(market, kept, **arguments, stay_bonus=3).blocking_pairs == 0
    assert certify(market, kept, **arguments, stay_bonus=2).blocking_pairs == 1


def test_bonus_is_not_in_the_total():
    market = one_place(1, student_score=[1_000_000], place_priority=[1_000_000])
    arguments = {"previous": [0], "confirmed": [False], "stay_bonus": 1_000_000}
    certificate = certify(market, rematch(market, **arguments, method="optimal"), **arguments)
    assert (certificate.total, certificate.adjusted_total, certificate.bound) == (1_000_000, 2_000_000, (1, 2_000_000))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"previous": [0, 0], "confirmed": [True, True]}, "Place 0 has 1 seats and 2 confirmed students."),
        ({"previous": [0]}, "previous must hold 2 numbers and holds 1."),
        ({"previous": [0, 1]}, "previous must hold numbers between -1 and 0."),
        ({"previous": [0, float("nan")]}, "previous must hold whole numbers only."),
        ({"confirmed": [True]}, "confirmed must hold 2 numbers and holds 1."),
        ({"confirmed": [1, 0]}, "confirmed must hold only true and false."),
        ({"stay_bonus": -1}, "stay_bonus must be between 0 and 1000000."),
        ({"stay_bonus": 1_000_001}, "stay_bonus must be between 0 and 1000000."),
        ({"stay_bonus": 0.5}, "stay_bonus must be a whole number."),
        ({"method": "fair"}, "method must be one of: stable, optimal."),
    ],
)
def test_wrong_input_is_refused_with_a_sentence(changes, sentence):
    arguments = {"previous": [0, -1], "confirmed": [True, False], **changes}
    with pytest.raises(MarketError) as refusal:
        rematch(one_place(2), **arguments)
    assert str(refusal.value) == sentence


def test_more_confirmed_than_the_owner_allows_is_refused():
    market = one_place(2, capacity=[2], owner=[0], owner_capacity=[1])
    with pytest.raises(MarketError, match=r"^Owner 0 has 1 seats and 2 confirmed students\.$"):
        rematch(market, [0, 0], [True, True])
