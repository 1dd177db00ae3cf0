"""The learning allowance: the published tables to the cent, and the steps."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placements.allowance import Learner, allowance_cents, step_of

SHARES = (Decimal("0.29"), Decimal("0.32"), Decimal("0.345"))
# Guaranteed minimum income and the three published amounts, in cents.
PUBLISHED = {
    "September 2021": (165823, (48090, 53070, 57210)),
    "January 2022": (169140, (49060, 54130, 58360)),
    "December 2022": (199418, (57840, 63820, 68800)),
    "May 2024": (207048, (60050, 66260, 71440)),
    "February 2025": (211189, (61250, 67590, 72870)),
}


@pytest.mark.parametrize(("income", "amounts"), PUBLISHED.values(), ids=PUBLISHED)
def test_published_tables_come_out_to_the_cent(income, amounts):
    assert tuple(allowance_cents(income, share) for share in SHARES) == amounts


@given(st.integers(1, 10_000_000), st.sampled_from(SHARES))
def test_rounded_up_by_less_than_ten_cents(income, share):
    amount = allowance_cents(income, share)
    assert amount % 10 == 0
    assert 0 <= amount - income * share < 10


@given(st.integers(1, 10_000_000), st.integers(0, 1000))
def test_a_higher_income_never_lowers_the_amount(income, more):
    assert allowance_cents(income + more, SHARES[0]) >= allowance_cents(income, SHARES[0])


@pytest.mark.parametrize(
    ("learner", "number"),
    [
        (Learner(), 1),
        (Learner(years_passed=1), 2),
        (Learner(has_second_grade=True), 2),
        (Learner(years_passed=2), 3),
        (Learner(passed_first_of_third_grade=True), 3),
        (Learner(passed_qualification_phase=True), 3),
        (Learner(years_passed=1, passed_first_of_third_grade=True), 3),
    ],
)
def test_the_highest_step_that_holds(learner, number):
    assert step_of(learner).number == number


@pytest.mark.parametrize(
    ("income", "share"), [(0, SHARES[0]), (-1, SHARES[0]), (100, Decimal(0)), (100, Decimal("1.01"))]
)
def test_impossible_figures_are_refused(income, share):
    with pytest.raises(ValueError, match=r"\.$"):
        allowance_cents(income, share)
