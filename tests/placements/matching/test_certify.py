from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placements.matching import Assignment, MarketError, certify, optimal_matching, stable_matching
from placements.matching.types import Duals
from tests.placements.matching.brute_force import Case, fresh
from tests.placements.matching.markets import large_market, markets, one_place, rematches

pytestmark = pytest.mark.usefixtures("way")


@settings(max_examples=75, deadline=None)
@given(rematches(), st.data())
def test_blocking_pairs_are_counted_as_defined(drawn, data):
    market, arguments = drawn
    case = Case(market, **arguments)
    places = data.draw(st.sampled_from(list(case.assignments())))
    certificate = certify(market, Assignment(places), **arguments)
    assert certificate.feasible
    assert certificate.blocking_pairs == len(case.blocking(places))
    assert set(certificate.examples) <= case.blocking(places)
    assert (certificate.placed, certificate.adjusted_total) == case.worth(places)


@settings(max_examples=75, deadline=None)
@given(markets(), st.data())
def test_feasible_is_what_brute_force_lists(market, data):
    place = st.integers(-2, len(market.capacity))
    places = tuple(data.draw(st.lists(place, min_size=market.n_students, max_size=market.n_students)))
    certificate = certify(market, Assignment(places))
    assert certificate.feasible == (places in set(fresh(market).assignments()))
    assert bool(certificate.problems) != certificate.feasible


@settings(max_examples=50, deadline=None)
@given(markets(), st.data())
def test_no_prices_prove_less_than_what_exists(market, data):
    """Prices that pass the check limit every assignment, however they were found."""
    prices = [
        data.draw(st.lists(st.integers(0, 60), min_size=size, max_size=size))
        for size in (market.n_students, len(market.capacity), len(market.owner_capacity))
    ]
    certificate = certify(market, Assignment([-1] * market.n_students, duals=Duals(30, *prices)))
    most, total = max(map(fresh(market).worth, fresh(market).assignments()))
    if certificate.bound:
        assert certificate.bound[0] >= most
        assert certificate.bound[0] > most or certificate.bound[1] >= total
    else:
        assert "uncovered" in certificate.problems[0]


def test_each_problem_has_its_sentence():
    market = one_place(5, student=[0, 1, 2, 4], place=[0] * 4, student_score=[0] * 4, place_priority=[0] * 4)
    market = replace(market, capacity=[3], owner=[0], owner_capacity=[2])
    confirmed = [False, False, False, False, True]
    certificate = certify(market, Assignment([0, 0, 7, 0, 0]), previous=[-1, -1, -1, -1, -1], confirmed=confirmed)
    assert certificate.problems == [
        "Student 2 is sent to place 7, which does not exist.",
        "Student 3 sits at place 0, but that pair is not listed.",
        "Student 4 is confirmed at -1 and is sent to 0.",
        "Place 0 has 4 students and 3 seats.",
        "Owner 0 has 4 students and 2 seats.",
    ]
    assert not certificate.feasible


def test_every_lowered_price_loses_the_proof():
    market = large_market(9, 60, 20, 6)
    assignment = optimal_matching(market)
    joy = assignment.duals.student
    for student in np.flatnonzero(joy)[:20]:
        lower = joy.copy()
        lower[student] -= 1
        certificate = certify(market, replace(assignment, duals=replace(assignment.duals, student=lower)))
        assert certificate.bound is None
        assert "uncovered" in certificate.problems[0]
        assert (certificate.feasible, certificate.optimal) == (True, False)


def test_proof_of_another_market_is_refused():
    assignment = replace(stable_matching(one_place(2)), duals=optimal_matching(one_place(3)).duals)
    with pytest.raises(MarketError, match="another size"):
        certify(one_place(2), assignment)


def test_reward_too_small_for_the_scores_proves_nothing():
    duals = Duals(1, [0], [0], [])
    certificate = certify(one_place(1, student_score=[-1]), Assignment([0], duals=duals))
    assert certificate.bound is None
    assert "reward" in certificate.problems[0]


def test_worse_assignment_does_not_reach_the_bound():
    market = one_place(2, student_score=[1, 2])
    worse = replace(optimal_matching(market), place=[0, -1])
    certificate = certify(market, worse)
    assert (certificate.bound, certificate.total, certificate.optimal) == ((1, 2), 1, False)


def test_certificate_names_method_and_solver():
    certificate = certify(one_place(1), optimal_matching(one_place(1)))
    assert certificate.method == "optimal"
    assert certificate.solver.startswith("shortest augmenting paths")
    assert type(certificate.total) is int


@pytest.mark.parametrize(
    ("assignment", "arguments", "sentence"),
    [
        ([0], {}, "The assignment has 1 students and the market 2."),
        ([0, -1], {"confirmed": [True, False]}, "confirmed and stay_bonus need previous."),
        ([0, -1], {"stay_bonus": 1}, "confirmed and stay_bonus need previous."),
        ([0, -1], {"previous": [0]}, "previous must hold 2 numbers and holds 1."),
    ],
)
def test_wrong_input_is_refused_with_a_sentence(assignment, arguments, sentence):
    with pytest.raises(MarketError) as refusal:
        certify(one_place(2), Assignment(assignment), **arguments)
    assert str(refusal.value) == sentence


def test_assignment_of_fractions_is_refused():
    with pytest.raises(MarketError, match="whole numbers"):
        Assignment([0.5])
