"""What a run answers to each request: why not what it wanted more, and for who has nothing, what would help."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np

from .candidates import CELLS, Candidates, seats_of
from .columns import Block, Numbers
from .near import NEVER, Miss, farthest_km, misses
from .rules import ROUND_RULES, refusals
from .types import Assignment, Market
from .why_not import Standing, standing

MOST_PASSED = 10
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
        found: list[Miss | Seats] = [miss for miss in self.near if miss.helps]
        return min([*found, *filter(None, [self.seats])], key=lambda change: change.effort, default=None)


def answers(block: Block, candidates: Candidates, market: Market, assignment: Assignment) -> list[Answer]:
    """One answer for each request of the block, in its order."""
    found = [Answer() for _ in range(len(block.requests))]
    stands = standing(market, assignment)
    wishes = {(request, site): rank for request, site, rank in block.wishes.tolist()}
    for request, passed in _refused_wishes(block, candidates):
        found[request].passed.append(passed)
    for request, passed in _outranked(block, candidates, stands, wishes, assignment):
        found[request].passed.append(passed)
    for answer in found:
        answer.passed.sort(key=lambda passed: passed.wish or NEVER)
        del answer.passed[MOST_PASSED:]
    alone = assignment.place < 0
    for request, near in _near(block, market, assignment, np.flatnonzero(alone)):
        found[request].near = near
    for request, seats in _seats(candidates, stands, alone):
        found[request].seats = seats
    return found


def _outranked(
    block: Block, candidates: Candidates, stands: Standing, wishes: dict[tuple[int, int], int], assignment: Assignment
) -> Iterator[tuple[int, Passed]]:
    """Candidates that were wanted more, one answer a site and none of the site that was got."""
    seats, given = block.seats, seats_of(candidates, block, assignment.place)
    own = np.where(given >= 0, seats.site[candidates.seats[given]] if len(candidates) else -1, -1).tolist()
    found: dict[int, dict[int, Passed]] = defaultdict(dict)
    for pair in np.flatnonzero(stands.wanted).tolist():
        request, row = int(candidates.request[pair]), int(candidates.seats[pair])
        site, sites = int(seats.site[row]), found[request]
        if site == own[request] or (len(sites) >= MOST_PASSED and site not in sites):
            continue
        passed = _passed(candidates, stands, pair, site, wishes.get((int(block.requests.id[request]), site), 0))
        sites[site] = _together(sites[site], passed) if site in sites else passed
    for request, sites in found.items():
        yield from ((request, passed) for passed in sites.values())


def _passed(candidates: Candidates, stands: Standing, pair: int, site: int, wish: int) -> Passed:
    mentors = bool(stands.room[pair] > 0)
    ahead, held = (stands.owner_ahead, stands.owner_held) if mentors else (stands.ahead, stands.held)
    return Passed(
        row=int(candidates.seats[pair]),
        site=site,
        wish=wish,
        score=int(candidates.score[pair]),
        ahead=int(ahead[pair]),
        held=int(held[pair]),
        mentors=mentors,
        km=round(float(candidates.km[pair]), 2),
    )


def _together(best: Passed, other: Passed) -> Passed:
    """Two places of one site as one; who its mentors took is counted already."""
    if best.mentors or other.mentors:
        return best
    return replace(best, ahead=best.ahead + other.ahead, held=best.held + other.held)


def _refused_wishes(block: Block, candidates: Candidates) -> Iterator[tuple[int, Passed]]:
    """Wished sites where no seat was a candidate, with the rules that refuse the seat that breaks the fewest."""
    possible = set(zip(candidates.request.tolist(), block.seats.site[candidates.seats].tolist(), strict=True))
    wishing: dict[int, list[tuple[int, int]]] = defaultdict(list)
    rows = np.searchsorted(block.requests.id, block.wishes[:, 0]).tolist()
    for request, (_id, site, rank) in zip(rows, block.wishes.tolist(), strict=True):
        if (request, site) not in possible:
            wishing[site].append((request, rank))
    for site, wished in wishing.items():
        columns = np.flatnonzero(block.seats.site == site)
        part = _part(block, np.array([request for request, _rank in wished]), columns)
        if not len(columns):
            yield from ((request, Passed(-1, site, rank, 0)) for request, rank in wished)
            continue
        for (request, rank), (column, codes, km) in zip(wished, _fewest(part), strict=True):
            yield request, Passed(int(columns[column]), site, rank, 0, codes=codes, km=km)


def _fewest(part: Block) -> Iterator[tuple[int, tuple[str, ...], float | None]]:
    """For each request the column that breaks the fewest rules, their codes and the distance."""
    masks = refusals(part, ROUND_RULES)
    fewest = np.argmin(sum(mask.astype(np.int64) for mask in masks.values()), axis=1)
    for request, column in enumerate(fewest.tolist()):
        codes = tuple(code for code, mask in masks.items() if mask[request, column])
        yield column, codes, farthest_km(part, request, column)


def _near(block: Block, market: Market, assignment: Assignment, alone: Numbers) -> Iterator[tuple[int, list[Miss]]]:
    """The nearest misses of who has no place, by row of the whole block."""
    room = _room(block, market, assignment)
    for rows, columns in _chunks(block, alone):
        found = misses(_part(block, rows, columns), room[columns])
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


def _room(block: Block, market: Market, assignment: Assignment) -> Numbers:
    """[m] seats that are left after the run, no more than the owner can still take."""
    taken = assignment.place[assignment.place >= 0]
    left = market.capacity - np.bincount(taken, minlength=len(market.capacity))
    owners = market.owner[taken]
    of_owner = market.owner_capacity - np.bincount(owners[owners >= 0], minlength=len(market.owner_capacity))
    limit = np.append(of_owner, np.iinfo(np.int32).max)[market.owner]
    room: Numbers = np.minimum(left, limit)[block.seats.place]
    return room


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
