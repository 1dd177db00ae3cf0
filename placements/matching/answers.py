"""What a run answers to each request: why not what it wanted more, and for who has nothing, what would help."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np

from .candidates import seats_of
from .columns import Block, Candidates, Numbers
from .dual import dual_left, dual_room
from .in_parts import Earlier
from .near import NEVER, Miss, farthest_km, misses
from .rules import ROUND_RULES, refusals
from .settle import left_over
from .types import Assignment, Market
from .why_not import Standing, standing

MOST_PASSED = 10
CELLS = 100_000  # pairs looked at in one go
NO_DUAL_MENTOR = ("mentor.none",)  # no rule refuses it, so the run left it out (`dual.py`)
SEAT_EFFORT = 6  # of one seat more, as in near.EFFORT


@dataclass(frozen=True)
class Passed:
    """Something wanted more and not got; a row of seats, -1 when the wished site offered nothing.

    With `codes` hard rules refused it. Else `held` students hold it and what else was wanted more at the site, `ahead`
    of them with a better claim; with `mentors` it is the owner's total that is full, while the place has a seat left.
    """

    row: int
    site: int
    wish: int  # its rank, 0 = not wished
    score: int
    ahead: int = 0
    held: int = 0
    mentors: bool = False
    codes: tuple[str, ...] = ()
    km: float | None = None


@dataclass(frozen=True)
class Seats:
    """So many more seats at a row of seats, and so many more students for its mentors, surely help."""

    row: int
    places: int
    students: int

    @property
    def effort(self) -> int:
        return SEAT_EFFORT * max(self.places, self.students)


@dataclass
class Answer:
    """The best first; `near` and `seats` are only for a request without a place."""

    passed: list[Passed] = field(default_factory=list)
    near: list[Miss] = field(default_factory=list)
    seats: Seats | None = None

    @property
    def change(self) -> Miss | Seats | None:
        """The smallest change that would help."""
        found: list[Miss | Seats] = [*self.near, *filter(None, [self.seats])]
        return min(found, key=lambda change: change.effort, default=None)


def answers(
    block: Block, candidates: Candidates, market: Market, assignment: Assignment, earlier: Earlier | None = None
) -> Iterator[Answer]:
    """One answer for each request of the block, in its order; counted at once, and made when it is asked for.

    `earlier` is what a re-matching kept: who is confirmed wants nothing else.
    """
    kept = {} if earlier is None else earlier._asdict()
    stands, alone = standing(market, assignment, **kept), assignment.place < 0
    refused: dict[int, list[Passed]] = defaultdict(list)
    for request, passed in _refused_wishes(block, candidates):
        refused[request].append(passed)
    outranked = _outranked(block, candidates, stands, assignment)
    seats = dict(_seats(candidates, stands, alone))
    near = dict(_near(block, market, assignment, np.flatnonzero(alone)))
    return (
        Answer(_best([*refused.get(request, ()), *outranked.of(request)]), near.get(request, []), seats.get(request))
        for request in range(len(block.requests))
    )


def _best(passed: list[Passed]) -> list[Passed]:
    """Wishes first, in their order; then as they were wanted."""
    return sorted(passed, key=lambda one: one.wish or NEVER)[:MOST_PASSED]


@dataclass(frozen=True, eq=False)
class _Outranked:
    """Candidates that were wanted more, one a site; those of request r are start[r] to start[r + 1]."""

    start: Numbers
    told: Numbers  # [k, 6] row, site, wish, score, ahead, held
    mentors: Numbers
    km: Numbers

    def of(self, request: int) -> list[Passed]:
        rows = slice(*self.start[request : request + 2].tolist())
        told = zip(self.told[rows].tolist(), self.mentors[rows].tolist(), self.km[rows].tolist(), strict=True)
        return [
            Passed(row, site, wish, score, ahead, held, mentors, km=round(km, 2))
            for (row, site, wish, score, ahead, held), mentors, km in told
        ]


def _outranked(block: Block, candidates: Candidates, stands: Standing, assignment: Assignment) -> _Outranked:
    """At most MOST_PASSED sites a request, and none of the site that was got."""
    pairs, sites = _elsewhere(block, candidates, stands, assignment)
    first, group = _by_site(candidates.request[pairs], sites)
    best = pairs[first]
    request, site, mentors = candidates.request[best], sites[first], stands.room[best] > 0
    told = np.column_stack(
        (
            candidates.seats[best],
            site,
            _wish(block, request, site),
            candidates.score[best],
            np.where(mentors, stands.owner_ahead[best], _together(stands, stands.ahead, pairs, group)),
            np.where(mentors, stands.owner_held[best], _together(stands, stands.held, pairs, group)),
        )
    ).astype(np.int32)
    start = np.searchsorted(request, np.arange(len(block.requests) + 1))
    return _Outranked(start, told, mentors, candidates.km[best])


def _elsewhere(
    block: Block, candidates: Candidates, stands: Standing, assignment: Assignment
) -> tuple[Numbers, Numbers]:
    """The pairs that were wanted more at another site than the own one, and their sites."""
    pairs, given = np.flatnonzero(stands.wanted), seats_of(candidates, block, assignment.place)
    site = block.seats.site[candidates.seats]
    own = np.full(len(given), -1, np.int64)
    own[given >= 0] = site[given[given >= 0]]
    pairs = pairs[site[pairs] != own[candidates.request[pairs]]]
    return pairs, site[pairs]


def _by_site(request: Numbers, site: Numbers) -> tuple[Numbers, Numbers]:
    """The first row of each request at each of its first MOST_PASSED sites; and of every row its site's place in it.

    A row at a later site is in group -1.
    """
    key = request.astype(np.int64) * (site.max(initial=0) + 1) + site
    _keys, first, group = np.unique(key, return_index=True, return_inverse=True)
    order = np.argsort(first)
    of = request[first[order]]
    kept = order[np.arange(len(of)) - np.searchsorted(of, of) < MOST_PASSED]
    place = np.full(len(first), -1)
    place[kept] = np.arange(len(kept))
    return first[kept], place[group]


def _together(stands: Standing, count: Numbers, pairs: Numbers, group: Numbers) -> Numbers:
    """[groups] the count of the places of one site as one; who its mentors took is counted already."""
    counted = (group >= 0) & (stands.room[pairs] <= 0)
    return np.bincount(group[counted], count[pairs[counted]], group.max(initial=-1) + 1).astype(np.int64)


def _wish(block: Block, request: Numbers, site: Numbers) -> Numbers:
    """The rank of each request's wish for each site, 0 = not wished."""
    ranks = {(asked, wished): rank for asked, wished, rank in block.wishes.tolist()}
    pairs = zip(block.requests.id[request].tolist(), site.tolist(), strict=True)
    return np.fromiter((ranks.get(pair, 0) for pair in pairs), np.int64, len(request))


def _refused_wishes(block: Block, candidates: Candidates) -> Iterator[tuple[int, Passed]]:
    """Wished sites where no seat was a candidate, with the rules that refuse the seat that breaks the fewest."""
    wishing: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for request, site, rank in _impossible(block, candidates).tolist():
        wishing[site].append((request, rank))
    for site, wished in wishing.items():
        columns = np.flatnonzero(block.seats.site == site)
        part = _part(block, np.array([request for request, _rank in wished]), columns)
        if not len(columns):
            yield from ((request, Passed(-1, site, rank, 0)) for request, rank in wished)
            continue
        for (request, rank), (column, codes, km) in zip(wished, _fewest(part), strict=True):
            yield request, Passed(int(columns[column]), site, rank, 0, codes=codes, km=km)


def _impossible(block: Block, candidates: Candidates) -> Numbers:
    """[k, 3] request, site, rank of the wishes for a site where no seat was a candidate; requests as rows."""
    wishes = block.wishes.copy()
    wishes[:, 0] = np.searchsorted(block.requests.id, wishes[:, 0])
    sites = 1 + max(wishes[:, 1].max(initial=0), block.seats.site.max(initial=0))
    possible = candidates.request.astype(np.int64) * sites + block.seats.site[candidates.seats]
    return wishes[~np.isin(wishes[:, 0] * sites + wishes[:, 1], possible)]


def _fewest(part: Block) -> Iterator[tuple[int, tuple[str, ...], float | None]]:
    """For each request the column that breaks the fewest rules, their codes and the distance."""
    masks = refusals(part, ROUND_RULES)
    fewest = np.argmin(sum(mask.astype(np.int64) for mask in masks.values()), axis=1)
    for request, column in enumerate(fewest.tolist()):
        codes = tuple(code for code, mask in masks.items() if mask[request, column]) or NO_DUAL_MENTOR
        yield column, codes, farthest_km(part, request, column)


def _near(block: Block, market: Market, assignment: Assignment, alone: Numbers) -> Iterator[tuple[int, list[Miss]]]:
    """The nearest misses of who has no place, by row of the whole block."""
    seats_left, mentors_left = (left[block.seats.place] for left in left_over(market, assignment.place))
    after = _dual_after(block, market, assignment, mentors_left)
    for rows, columns in _chunks(block, alone):
        found = misses(_part(after, rows, columns), seats_left[columns], mentors_left[columns])
        for request, near in zip(rows.tolist(), found, strict=True):
            yield request, [replace(miss, row=int(columns[miss.row])) for miss in near]


def _chunks(block: Block, alone: Numbers) -> Iterator[tuple[Numbers, Numbers]]:
    """These requests by programme with the seats for it, at most CELLS pairs at a time."""
    programmes = block.requests.programme[alone]
    for programme in np.unique(programmes):
        rows, columns = alone[programmes == programme], np.flatnonzero(block.seats.programme == programme)
        step = max(1, CELLS // max(1, len(columns)))
        for start in range(0, len(rows), step):
            yield rows[start : start + step], columns


def _dual_after(block: Block, market: Market, assignment: Assignment, mentors_left: Numbers) -> Block:
    """The block as dual students find it after the run: where other mentors have time, theirs may have none."""
    seats = block.seats
    left = dual_left(block, market, assignment.place, dual_room(block))[market.owner[seats.place]]
    room = np.where(mentors_left > 0, left, seats.mentor_seats_dual)
    return replace(block, seats=replace(seats, mentor_seats_dual=room))


def _seats(candidates: Candidates, stands: Standing, alone: Numbers) -> Iterator[tuple[int, Seats]]:
    """For who has no place but could have one: where the fewest more seats are needed."""
    pairs = np.flatnonzero(alone[candidates.request])
    places, students = stands.places_short[pairs], stands.students_short[pairs]
    order = np.lexsort((pairs, np.maximum(places, students), candidates.request[pairs]))
    requests, first = np.unique(candidates.request[pairs][order], return_index=True)
    for request, at in zip(requests.tolist(), order[first].tolist(), strict=True):
        yield request, Seats(int(candidates.seats[pairs[at]]), int(places[at]), int(students[at]))


def _part(block: Block, rows: Numbers, columns: Numbers) -> Block:
    """These requests against these seats."""
    requests = block.requests.take(rows)
    declined = block.declined[np.isin(block.declined[:, 0], requests.id)]
    return replace(block, requests=requests, seats=block.seats.take(columns), declined=declined)
