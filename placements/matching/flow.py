"""Plain: one more student in an optimal assignment, at the least cost for all, with the prices that prove it."""

from dataclasses import dataclass, field
from functools import cached_property
from heapq import heappop, heappush

import numpy as np

from .start import Start
from .types import Duals, Market


@dataclass
class Search:
    """The cheapest way found so far to make room for one student; costs are reduced by the prices."""

    student: int
    cost: int  # of the best end so far
    end: tuple[str, int]  # ("unplaced", student) or ("place", place with room)
    place_cost: dict[int, int] = field(default_factory=dict)
    owner_cost: dict[int, int] = field(default_factory=dict)
    # Place: the student who would come; None: nobody, the owner would use the seat elsewhere.
    entered_by: dict[int, int | None] = field(default_factory=dict)
    # Owner: the place that would use one more of its total.
    seat_to: dict[int, int] = field(default_factory=dict)
    queue: list[tuple[int, int]] = field(default_factory=list)  # (cost, place) or (cost, ~owner)


class Flow:
    """The assignment so far, optimal for the students seated so far, and the prices that prove it.

    Kept true for every pair: joy[s] + price[p] >= gain, with equality where s sits at p; joy > 0 only when placed;
    price[p] is its owner's toll, and more only when p is full; toll > 0 only when the owner is full. Places without an
    owner share a last one that is never full.
    """

    def __init__(self, market: Market, reward: int, start: Start) -> None:
        self.reward = reward
        self.pairs = _pairs_of_students(market, reward)
        self.owner = market.owner.tolist()
        self.places_of: list[list[int]] = [[] for _ in range(len(market.owner_capacity) + 1)]
        for place, owner in enumerate(self.owner):
            self.places_of[owner].append(place)
        self.free = market.capacity.tolist()
        self.owner_free = [*market.owner_capacity.tolist(), market.n_students + 1]
        self.seated: list[set[int]] = [set() for _ in self.free]
        self.place_of = [-1] * market.n_students
        self.joy, self.price, self.toll = start.joy.tolist(), start.price.tolist(), [*start.toll.tolist(), 0]
        for student, place in enumerate(start.place.tolist()):
            self.move(student, place)

    @cached_property
    def students_of(self) -> list[list[tuple[int, int]]]:
        """The (student, gain) of every place."""
        found: list[list[tuple[int, int]]] = [[] for _ in self.free]
        for student, pairs in enumerate(self.pairs):
            for place, gain in pairs:
                found[place].append((student, gain))
        return found

    def seat(self, student: int) -> None:
        """Let one more student in, at the least cost for all; the student may stay without a place."""
        self.joy[student] = max((gain - self.price[place] for place, gain in self.pairs[student]), default=0)
        if self.joy[student] <= 0:
            self.joy[student] = 0
            return
        search = self._search(student)
        self._reprice(search)
        self._walk_back(search)

    def _search(self, student: int) -> Search:
        search = Search(student, self.joy[student], ("unplaced", student))
        self._look_from_student(search, student, 0)
        while search.queue and search.queue[0][0] < search.cost:
            cost, node = heappop(search.queue)
            if node < 0 and search.owner_cost[~node] == cost:
                self._look_from_owner(search, ~node, cost)
            elif node >= 0 and search.place_cost[node] == cost:
                self._look_from_place(search, node, cost)
        return search

    def _look_from_student(self, search: Search, student: int, cost: int) -> None:
        base = cost + self.joy[student]
        for place, gain in self.pairs[student]:
            reached = base + self.price[place] - gain
            if reached < search.cost:
                self._reach_place(search, place, reached, student)

    def _reach_place(self, search: Search, place: int, cost: int, student: int | None) -> None:
        if search.place_cost.get(place, search.cost) <= cost:
            return
        search.place_cost[place] = cost
        search.entered_by[place] = student
        heappush(search.queue, (cost, place))

    def _look_from_place(self, search: Search, place: int, cost: int) -> None:
        for student in self.seated[place]:
            if cost + self.joy[student] < search.cost:
                search.cost, search.end = cost + self.joy[student], ("unplaced", student)
            self._look_from_student(search, student, cost)
        if self.free[place]:
            self._reach_owner(search, place, cost)

    def _reach_owner(self, search: Search, place: int, cost: int) -> None:
        owner = self.owner[place]
        if search.owner_cost.get(owner, search.cost) <= cost:
            return
        if self.owner_free[owner]:
            search.cost, search.end = cost, ("place", place)
            return
        search.owner_cost[owner] = cost
        search.seat_to[owner] = place
        heappush(search.queue, (cost, ~owner))

    def _look_from_owner(self, search: Search, owner: int, cost: int) -> None:
        for place in self.places_of[owner]:
            self._reach_place(search, place, cost + self.price[place] - self.toll[owner], None)

    def _reprice(self, search: Search) -> None:
        self.joy[search.student] -= search.cost
        for place, cost in search.place_cost.items():
            if cost < search.cost:
                self.price[place] += search.cost - cost
                for student in self.seated[place]:
                    self.joy[student] -= search.cost - cost
        for owner, cost in search.owner_cost.items():
            self.toll[owner] += max(0, search.cost - cost)

    def _walk_back(self, search: Search) -> None:
        """From the end of the cheapest way to its student, move everybody one step on."""
        kind, index = search.end
        place = index if kind == "place" else self.move(index, -1)
        while place >= 0:
            student = search.entered_by[place]
            place = search.seat_to[self.owner[place]] if student is None else self.move(student, place)

    def move(self, student: int, place: int) -> int:
        """Put the student there; the place that was left, -1 = none."""
        left = self.place_of[student]
        self.place_of[student] = place
        self._count(student, left, +1)
        self._count(student, place, -1)
        return left

    def _count(self, student: int, place: int, freed: int) -> None:
        if place < 0:
            return
        (self.seated[place].remove if freed > 0 else self.seated[place].add)(student)
        self.free[place] += freed
        self.owner_free[self.owner[place]] += freed

    def duals(self) -> Duals:
        toll = np.array(self.toll, np.int64)
        price = np.array(self.price, np.int64)
        above = price - toll[np.array(self.owner, np.int64)]
        return Duals(self.reward, np.array(self.joy, np.int64), above, toll[:-1])


def _pairs_of_students(market: Market, reward: int) -> list[list[tuple[int, int]]]:
    """The (place, gain) of every student, the same for any order of the rows."""
    pairs: list[list[tuple[int, int]]] = [[] for _ in range(market.n_students)]
    order = np.lexsort((market.place, -market.student_score, market.student))
    gains = market.student_score[order].astype(np.int64) + reward
    for student, place, gain in zip(
        market.student[order].tolist(), market.place[order].tolist(), gains.tolist(), strict=True
    ):
        pairs[student].append((place, gain))
    return pairs
