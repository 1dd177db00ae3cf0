"""What can be asked of sites after a run, how much each could bring, and where students are left without a place."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from .candidates import find_among, joined
from .columns import ALL_SCHOOLS, Block, Candidates, Numbers
from .marginal import More, limit
from .score import WEIGHTS
from .types import Assignment, Duals, Market

PLACE, MENTOR, BOTH = "place", "mentor", "both"


@dataclass(frozen=True)
class Ask:
    """One place more of a capacity, one mentor more at a site, or a place with a mentor for it."""

    site: int
    kind: str
    capacity: int | None
    more: More

    def most(self, duals: Duals) -> tuple[int, int]:
        """The most that it brings: students, and where that is none, points."""
        worth = limit(duals, self.more)
        students = (worth + duals.reward // 2) // max(1, duals.reward)
        return (int(students), 0) if students else (0, worth)


def with_closed(block: Block, candidates: Candidates, weights: tuple[int, ...] = WEIGHTS) -> Candidates:
    """The candidates, and those of rows that have no seat or no mentor, found as if they had one.

    In the market they change nothing, for a place or an owner without room takes nobody; but it shows what one more
    would bring there. Where only dual mentors are short, the row stays as it is.
    """
    seats = block.seats
    no_seat, no_mentor = (seats.seats <= 0) & (seats.school == ALL_SCHOOLS), seats.mentor_seats <= 0
    lifted = replace(
        seats,
        seats=np.where(no_seat, 1, seats.seats),
        mentor_seats=np.where(no_mentor, 1, seats.mentor_seats),
        mentor_seats_dual=np.where(no_mentor, 1, seats.mentor_seats_dual),
    )
    rows, columns = np.arange(len(block.requests)), np.flatnonzero(no_seat | no_mentor)
    return joined([candidates, find_among(replace(block, seats=lifted), rows, columns, weights=weights)])


def asks(block: Block, market: Market, optimum: Assignment, *, a_mentor: int) -> list[Ask]:
    """Everything that could bring something, by the prices of the optimal run; a mentor takes `a_mentor` students."""
    duals, seats = optimum.duals, block.seats
    if duals is None:
        raise ValueError("Only an optimal assignment has the prices that tell what more seats would bring.")
    rows = np.flatnonzero(seats.school == ALL_SCHOOLS)
    _places, first = np.unique(seats.place[rows], return_index=True)
    found = []
    for row in rows[first].tolist():
        found += _of_place(market, int(seats.site[row]), int(seats.id[row]), int(seats.place[row]), a_mentor)
    unique = list(dict.fromkeys(found))
    return [ask for ask in unique if limit(duals, ask.more) > 0]


def _of_place(market: Market, site: int, capacity: int, place: int, a_mentor: int) -> list[Ask]:
    owner = int(market.owner[place])
    both = Ask(site, BOTH, capacity, More(place=place, owner=owner))
    if not market.capacity[place] and not market.owner_capacity[owner]:
        return [both]
    return [
        Ask(site, PLACE, capacity, More(place=place)),
        Ask(site, MENTOR, None, More(owner=owner, students=a_mentor)),
        both,
    ]


def best_of_each(found: list[Ask], optimum: Assignment, company: Mapping[int, int]) -> list[Ask]:
    """The ask of each company that could bring most, the highest first; among equals the lightest to grant."""
    duals = optimum.duals
    if duals is None:
        return []
    weight = {PLACE: 0, MENTOR: 1, BOTH: 2}
    ranked = sorted(found, key=lambda ask: (-limit(duals, ask.more), weight[ask.kind], ask.site, ask.capacity or 0))
    chosen: dict[int, Ask] = {}
    for ask in ranked:
        chosen.setdefault(company[ask.site], ask)
    return list(chosen.values())


def where_short(block: Block, without: Numbers, homes: Numbers, sites: Numbers) -> list[tuple[int, ...]]:
    """(programme, area, students, without a place, seats offered), the most without a place first.

    `homes` [n] and `sites` [m] are the areas of requests and seats. A place for two programmes counts in both.
    """
    n_areas = int(max(homes.max(initial=0), sites.max(initial=0))) + 1
    programmes, column = np.unique(
        np.concatenate([block.requests.programme, block.seats.programme]), return_inverse=True
    )
    asked = column[: len(homes)] * n_areas + homes
    offered = column[len(homes) :] * n_areas + sites
    size = len(programmes) * n_areas
    students = np.bincount(asked, minlength=size)
    left = np.bincount(asked[without], minlength=size)
    seats = np.bincount(offered, block.seats.seats, size).astype(np.int64)
    cells = np.flatnonzero(students + seats)
    order = cells[np.lexsort((cells, -students[cells], -left[cells]))]
    return [
        (int(programmes[cell // n_areas]), int(cell % n_areas), int(students[cell]), int(left[cell]), int(seats[cell]))
        for cell in order
    ]
