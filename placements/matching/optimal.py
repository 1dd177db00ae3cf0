"""Most students placed, then the greatest total: shortest augmenting paths over students, places and owners."""

from dataclasses import replace

import numpy as np

from . import fast
from .components import MOST_PARTS, split
from .flow import Flow
from .start import Start, nobody_seated, seated_before
from .types import Assignment, Market
from .vacate import vacate

WHOLE_UP_TO = 1_000_000  # pairs
SOLVER = "shortest augmenting paths, version 2"
COMPILED = "shortest augmenting paths, compiled, version 1"
RESUMED = ", resumed"


def optimal_matching(market: Market, *, reward: int | None = None) -> Assignment:
    """As many students placed as can be, then the greatest sum of student_score, with the duals that prove it.

    ``reward`` is that of the whole (`reward_of`) when the market is a part of it, so that the duals fit together. A
    large market is solved one component after another: the same bytes, but what a search looks at stands together.
    """
    reward = reward_of(market) if reward is None else reward
    if len(market.student) <= WHOLE_UP_TO:
        return _solved(market, reward)
    parts = split(market, len(market.student) // MOST_PARTS)
    return parts.joined([_solved(parts.market(part), reward) for part in range(len(parts))])


def resumed(market: Market, before: Assignment) -> Assignment:
    """The optimum of a market, from that of one with the same students and seats and other pairs.

    Only who is touched by a change is let in again. The number placed and the total are those of `optimal_matching`;
    who is placed may differ where several do equally well, so the solver has another name.
    """
    if before.duals is None or before.duals.reward < reward_of(market):
        return optimal_matching(market)
    found = _solved(market, before.duals.reward, seated_before(market, before))
    return replace(found, solver=f"{found.solver}{RESUMED}")


def _solved(market: Market, reward: int, start: Start | None = None) -> Assignment:
    begun = start or nobody_seated(market)
    if fast.available():
        from .fast.optimal import solved

        place, duals = solved(market, reward, begun)
        return Assignment(place, "optimal", duals, COMPILED)
    flow, out = Flow(market, reward, begun), begun.out.tolist()
    for student in np.flatnonzero(begun.out & (begun.place >= 0)).tolist():
        vacate(flow, student, out)
    for student in np.flatnonzero(begun.out).tolist():
        flow.seat(student)
    return Assignment(np.array(flow.place_of, np.int32), "optimal", flow.duals(), SOLVER)


def reward_of(market: Market) -> int:
    """So much for each placed student that no difference in scores outweighs one student more."""
    largest = int(np.abs(market.student_score).max(initial=1))
    return (2 * market.n_students + 2) * largest + 1
