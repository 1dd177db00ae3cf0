import pytest
from hypothesis import given, settings

from placements.matching import certify, optimal_matching
from tests.placements.matching.brute_force import fresh
from tests.placements.matching.markets import large_market, markets

pytestmark = pytest.mark.usefixtures("way")


@settings(max_examples=100, deadline=None)
@given(markets())
def test_places_most_students_then_reaches_the_greatest_total(market):
    case = fresh(market)
    found = tuple(optimal_matching(market).place.tolist())
    assert found in set(case.assignments())
    assert case.worth(found) == max(map(case.worth, case.assignments()))


@settings(max_examples=50, deadline=None)
@given(markets(largest=1_000_000))
def test_duals_prove_it_at_the_limits_of_the_scores(market):
    certificate = certify(market, optimal_matching(market))
    assert certificate.bound == max(map(fresh(market).worth, fresh(market).assignments()))
    assert certificate.optimal


@pytest.mark.parametrize("owners", [True, False])
def test_two_thousand_students_are_proven_optimal(owners):
    market = large_market(6, 2_000, 700, 20, owners=owners)
    assert certify(market, optimal_matching(market)).optimal
