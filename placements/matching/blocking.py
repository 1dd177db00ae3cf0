"""The pairs that would rather have each other, counted by the definition and nothing else."""

import numpy as np

from .claim import Claim
from .types import Numbers


def blocking_pairs(claim: Claim) -> Numbers:
    """The rows of the blocking pairs, by student and place; confirmed students and their seats stand aside.

    (s, p) blocks when s strictly prefers p to what s has and: p is full and (s, p) outranks the lowest pair p holds;
    or p has a free seat, its owner is full, and (s, p) outranks the lowest pair the owner holds; or both have room.
    """
    market = claim.market
    wanted = np.flatnonzero(claim.is_open & _prefers(claim))
    held = np.flatnonzero(claim.is_open & claim.sits)
    rank = _rank(claim, np.concatenate((wanted, held)))
    place, owner = market.place, market.owner[market.place]
    owned = held[owner[held] >= 0]
    held_places = place[held]
    place_full = claim.per_place(held_places) >= claim.seats
    owner_full = np.append(claim.per_owner(held_places) >= claim.totals, False)  # -1, no owner, is never full
    beats_place = rank[wanted] < _lowest(rank[held], held_places, len(place_full))[place[wanted]]
    beats_owner = rank[wanted] < _lowest(rank[owned], owner[owned], len(owner_full))[owner[wanted]]
    beats = np.where(place_full[place[wanted]], beats_place, ~owner_full[owner[wanted]] | beats_owner)
    rows = wanted[beats]
    return rows[np.lexsort((place[rows], market.student[rows]))]


def _prefers(claim: Claim) -> Numbers:
    """[E] whether the student strictly prefers the pair's place to what it has."""
    market, sits = claim.market, claim.sits
    has = np.zeros(market.n_students, bool)
    score = np.zeros(market.n_students, np.int64)
    has[market.student[sits]] = True
    score[market.student[sits]] = claim.score[sits]
    own_score, own_place = score[market.student], claim.assigned[market.student]
    nearer = (claim.score == own_score) & (market.place < own_place)
    prefers: Numbers = ~has[market.student] | (claim.score > own_score) | nearer
    return prefers


def _rank(claim: Claim, rows: Numbers) -> Numbers:
    """[E] the position of these rows in serving order, 0 = served first; other rows mean nothing."""
    market = claim.market
    priority = market.place_priority[rows] + claim.bonus[rows]
    order = np.lexsort((market.place[rows], -claim.score[rows], market.lottery[market.student[rows]], -priority))
    rank = np.zeros(len(market.place), np.int64)
    rank[rows[order]] = np.arange(len(rows))
    return rank


def _lowest(rank: Numbers, group: Numbers, n_groups: int) -> Numbers:
    """[n_groups] the last rank in each group, -1 where nothing is held: no pair outranks that."""
    lowest = np.full(n_groups, -1, np.int64)
    np.maximum.at(lowest, group, rank)
    return lowest
