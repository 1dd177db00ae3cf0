"""Cuts a market into parts that share no student, place or owner, and puts their assignments back together."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from .types import LARGEST_VALUE, Assignment, Duals, Market, Numbers

MOST_PARTS = 64  # about; a part has at least this share of all pairs, unless it is what is left


class PartMarket(Market):
    """A part of a market that was checked as a whole; a stay bonus may have lifted its values above the limit."""

    largest_value: ClassVar[int] = 2 * LARGEST_VALUE


@dataclass(frozen=True, eq=False)
class Parts:
    """A market with its rows grouped by part, the part with most pairs first; no part shares anything with another.

    `student`, `place` and `owner` count from 0 inside their part; `students`, `places` and `owners` are what these
    are called in the whole market. Students, places and owners without a pair are in no part. The order of students
    and of places is that of the whole, so solving the parts gives what solving the whole gives.
    """

    sizes: Numbers  # [3] students, places and owners of the whole
    starts: Numbers  # [parts + 1, 4] the first student, place, owner and pair of each part
    students: Numbers
    places: Numbers
    owners: Numbers
    capacity: Numbers
    student: Numbers
    place: Numbers
    student_score: Numbers
    place_priority: Numbers
    lottery: Numbers
    owner: Numbers
    owner_capacity: Numbers

    def __len__(self) -> int:
        return len(self.starts) - 1

    def market(self, part: int) -> Market:
        """One part as a market of its own; its arrays are views, so they may be mapped from a file."""
        students, places, owners, pairs = self._rows(part)
        return PartMarket(
            n_students=students.stop - students.start,
            capacity=self.capacity[places],
            student=self.student[pairs],
            place=self.place[pairs],
            student_score=self.student_score[pairs],
            place_priority=self.place_priority[pairs],
            lottery=self.lottery[students],
            owner=self.owner[places],
            owner_capacity=self.owner_capacity[owners],
        )

    def joined(self, assignments: Sequence[Assignment]) -> Assignment:
        """The assignment of the whole from those of the parts, in their order; duals must have one reward."""
        place = np.full(self.sizes[0], -1, np.int32)
        for part, assignment in enumerate(assignments):
            students, places, _owners, _pairs = self._rows(part)
            names = np.append(self.places[places], -1)  # -1, no place, stays -1
            place[self.students[students]] = names[assignment.place]
        first = assignments[0]
        return Assignment(place, first.method, self._duals(assignments), first.solver)

    def _duals(self, assignments: Sequence[Assignment]) -> Duals | None:
        duals = [assignment.duals for assignment in assignments if assignment.duals is not None]
        if len(duals) < len(assignments):
            return None
        names = (self.students, self.places, self.owners)
        prices = [np.zeros(size, np.int64) for size in self.sizes]
        for index, kind in enumerate(("student", "place", "owner")):
            prices[index][names[index]] = np.concatenate([getattr(of_part, kind) for of_part in duals])
        return Duals(duals[0].reward, *prices)

    def _rows(self, part: int) -> list[slice]:
        first, last = self.starts[part].tolist(), self.starts[part + 1].tolist()
        return [slice(start, stop) for start, stop in zip(first, last, strict=True)]


def split(market: Market, pairs_each: int = 1) -> Parts:
    """The market in parts: a component with this many pairs or more is one, smaller ones go together up to about it."""
    of_student, of_place, of_owner = _parts(market, pairs_each)
    pairs, students = _by_part(of_student[market.student]), _by_part(of_student)
    places, owners = _by_part(of_place), _by_part(of_owner)
    starts = [_starts(parts, of_student) for parts in (of_student, of_place, of_owner, of_student[market.student])]
    table = np.stack(starts, axis=1)
    of_shared = market.owner[places]
    return Parts(
        sizes=np.array([market.n_students, len(market.capacity), len(market.owner_capacity)]),
        starts=table,
        students=students,
        places=places,
        owners=owners,
        capacity=market.capacity[places],
        student=_inside(students, of_student, table[:, 0])[market.student[pairs]],
        place=_inside(places, of_place, table[:, 1])[market.place[pairs]],
        student_score=market.student_score[pairs],
        place_priority=market.place_priority[pairs],
        lottery=market.lottery[students],
        owner=np.append(_inside(owners, of_owner, table[:, 2]), np.int32(-1))[of_shared],
        owner_capacity=market.owner_capacity[owners],
    )


def component_labels(market: Market) -> tuple[Numbers, Numbers, Numbers]:
    """[students], [places] and [owners]: the same label when a chain of pairs and owners connects them."""
    n, n_places = market.n_students, len(market.capacity)
    shared = np.flatnonzero(market.owner >= 0)
    here = np.concatenate([market.student, n + shared]).astype(np.int64)
    there = np.concatenate([n + market.place.astype(np.int64), n + n_places + market.owner[shared]])
    root = _roots(n + n_places + len(market.owner_capacity), here, there)
    return root[:n], root[n : n + n_places], root[n + n_places :]


def _roots(n_nodes: int, here: Numbers, there: Numbers) -> Numbers:
    """[nodes] the lowest node that each is connected to; every turn at least halves the trees that an edge leaves."""
    root = np.arange(n_nodes)
    while True:
        a, b = root[here], root[there]
        apart = a != b
        if not apart.any():
            return root
        here, there, a, b = here[apart], there[apart], a[apart], b[apart]
        np.minimum.at(root, np.maximum(a, b), np.minimum(a, b))
        root = _settled(root)


def _settled(root: Numbers) -> Numbers:
    """Every node right below the root of its tree."""
    while not np.array_equal(higher := root[root], root):
        root = higher
    return root


def _parts(market: Market, pairs_each: int) -> tuple[Numbers, Numbers, Numbers]:
    """The part of each student, place and owner, -1 = in no pair; parts count from the one with most pairs."""
    students, places, owners = component_labels(market)
    n_labels = market.n_students + len(market.capacity) + len(market.owner_capacity)
    part_of = _numbered(np.bincount(students[market.student], minlength=n_labels), max(1, pairs_each))
    named = [part_of[labels].astype(np.int32) for labels in (students, places, owners)]
    named[1][np.bincount(market.place, minlength=len(places)) == 0] = -1  # a place that only shares an owner
    return named[0], named[1], named[2]


def _numbered(pairs: Numbers, pairs_each: int) -> Numbers:
    """[labels] the part of each component; `pairs` counts those of each."""
    order = np.argsort(-pairs, kind="stable")
    sizes = pairs[order]
    large, used = int((sizes >= pairs_each).sum()), int((sizes > 0).sum())
    small = np.cumsum(sizes[large:used])
    part = np.full(len(pairs), -1)
    part[order[:large]] = np.arange(large)
    part[order[large:used]] = large + (small - 1) // pairs_each
    return _largest_first(part, pairs)


def _largest_first(part: Numbers, pairs: Numbers) -> Numbers:
    total = np.bincount(part[part >= 0], pairs[part >= 0])
    place = np.full(len(total) + 1, -1)
    ranked = np.argsort(-total, kind="stable")
    ranked = ranked[total[ranked] > 0]
    place[ranked] = np.arange(len(ranked))
    return place[part]


def _by_part(parts: Numbers) -> Numbers:
    """The rows that are in a part, part after part, each in rising order."""
    order = np.argsort(parts, kind="stable")
    return order[np.count_nonzero(parts < 0) :]


def _starts(parts: Numbers, of_student: Numbers) -> Numbers:
    """[parts + 1] where the rows of each part begin; at least one part, so that an empty market has one too."""
    n_parts = max(1, int(of_student.max(initial=-1)) + 1)
    return np.append(0, np.cumsum(np.bincount(parts[parts >= 0], minlength=n_parts)))


def _inside(rows: Numbers, parts: Numbers, starts: Numbers) -> Numbers:
    """[whole] the number of each row inside its part, -1 when it is in none."""
    inside = np.full(len(parts), -1, np.int32)
    inside[rows] = np.arange(len(rows)) - starts[parts[rows]]
    return inside
