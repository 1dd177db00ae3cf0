"""The certificate of an assignment, computed by code that shares nothing with the solvers."""

from typing import Any

import numpy as np

from .blocking import blocking_pairs
from .bound import bound
from .claim import Claim
from .feasibility import problems_of
from .types import Assignment, Certificate, Market, MarketError, check_previous

N_EXAMPLES = 10


def certify(
    market: Market, assignment: Assignment, *, previous: Any = None, confirmed: Any = None, stay_bonus: int = 0
) -> Certificate:
    """Check feasibility, count blocking pairs exactly and compute the bound that the duals prove.

    Give the arguments of ``rematch`` for an assignment that came from it. Raises MarketError on wrong input; a wrong
    assignment is no error but a certificate with problems.
    """
    claim = _claim(market, assignment, previous, confirmed, stay_bonus)
    problems = problems_of(claim)
    blocking = blocking_pairs(claim)
    proved, doubts = bound(claim, assignment.duals)
    listed = claim.sits
    return Certificate(
        feasible=not problems,
        problems=problems + doubts,
        blocking_pairs=len(blocking),
        examples=[(int(market.student[row]), int(market.place[row])) for row in blocking[:N_EXAMPLES]],
        placed=int((claim.assigned >= 0).sum()),
        total=int(market.student_score[listed].sum(dtype=np.int64)),
        bound=proved,
        adjusted_total=int(claim.score[listed].sum()),
        method=assignment.method,
        solver=assignment.solver,
    )


def _claim(market: Market, assignment: Assignment, previous: Any, confirmed: Any, stay_bonus: int) -> Claim:
    if len(assignment.place) != market.n_students:
        raise MarketError(f"The assignment has {len(assignment.place)} students and the market {market.n_students}.")
    if previous is None and (confirmed is not None or stay_bonus):
        raise MarketError("confirmed and stay_bonus need previous.")
    before = np.full(market.n_students, -1) if previous is None else previous
    fixed = np.zeros(market.n_students, bool) if confirmed is None else confirmed
    earlier, kept = check_previous(market, before, fixed, stay_bonus)
    return Claim(market, assignment.place, earlier, kept, stay_bonus)
