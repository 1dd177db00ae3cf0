"""Compiled: most students placed, then the greatest total, by shortest augmenting paths."""

import numpy as np
from numba import boolean, int64, types

from placements.matching.start import Start
from placements.matching.types import Duals, Market, Numbers

from .flow import FAR, Flow, let_in, sit
from .kernel import INT32, INT64, kernel
from .layout import estates, grouped_pairs, seat_starts
from .rows import grouped_by
from .search import nothing_reached
from .vacate import Listed, vacate

FLAGS = types.Array(boolean, 1, "C", readonly=True)
PAIRS = (INT64, INT32, INT32)
SIZES = (INT32, INT32, INT32, INT64, INT64, INT32)
START = (INT32, INT64, INT64, INT64, FLAGS)


@kernel((*PAIRS, *SIZES, *START, *PAIRS, int64))
def _solve(
    start,
    place,
    score,
    capacity,
    owner,
    owner_capacity,
    room,
    estate,
    places,
    seated,
    joy,
    price,
    toll,
    out,
    first,
    student_of,
    score_of,
    reward,
):
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
        joy.copy(),
        price.copy(),
        toll.copy(),
        np.full(n, FAR, np.int64),
    )
    reached = nothing_reached(n_places + n_owners)
    for student in range(n):
        if seated[student] >= 0:
            sit(flow, student, seated[student])
    listed, there = Listed(first, student_of, score_of), np.empty(n, np.int32)
    for student in range(n):
        if out[student] and seated[student] >= 0:
            vacate(flow, listed, reached, reward, student, out, there)
    for student in range(n):
        if out[student]:
            let_in(flow, reached, reward, student)
    return flow.at, flow.joy, flow.price, flow.toll


def solved(market: Market, reward: int, begun: Start) -> tuple[Numbers, Duals]:
    """The place of every student, and the prices that prove it."""
    pairs = grouped_pairs(market)[:3]
    sizes = (market.capacity, market.owner, market.owner_capacity, seat_starts(market, begun.place), *estates(market))
    start = (begun.place, begun.joy, begun.price, begun.toll, begun.out)
    at, joy, price, toll = _solve(*pairs, *sizes, *start, *_pairs_of_places(market, begun), reward)
    above = price - np.append(toll, 0)[market.owner]
    return at, Duals(reward, joy, above, toll)


def _pairs_of_places(market: Market, begun: Start) -> tuple[Numbers, Numbers, Numbers]:
    """Where the pairs of each place start, and their students and scores; nothing when nobody leaves a seat."""
    n_places = len(market.capacity)
    if not (begun.out & (begun.place >= 0)).any():
        return np.zeros(n_places + 1, np.int64), market.student[:0], market.student_score[:0]
    order = grouped_by(market.place, n_places)
    start = np.concatenate(([0], np.cumsum(np.bincount(market.place, minlength=n_places))))
    return start, market.student[order], market.student_score[order]
