"""Deferred acceptance one proposal at a time, with a heap for every place and owner that is asked."""

from collections.abc import Iterator
from heapq import heapify, heappop, heappush, heapreplace

import numpy as np

from .types import Numbers
from .waves import Standing


def propose_one_by_one(standing: Standing) -> Numbers:
    """[n_students] the place of every student in the end."""
    desk = _Desk(standing)
    for first in standing.waiting.tolist():
        student: int | None = first
        while student is not None:
            student = desk.propose(student)
    return np.array(desk.place_of, np.int32)


class _Desk:
    """Answers proposals. Heaps hold minus the rank, so the lowest pair is on top.

    Whoever an owner lets go is the lowest of its place as well, so only the owners' heaps keep pairs that have left.
    """

    def __init__(self, standing: Standing) -> None:
        self.standing, market = standing, standing.market
        self.n = max(1, market.n_students)
        self.student_of = np.argsort(market.lottery).tolist()
        self.owner = market.owner.tolist()
        self.rows: dict[int, Iterator[tuple[int, int]]] = {}
        self._sit(standing)

    def _sit(self, standing: Standing) -> None:
        market, held = standing.market, np.flatnonzero(standing.sits)
        place = standing.rows.place[standing.at[held]]
        owner = market.owner[place]
        self.free = (market.capacity - np.bincount(place, minlength=len(market.capacity))).tolist()
        taken = np.bincount(owner[owner >= 0], minlength=len(market.owner_capacity))
        self.owner_free = (market.owner_capacity - taken).tolist()
        place_of = np.full(market.n_students, -1, np.int32)
        place_of[held] = place
        self.place_of: list[int] = place_of.tolist()
        self._fill(place.tolist(), (-standing.rank(standing.at[held], held)).tolist())

    def _fill(self, places: list[int], tops: list[int]) -> None:
        self.heaps: list[list[int]] = [[] for _ in self.free]
        self.owner_heaps: list[list[tuple[int, int]]] = [[] for _ in self.owner_free]
        for place, top in zip(places, tops, strict=True):
            self.heaps[place].append(top)
            if self.owner[place] >= 0:
                self.owner_heaps[self.owner[place]].append((top, place))
        for heap in self.heaps:
            heapify(heap)
        for owner_heap in self.owner_heaps:
            heapify(owner_heap)

    def propose(self, student: int) -> int | None:
        """Ask the places of the row in turn; the student who lost a seat by it, or none."""
        for place, top in self._row(student):
            if self.free[place]:
                owner = self.owner[place]
                if owner < 0 or self.owner_free[owner]:
                    return self._take(student, place, top, None)
                lowest = self._lowest(owner)
                if lowest is not None and lowest[0] < top:
                    self._leave(owner, lowest[1])
                    return self._take(student, place, top, lowest[0])
            elif self.heaps[place] and self.heaps[place][0] < top:
                return self._replace(student, place, top)
        return None

    def _row(self, student: int) -> Iterator[tuple[int, int]]:
        """What is left of a row: places with minus the rank there, without those that were out of reach already."""
        if student not in self.rows:
            standing = self.standing
            first = standing.at[student] + (self.place_of[student] >= 0)
            pairs = np.arange(first, standing.rows.start[student + 1])
            pairs = pairs[standing.has_chance(pairs, student)]
            top = -standing.rank(pairs, student)
            self.rows[student] = zip(standing.rows.place[pairs].tolist(), top.tolist(), strict=True)
        return self.rows[student]

    def _take(self, student: int, place: int, top: int, loser: int | None) -> int | None:
        self.free[place] -= 1
        heappush(self.heaps[place], top)
        self._seat(student, place, top)
        if loser is None:
            if self.owner[place] >= 0:
                self.owner_free[self.owner[place]] -= 1
            return None
        return self._gone(loser)

    def _replace(self, student: int, place: int, top: int) -> int:
        loser = heapreplace(self.heaps[place], top)
        self._seat(student, place, top)
        return self._gone(loser)

    def _leave(self, owner: int, place: int) -> None:
        heappop(self.owner_heaps[owner])
        heappop(self.heaps[place])
        self.free[place] += 1

    def _seat(self, student: int, place: int, top: int) -> None:
        self.place_of[student] = place
        if self.owner[place] >= 0:
            heappush(self.owner_heaps[self.owner[place]], (top, place))

    def _gone(self, loser: int) -> int:
        student = self.student_of[-loser % self.n]
        self._row(student)
        self.place_of[student] = -1
        return student

    def _lowest(self, owner: int) -> tuple[int, int] | None:
        """The lowest pair held by an owner, as (minus the rank, place)."""
        heap = self.owner_heaps[owner]
        while heap and self.place_of[self.student_of[-heap[0][0] % self.n]] != heap[0][1]:
            heappop(heap)
        return heap[0] if heap else None
