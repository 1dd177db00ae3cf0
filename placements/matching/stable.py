"""Student-proposing deferred acceptance with seats per place and a total per owner."""

from heapq import heappop, heappush

import numpy as np

from .types import Assignment, Market, Numbers

SOLVER = "deferred acceptance, version 1"


def stable_matching(market: Market) -> Assignment:
    """The student-optimal stable assignment: each student proposes down the list, refusals are final.

    From the pairs that were offered to its places an owner keeps the best that fit the seats and its total. A pair it
    lets go is never wanted back, so the order of proposing does not matter.
    """
    order = np.lexsort((market.place, -market.student_score, market.lottery[market.student]))
    student, place = market.student[order], market.place[order]
    held = _propose(student.tolist(), _Desk(market, place, market.place_priority[order]))
    assigned = np.full(market.n_students, -1, np.int32)
    assigned[student[held]] = place[held]
    return Assignment(assigned, "stable", solver=SOLVER)


def _propose(student: list[int], desk: "_Desk") -> list[int]:
    """The pairs held in the end; a student's pairs stand together, the best first."""
    following = [*student[1:], -1]  # whose row comes next
    for first in np.flatnonzero(np.diff(student, prepend=-1)).tolist():
        loser = desk.offer(first)
        while loser is not None and following[loser] == student[loser]:
            loser = desk.offer(loser + 1)
    return [pair for pair, held in enumerate(desk.held) if held]


class _Desk:
    """Answers proposals: who is held, and who has to go for somebody better.

    A pair is known by its row; rows stand in lottery and preference order, so row order breaks ties in priority.
    """

    def __init__(self, market: Market, place: Numbers, priority: Numbers) -> None:
        self.place = place.tolist()
        self.owner = market.owner[place].tolist()
        steps = priority.max(initial=0) - priority.astype(np.int64)
        self.rank = (steps * len(place) + np.arange(len(place))).tolist()  # lower is served first
        self.held = [False] * len(place)
        self.places = _Seats(market.capacity, self.held)
        self.owners = _Seats(market.owner_capacity, self.held)

    def offer(self, pair: int) -> int | None:
        """The pair that loses by this proposal: the new one, one that was held, or none."""
        full = self._full(pair)
        if full is None:
            self._hold(pair)
            return None
        seats, index = full
        lowest = seats.lowest(index)
        if lowest is None or self.rank[lowest] < self.rank[pair]:
            return pair
        self._let_go(lowest)
        self._hold(pair)
        return lowest

    def _full(self, pair: int) -> "tuple[_Seats, int] | None":
        place, owner = self.place[pair], self.owner[pair]
        if not self.places.free[place]:
            return self.places, place
        if owner >= 0 and not self.owners.free[owner]:
            return self.owners, owner
        return None

    def _hold(self, pair: int) -> None:
        self.held[pair] = True
        self.places.take(self.place[pair], self.rank[pair])
        if self.owner[pair] >= 0:
            self.owners.take(self.owner[pair], self.rank[pair])

    def _let_go(self, pair: int) -> None:
        self.held[pair] = False
        self.places.free[self.place[pair]] += 1
        if self.owner[pair] >= 0:
            self.owners.free[self.owner[pair]] += 1


class _Seats:
    """Free seats and held pairs of every place, or of every owner."""

    def __init__(self, capacity: Numbers, held: list[bool]) -> None:
        self.free = capacity.tolist()
        self.held = held
        self.heaps: list[list[int]] = [[] for _ in self.free]  # minus the rank, so the lowest pair is on top

    def take(self, index: int, rank: int) -> None:
        self.free[index] -= 1
        heappush(self.heaps[index], -rank)

    def lowest(self, index: int) -> int | None:
        """The lowest pair held here; pairs let go elsewhere are still in the heap and are passed over."""
        heap = self.heaps[index]
        while heap and not self.held[-heap[0] % len(self.held)]:
            heappop(heap)
        return -heap[0] % len(self.held) if heap else None
