"""Deferred acceptance in waves: everybody without a place proposes at once, and each place keeps its best."""

from dataclasses import dataclass, field

import numpy as np

from .rows import Rows, order_by
from .types import Market, Numbers

FEW = 40  # proposals of one wave below which one by one is quicker
NOBODY = np.iinfo(np.int64).max


@dataclass(eq=False)
class Standing:
    """How far the proposals are.

    Each student looks at one pair of the row, `at`: it is held there when `sits`, and comes next when not. A rank of a
    pair is lower when it is served first; ranks of one student at two places may be equal, but are never held together.
    """

    market: Market
    rows: Rows
    waiting: Numbers  # students who propose next
    at: Numbers = field(init=False)  # [n_students]
    sits: Numbers = field(init=False)  # [n_students]
    draw: Numbers = field(init=False)  # [n_students] position in the lottery
    lowest: Numbers = field(init=False)  # [P] the rank that a pair must come before at this place
    owner_lowest: Numbers = field(init=False)  # [O + 1] the same for an owner; the last one is no owner

    def __post_init__(self) -> None:
        market, n = self.market, self.market.n_students
        self.at = self.rows.start[:-1].copy()
        self.sits = np.zeros(n, bool)
        self.draw = np.empty(n, np.int64)
        self.draw[np.argsort(market.lottery)] = np.arange(n)
        self.top = int(self.rows.priority.max(initial=0))
        self.lowest = np.where(market.capacity > 0, NOBODY, -1)
        self.owner_lowest = np.where(np.append(market.owner_capacity, 1) > 0, NOBODY, -1)

    def rank(self, pairs: Numbers, students: Numbers | int) -> Numbers:
        """The ranks of these pairs of these students."""
        return (self.top - self.rows.priority[pairs].astype(np.int64)) * self.market.n_students + self.draw[students]

    def has_chance(self, pairs: Numbers, students: Numbers | int) -> Numbers:
        """Whether a pair comes before the lowest that is held; what a full place refuses once it refuses for ever."""
        place, rank = self.rows.place[pairs], self.rank(pairs, students)
        chance: Numbers = (rank < self.lowest[place]) & (rank < self.owner_lowest[self.market.owner[place]])
        return chance

    def still_in(self, students: Numbers) -> Numbers:
        """Those whose row is not at its end."""
        return students[self.at[students] < self.rows.start[students + 1]]


def everybody_waits(market: Market, rows: Rows) -> Standing:
    return Standing(market, rows, np.flatnonzero(rows.start[:-1] < rows.start[1:]))


def propose_in_waves(standing: Standing) -> None:
    """Go on until few proposals are left; who is let go proposes to the next place of the row."""
    while len(standing.waiting) > FEW:
        _pass_by_the_full(standing)
        _wave(standing)


def _pass_by_the_full(standing: Standing) -> None:
    looking = standing.waiting
    while len(looking):
        refused = looking[~standing.has_chance(standing.at[looking], looking)]
        standing.at[refused] += 1
        looking = standing.still_in(refused)
    standing.waiting = standing.still_in(standing.waiting)


def _wave(standing: Standing) -> None:
    market, students = standing.market, np.append(_rivals(standing), standing.waiting)
    pairs = standing.at[students]
    place, rank = standing.rows.place[pairs], standing.rank(pairs, students)
    kept = _best(place, rank, market.capacity, standing.lowest)
    owned = np.flatnonzero(kept & (market.owner[place] >= 0))
    if len(owned):
        owner = market.owner[place[owned]]
        kept[owned] = _best(owner, rank[owned], market.owner_capacity, standing.owner_lowest)
    standing.sits[students] = kept
    losers = students[~kept]
    standing.at[losers] += 1
    standing.waiting = standing.still_in(losers)


def _rivals(standing: Standing) -> Numbers:
    """Who sits at the places that are asked, and at those of the same owners."""
    market, seated = standing.market, np.flatnonzero(standing.sits)
    asked = np.zeros(len(market.capacity), bool)
    asked[standing.rows.place[standing.at[standing.waiting]]] = True
    if len(market.owner_capacity):
        owners = np.zeros(len(market.owner_capacity) + 1, bool)
        owners[market.owner[asked]] = True
        owners[-1] = False
        asked |= owners[market.owner]
    return seated[asked[standing.rows.place[standing.at[seated]]]]


def _best(group: Numbers, rank: Numbers, seats: Numbers, lowest: Numbers) -> Numbers:
    """Whether each row is among the `seats` first by rank of its group; full groups get a new lowest rank."""
    order = order_by(group, rank)
    group, rank, best = group[order], rank[order], np.empty(len(order), bool)
    starts = np.flatnonzero(np.diff(group, prepend=-1))
    position = np.arange(len(order)) - np.repeat(starts, np.diff(np.append(starts, len(order))))
    best[order] = position < seats[group]
    last = position == seats[group] - 1
    lowest[group[last]] = rank[last]
    return best
