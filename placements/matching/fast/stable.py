"""Compiled: deferred acceptance one proposal at a time."""

import numpy as np

from placements.matching.types import Market, Numbers

from .desk import EMPTY, pop_top, positions, push, rank_of, settle
from .kernel import INT32, INT64, inner, kernel
from .layout import estates, grouped_pairs, seat_starts
from .rows import UNSEEN, next_pair

NOBODY, REFUSED = -1, -2


@inner
def _who_leaves(place, owner, mine, size, capacity, tops, taken, owner_capacity, first):
    """The place whose lowest has to go for this rank: NOBODY when there is room, or the proposal is REFUSED."""
    leaves = place
    if size[place] < capacity[place]:
        if owner < 0 or taken[owner] < owner_capacity[owner]:
            return NOBODY
        leaves = first
    return leaves if tops[leaves] > mine else REFUSED


@inner
def _count(place, owner, change, size, tops, rank, room, taken, branch, where, estate):
    """Note that a seat was taken or left."""
    size[place] += change
    tops[place] = rank[room[place]] if size[place] else EMPTY
    if owner >= 0:
        taken[owner] += change
        settle(tops, branch, where, estate[owner], estate[owner + 1] - estate[owner], place)


@kernel((INT64, INT32, INT32, INT32, INT32, INT64, INT32, INT32, INT32, INT64, INT32))
def _propose(start, place_of, score, priority, lottery, room, capacity, owner_of, owner_capacity, estate, places):
    """[n] the place of every student. `estate` [O + 1] tells where each owner's places start in `places`."""
    n, n_places = len(lottery), len(capacity)
    heap, left, latest = np.empty(len(place_of), np.int64), np.full(n, UNSEEN, np.int64), np.zeros(n, np.int64)
    rank, who = np.empty(room[-1], np.int64), np.empty(room[-1], np.int32)
    size, tops = np.zeros(n_places, np.int64), np.full(n_places, EMPTY, np.int64)
    taken, branch = np.zeros(len(owner_capacity), np.int64), places.copy()
    where = positions(places, n_places)
    at = np.full(n, -1, np.int32)
    for newcomer in range(n):
        student = newcomer
        while student >= 0:
            pair = next_pair(heap, left, latest, start[student], start[student + 1], score, place_of, student)
            if pair < 0:
                break
            place, mine = place_of[pair], rank_of(priority[pair], lottery[student])
            owner = owner_of[place]
            first = branch[estate[owner]] if owner >= 0 else place
            leaves = _who_leaves(place, owner, mine, size, capacity, tops, taken, owner_capacity, first)
            if leaves == REFUSED:
                continue
            loser = NOBODY
            if leaves >= 0:
                loser = who[room[leaves]]
                at[loser] = -1
                pop_top(rank, who, room[leaves], size[leaves])
                _count(leaves, owner, -1, size, tops, rank, room, taken, branch, where, estate)
            push(rank, who, room[place], size[place], mine, student)
            _count(place, owner, 1, size, tops, rank, room, taken, branch, where, estate)
            at[student] = place
            student = loser
    return at


def assigned_places(market: Market) -> Numbers:
    """[n_students] the place of every student in the student-optimal stable assignment."""
    start, place, score, priority = grouped_pairs(market)
    estate, places = estates(market)
    totals = (market.capacity, market.owner, market.owner_capacity)
    at: Numbers = _propose(start, place, score, priority, market.lottery, seat_starts(market), *totals, estate, places)
    return at
