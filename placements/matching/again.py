"""What a re-matching starts from and what it changes: earlier places, room for who is confirmed, and who moves."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import IntEnum

import numpy as np

from .columns import ALL_SCHOOLS, Block, Candidates, Numbers
from .types import Market

NOWHERE = -1


class Move(IntEnum):
    """What happens to one student."""

    STAYS = 0
    BETTER = 1  # goes to a place that it prefers
    GAINS = 2  # had no match and gets one
    ELSEWHERE = 3  # goes to a place that it prefers less, or cannot compare
    LOSES = 4  # had a match and gets none


@dataclass(frozen=True, eq=False)
class Moves:
    """[n] what happens to each request, and whether its earlier pair is no candidate any more."""

    kind: Numbers
    gone: Numbers

    def count(self, kind: Move, rows: Numbers | None = None) -> int:
        """How many requests (of these rows) this happens to."""
        return int((self.kind[... if rows is None else rows] == kind).sum())

    def forced(self, *, gone: bool) -> int:
        """How many must go elsewhere or lose because their pair is gone, or though it still stands."""
        loses = (self.kind == Move.ELSEWHERE) | (self.kind == Move.LOSES)
        return int((loses & (self.gone == gone)).sum())


def earlier_places(block: Block, capacity: Numbers, order: Iterable[int]) -> Numbers:
    """[n] the place of each request that sat at a capacity (its id, or NOWHERE), given out in this order of rows.

    A student takes a seat reserved for the own school while there is one, else an open seat.
    """
    seats = block.seats
    place_of = dict(zip(zip(seats.id.tolist(), seats.school.tolist(), strict=True), seats.place.tolist(), strict=True))
    left = dict(zip(seats.place.tolist(), seats.seats.tolist(), strict=True))
    places = np.full(len(block.requests), NOWHERE, np.int64)
    for row in order:
        wanted, school = int(capacity[row]), int(block.requests.school[row])
        kept = place_of.get((wanted, school), NOWHERE)
        if left.get(kept, 0) <= 0:
            kept = place_of.get((wanted, ALL_SCHOOLS), NOWHERE)
        left[kept] = left.get(kept, 0) - 1
        places[row] = kept
    return places


@dataclass(frozen=True, eq=False)
class Room:
    """A market with room for who is confirmed, and for how many of them there was none before it was made."""

    market: Market
    over_places: int  # more than the seats
    over_mentors: int  # more than the owners' totals


def with_room(market: Market, places: Numbers, confirmed: Numbers, outside: Numbers | int = 0) -> Room:
    """The market with at least as many seats, and as great totals, as the confirmed students already hold.

    `outside` [O] are confirmed students at other places of each owner, which are not in the market: its total is so
    much less.
    """
    held = places[confirmed & (places >= 0)]
    owners = market.owner[held]
    seats = np.bincount(held, minlength=len(market.capacity))
    totals = np.bincount(owners[owners >= 0], minlength=len(market.owner_capacity))
    left = market.owner_capacity - outside
    return Room(
        replace(market, capacity=np.maximum(market.capacity, seats), owner_capacity=np.maximum(left, totals)),
        int(np.maximum(0, seats - market.capacity).sum()),
        int(np.maximum(0, totals - left).sum()),
    )


def held_outside(block: Block, places: Numbers, confirmed: Numbers, site: Numbers) -> Numbers:
    """[O] the confirmed students at a site of the block whose place is not in it; `site` [n] is where they sit."""
    owners = np.unique(block.seats.site)
    away = site[confirmed & (places < 0)]
    return np.bincount(np.searchsorted(owners, away[np.isin(away, owners)]), minlength=len(owners))


def moves_of(candidates: Candidates, block: Block, before: Numbers, after: Numbers) -> Moves:
    """Compare two capacities of each request (ids, NOWHERE for none) by what the student prefers."""
    now, then = (_preference_at(candidates, block, where) for where in (after, before))
    had, has = before != NOWHERE, after != NOWHERE
    kind = np.full(len(before), Move.STAYS, np.int64)
    kind[~had & has] = Move.GAINS
    kind[had & ~has] = Move.LOSES
    changed = had & has & (before != after)
    kind[changed] = Move.ELSEWHERE
    kind[changed & (then >= 0) & (now > then)] = Move.BETTER
    return Moves(kind, had & (then < 0))


def _preference_at(candidates: Candidates, block: Block, capacity: Numbers) -> Numbers:
    """[n] how much each request prefers a capacity, -1 where that is no candidate."""
    found = np.full(len(block.requests), -1, np.int64)
    rows = np.flatnonzero(block.seats.id[candidates.seats] == capacity[candidates.request])
    np.maximum.at(found, candidates.request[rows], candidates.preference[rows])
    return found
