"""Compiled: most students placed, then the greatest total, by shortest augmenting paths."""

import numpy as np
from numba import int64

from placements.matching.types import Duals, Market, Numbers

from .flow import Flow, let_in
from .kernel import INT32, INT64, kernel
from .layout import estates, grouped_pairs, seat_starts
from .search import nothing_reached


@kernel((INT64, INT32, INT32, INT32, INT32, INT32, INT64, INT64, INT32, int64))
def _solve(start, place, score, capacity, owner, owner_capacity, room, estate, places, reward):
    n, n_places, n_owners = len(start) - 1, len(capacity), len(owner_capacity)
    flow = Flow(
        start,
        place,
        score,
        owner,
        capacity.astype(np.int64),
        owner_capacity.astype(np.int64),
        room,
        np.zeros(n_places, np.int64),
        np.empty(room[-1], np.int32),
        np.zeros(n, np.int64),
        estate,
        places,
        np.full(n, -1, np.int32),
        np.zeros(n, np.int64),
        np.zeros(n_places, np.int64),
        np.zeros(n_owners, np.int64),
        np.zeros(n, np.int64),
    )
    reached = nothing_reached(n_places + n_owners)
    for student in range(n):
        let_in(flow, reached, reward, student)
    return flow.at, flow.joy, flow.price, flow.toll


def solved(market: Market, reward: int) -> tuple[Numbers, Duals]:
    """The place of every student, and the prices that prove it."""
    start, place, score, _ = grouped_pairs(market)
    sizes = (market.capacity, market.owner, market.owner_capacity, seat_starts(market), *estates(market))
    at, joy, price, toll = _solve(start, place, score, *sizes, reward)
    above = price - np.append(toll, 0)[market.owner]
    return at, Duals(reward, joy, above, toll)
