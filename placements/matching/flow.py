"""Plain: one more student in an optimal assignment, at the least cost for all, with the prices that prove it."""

from array import array
from dataclasses import dataclass, field
from functools import cached_property
from heapq import heappop, heappush
from itertools import pairwise
from math import inf

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

    Kept true for every pair: joy[s] + price[p] >= reward + score, with equality where s sits at p; joy > 0 only when
    placed; price[p] is its owner's toll, and more only when p is full; toll > 0 only when the owner is full. Places
    without an owner share a last one that is never full.
    """

    def __init__(self, market: Market, reward: int, start: Start) -> None:
        self.reward = reward
        self.pairs = _pairs_of_students(market)
        self.owner = market.owner.tolist()
        self.places_of: list[list[int]] = [[] for _ in range(len(market.owner_capacity) + 1)]
        for place, owner in enumerate(self.owner):
            self.places_of[owner].append(place)
        self.free = market.capacity.tolist()
        self.owner_free = [*market.owner_capacity.tolist(), market.n_students + 1]
        self.seated: list[set[int]] = [set() for _ in self.free]
        self.place_of = [-1] * market.n_students
        self.joy, self.price, self.toll = start.joy.tolist(), start.price.tolist(), [*start.toll.tolist(), 0]
        # At least what every other place is worth to a student who sits, for prices never fall; after a move too: then
        # the place that was left is worth no more than the new one, which was another place when it was reckoned.
        self.other: list[float] = [inf] * market.n_students
        for student, place in enumerate(start.place.tolist()):
            self.move(student, place)

    @cached_property
    def students_of(self) -> list[list[tuple[int, int]]]:
        """The (student, score) of every place."""
        found: list[list[tuple[int, int]]] = [[] for _ in self.free]
        for student, pairs in enumerate(self.pairs):
            for place, score in zip(*pairs, strict=True):
                found[place].append((student, score))
        return found

    def seat(self, student: int) -> None:
        """Let one more student in, at the least cost for all; the student may stay without a place."""
        self.joy[student], best = self._best(student)
        if self._has_room(best):
            self.move(student, best)
        elif best >= 0:
            search = self._search(student)
            self._reprice(search)
            self._walk_back(search)

    def _best(self, student: int) -> tuple[int, int]:
        """What the best place is worth at the present prices, and which it is; 0 and -1 = none."""
        most, best = -self.reward, -1
        for place, score in zip(*self.pairs[student], strict=True):
            if score <= most:
                break  # so are the rest, and no price is below 0
            if score - self.price[place] > most:
                most, best = score - self.price[place], place
        return most + self.reward, best

    def _has_room(self, place: int) -> bool:
        return place >= 0 and self.free[place] > 0 and self.owner_free[self.owner[place]] > 0

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
        base, here, other = cost + self.joy[student] - self.reward, self.place_of[student], -self.reward
        price, reached, least = self.price, search.place_cost, base - search.cost
        for place, score in zip(*self.pairs[student], strict=True):
            if score <= least:
                other = max(other, score)
                break  # so are the rest, and no price is below 0
            value = score - price[place]
            if value > other and place != here:
                other = value
            if value > least and base - value < reached.get(place, search.cost):
                self._reach_place(search, place, base - value, student)
                least = base - search.cost
        self.other[student] = other + self.reward

    def _reach_place(self, search: Search, place: int, cost: int, student: int | None) -> None:
        search.place_cost[place] = cost
        search.entered_by[place] = student
        if self._has_room(place):
            search.cost, search.end = cost, ("place", place)
        else:
            heappush(search.queue, (cost, place))

    def _look_from_place(self, search: Search, place: int, cost: int) -> None:
        for student in self.seated[place]:
            least = cost + self.joy[student]
            if least < search.cost:
                search.cost, search.end = least, ("unplaced", student)
            if least - self.other[student] < search.cost:
                self._look_from_student(search, student, cost)
        if self.free[place]:
            self._reach_owner(search, place, cost)

    def _reach_owner(self, search: Search, place: int, cost: int) -> None:
        """The owner is full, else the place would be an end."""
        owner = self.owner[place]
        if search.owner_cost.get(owner, search.cost) > cost:
            search.owner_cost[owner] = cost
            search.seat_to[owner] = place
            heappush(search.queue, (cost, ~owner))

    def _look_from_owner(self, search: Search, owner: int, cost: int) -> None:
        for place in self.places_of[owner]:
            way = cost + self.price[place] - self.toll[owner]
            if way < search.place_cost.get(place, search.cost):
                self._reach_place(search, place, way, None)

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


def _pairs_of_students(market: Market) -> "list[tuple[array[int], array[int]]]":
    """The places of every student and their scores, by falling score, the same for any order of the rows.

    Arrays take a tenth of the memory of tuples.
    """
    order = np.lexsort((market.place, -market.student_score, market.student))
    place, score = (
        array("i", column[order].astype(np.intc).tobytes()) for column in (market.place, market.student_score)
    )
    start = np.searchsorted(market.student[order], np.arange(market.n_students + 1)).tolist()
    return [(place[first:end], score[first:end]) for first, end in pairwise(start)]
