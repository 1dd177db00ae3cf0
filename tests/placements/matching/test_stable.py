import numpy as np
import pytest
from hypothesis import given, settings

from placements.matching import Market, certify, stable_matching
from tests.placements.matching.brute_force import fresh
from tests.placements.matching.markets import large_market, markets, one_place

pytestmark = pytest.mark.usefixtures("way")


@settings(max_examples=100, deadline=None)
@given(markets())
def test_result_is_stable_and_best_for_every_student(market):
    case = fresh(market)
    found = tuple(stable_matching(market).place.tolist())
    stable = case.stable()
    assert found in stable
    for student, place in enumerate(found):
        assert case.taste(student, place) == max(case.taste(student, other[student]) for other in stable)


@pytest.mark.parametrize("owners", [True, False])
def test_large_market_has_no_blocking_pair(owners):
    market = large_market(5, 1_500, 500, 20, owners=owners)
    certificate = certify(market, stable_matching(market))
    assert (certificate.feasible, certificate.blocking_pairs) == (True, 0)
    assert certificate.placed > 300


def test_owner_total_goes_to_the_best_of_all_its_places():
    market = Market(
        n_students=3,
        capacity=[2, 2],
        student=[0, 1, 2],
        place=[0, 0, 1],
        student_score=[5, 5, 5],
        place_priority=[1, 2, 3],
        owner=[0, 0],
        owner_capacity=[2],
    )
    assert stable_matching(market).place.tolist() == [-1, 0, 1]


def test_student_of_a_full_owner_can_move_within_it():
    """Student 0 would block at place 1 with the seat that its own pair at place 0 gives back."""
    market = Market(
        n_students=1,
        capacity=[1, 1],
        student=[0, 0],
        place=[0, 1],
        student_score=[1, 2],
        place_priority=[0, 0],
        owner=[0, 0],
        owner_capacity=[1],
    )
    assert stable_matching(market).place.tolist() == [1]


def test_reserved_seat_comes_before_the_open_place_of_the_same_owner():
    """Place 0 is reserved for student 1's school; both places give the same score."""
    market = Market(
        n_students=2,
        capacity=[1, 1],
        student=[0, 1, 1],
        place=[1, 0, 1],
        student_score=[7, 7, 7],
        place_priority=[0, 0, 0],
        owner=[0, 0],
        owner_capacity=[2],
    )
    assert stable_matching(market).place.tolist() == [1, 0]


def test_lottery_decides_between_equals():
    assert stable_matching(one_place(3)).place.tolist() == [0, -1, -1]
    assert stable_matching(one_place(3, lottery=[9, 4, -7])).place.tolist() == [-1, -1, 0]


def test_priority_decides_before_the_lottery():
    assert stable_matching(one_place(3, place_priority=[0, 0, 1])).place.tolist() == [-1, -1, 0]


def test_says_how_it_was_made():
    assignment = stable_matching(one_place(1))
    assert assignment.method == "stable"
    assert "deferred acceptance" in assignment.solver
    assert assignment.place.dtype == np.int32
