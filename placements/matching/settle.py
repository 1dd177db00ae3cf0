"""What one solve leaves to mend: more dual students than dual mentors, and free seats beyond a student's candidates."""

from dataclasses import dataclass, replace

import numpy as np

from .candidates import MOST, find_among, joined, market_of
from .columns import Block, Candidates, Numbers
from .dual import dual_left, is_dual, too_many
from .in_parts import Earlier, solve_on
from .types import Assignment, Market

MOST_TURNS = 10  # of each kind


@dataclass(frozen=True, eq=False)
class Draft:
    """A market that was solved, with what it was made of; and how it was mended."""

    block: Block
    candidates: Candidates
    market: Market
    assignment: Assignment
    left_out: int = 0  # pairs, for want of a dual mentor
    further: int = 0  # pairs, beyond the first candidates
    short: int = 0  # students who could still have one of those

    @property
    def told(self) -> dict[str, int]:
        """What the certificate says of it."""
        return {"dual_left_out": self.left_out, "further": self.further, "short": self.short}


@dataclass(frozen=True, eq=False)
class Way:
    """How a market is solved again: by its method, with its weights, keeping who is confirmed."""

    method: str
    weights: tuple[int, ...]
    room: Numbers  # [O] of `dual_room`
    priority: Numbers  # [n]
    earlier: Earlier | None = None
    most: int = MOST


def priorities(market: Market) -> Numbers:
    """[n] the priority of each student of a market, which is the same at every place; 0 without a pair."""
    found = np.zeros(market.n_students, np.int64)
    found[market.student] = market.place_priority
    return found


def settled(draft: Draft, way: Way) -> Draft:
    """Solve again until no site has too many dual students, and nobody is left beside a free seat that would do.

    A student without a place whose candidates were cut gets further ones where a seat is free. What remains after
    MOST_TURNS is counted.
    """
    cut = np.bincount(draft.candidates.request, minlength=len(draft.block.requests)) >= way.most
    draft, touched = _fitting(draft, way)
    for _turn in range(MOST_TURNS):
        more = _further(draft, way, cut | touched)
        if not len(more):
            return draft
        draft, out = _fitting(_with(draft, more, way), way)
        touched |= out
    return replace(draft, short=len(np.unique(_further(draft, way, cut | touched).request)))


def dual_problems(block: Block, place: Numbers, market: Market, room: Numbers) -> list[str]:
    """One sentence for each site with more dual students than its mentors may guide."""
    left = dual_left(block, market, place, room)
    sites = np.unique(block.seats.site)
    return [f"Site {sites[owner]} has {-left[owner]} dual students too many." for owner in np.flatnonzero(left < 0)]


def over_dual(draft: Draft, room: Numbers) -> int:
    """How many students are too many for this room [O]; after settling they can only be confirmed ones."""
    left = dual_left(draft.block, draft.market, draft.assignment.place, room)
    return int(-left[left < 0].sum())


def _fitting(draft: Draft, way: Way) -> tuple[Draft, Numbers]:
    """Without too many dual students anywhere; and [n] who lost a pair for it."""
    touched, turn = np.zeros(len(draft.block.requests), bool), 0
    rows, market, found = np.arange(len(draft.candidates)), draft.market, draft.assignment
    while len(out := too_many(draft.block, market, found.place, way.room, way.earlier, firm=turn >= MOST_TURNS)):
        touched[market.student[out]] = True
        rows, market, turn = np.delete(rows, out), _without(market, out), turn + 1
        found = solve_on(market, way.method, found, way.earlier)
    if not turn:
        return draft, touched
    left_out = draft.left_out + len(draft.candidates) - len(rows)
    kept = draft.candidates.take(rows)
    return replace(draft, candidates=kept, market=market, assignment=found, left_out=left_out), touched


def _with(draft: Draft, more: Candidates, way: Way) -> Draft:
    """The same draft with more candidates, solved."""
    candidates = joined([draft.candidates, more])
    market = market_of(candidates, draft.block, lottery=draft.market.lottery, priority=way.priority)
    market = replace(market, capacity=draft.market.capacity, owner_capacity=draft.market.owner_capacity)
    found = solve_on(market, way.method, draft.assignment, way.earlier)
    further = draft.further + len(more)
    return replace(draft, candidates=candidates, market=market, assignment=found, further=further)


def _without(market: Market, rows: Numbers) -> Market:
    """The market without these pairs."""
    kept = np.delete(np.arange(len(market.student)), rows)
    names = ("student", "place", "student_score", "place_priority")
    return replace(market, **{name: getattr(market, name)[kept] for name in names})


def _further(draft: Draft, way: Way, wider: Numbers) -> Candidates:
    """Pairs that are no candidates yet, of these requests [n] without a place, where a seat and a mentor are left."""
    block, market, place = draft.block, draft.market, draft.assignment.place
    fixed = np.zeros(len(place), bool) if way.earlier is None else way.earlier.confirmed
    seats_left, mentors_left = left_over(market, place)
    alone = wider & (place < 0) & ~fixed
    free = np.minimum(seats_left, mentors_left)[block.seats.place] > 0
    dual, has_dual = is_dual(block), dual_left(block, market, place, way.room)[market.owner[block.seats.place]] > 0
    sides = ((alone & ~dual, free), (alone & dual, free & has_dual))
    found = joined(
        [find_among(block, *map(np.flatnonzero, side), weights=way.weights, most=way.most) for side in sides]
    )
    known = draft.candidates.take(np.flatnonzero(np.isin(draft.candidates.request, found.request)))
    return found.take(np.flatnonzero(~np.isin(_keys(block, found), _keys(block, known))))


def _keys(block: Block, candidates: Candidates) -> Numbers:
    """A number for each pair."""
    keys: Numbers = candidates.request.astype(np.int64) * len(block.seats) + candidates.seats
    return keys


def left_over(market: Market, place: Numbers) -> tuple[Numbers, Numbers]:
    """[P] the seats that nobody holds, and what each place's owner can still take."""
    taken = place[place >= 0]
    owners = market.owner[taken]
    of_owner = market.owner_capacity - np.bincount(owners[owners >= 0], minlength=len(market.owner_capacity))
    seats = market.capacity - np.bincount(taken, minlength=len(market.capacity))
    return seats, np.append(of_owner, np.iinfo(np.int32).max)[market.owner]
