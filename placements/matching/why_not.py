"""Why a student has not got a place that it wanted more: who holds it, and how many of them come first."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from .claim import Claim
from .rows import order_by
from .types import Assignment, Market, Numbers, check_previous

NO_LIMIT = 2**31 - 1  # what an owner leaves who does not exist


@dataclass(frozen=True, eq=False)
class Standing:
    """Where every pair of a market stands after a run; each column is [E], int32, in the order of the market's pairs.

    ``ahead`` and ``owner_ahead`` count the students who hold a seat there and outrank the pair, those who were
    confirmed before always; ``waiting`` and ``owner_waiting`` those who do not sit there, want it more than what they
    have, and outrank the pair. What is the same for all pairs of a place is kept once and looked up: pairs are many.
    """

    wanted: Numbers  # whether its student prefers it to what it has
    ahead: Numbers
    waiting: Numbers
    owner_ahead: Numbers
    owner_waiting: Numbers
    place: Numbers
    owner: Numbers
    of_place: tuple[Numbers, Numbers]  # [P] seats that nobody holds, and held ones
    of_owner: tuple[Numbers, Numbers]  # [O + 1] the same; the last is for places without an owner

    @property
    def room(self) -> Numbers:
        """[E] seats that nobody holds."""
        return self.of_place[0][self.place]

    @property
    def held(self) -> Numbers:
        return self.of_place[1][self.place]

    @property
    def owner_room(self) -> Numbers:
        """[E] how many more the owner can take."""
        return self.of_owner[0][self.owner]

    @property
    def owner_held(self) -> Numbers:
        return self.of_owner[1][self.owner]

    @property
    def places_short(self) -> Numbers:
        """[E] with so many more seats here, and `students_short`, a stable run surely serves the pair or a better."""
        short: Numbers = np.maximum(0, self.waiting + 1 - self.room)
        return short

    @property
    def students_short(self) -> Numbers:
        """[E] how many more the owner must take for that."""
        beyond = np.maximum(0, self.places_short - self.owner_room)
        short: Numbers = np.where(self.owner_room > 0, beyond, self.owner_waiting + 1)
        return short


def standing(
    market: Market, assignment: Assignment, *, previous: Any = None, confirmed: Any = None, stay_bonus: int = 0
) -> Standing:
    """How every pair stands; give the arguments of ``rematch`` for an assignment that came from it."""
    before = np.full(market.n_students, -1) if previous is None else previous
    fixed = np.zeros(market.n_students, bool) if confirmed is None else confirmed
    claim = Claim(market, assignment.place, *check_previous(market, before, fixed, stay_bonus), stay_bonus)
    wanted, rank = _wanted(claim), _rank(claim)
    held = claim.sits & claim.is_open
    here, there = market.place, market.owner[market.place]
    places = claim.assigned[claim.assigned >= 0]
    used, owner_used = claim.per_place(places), claim.per_owner(places)
    kept, owner_kept = claim.per_place(claim.kept_places), claim.per_owner(claim.kept_places)
    owner_left = np.append(market.owner_capacity - owner_used, NO_LIMIT)  # -1, no owner, is the last
    return Standing(
        wanted=wanted,
        ahead=_small(kept)[here] + _outranking(here, rank, held),
        waiting=_outranking(here, rank, wanted),
        owner_ahead=_small(np.append(owner_kept, 0))[there] + _outranking(there, rank, held),
        owner_waiting=_outranking(there, rank, wanted),
        place=here,
        owner=there,
        of_place=(_small(market.capacity - used), _small(used)),
        of_owner=(_small(owner_left), _small(np.append(owner_used, 0))),
    )


def _wanted(claim: Claim) -> Numbers:
    """[E] whether the student is not confirmed and prefers the pair: a higher score, then a lower place."""
    market = claim.market
    has = np.full(market.n_students, np.iinfo(np.int32).min, np.int32)
    has[market.student[claim.sits]] = claim.score[claim.sits]
    own_score, own_place = has[market.student], claim.assigned[market.student]
    return claim.is_open & ((claim.score > own_score) | ((claim.score == own_score) & (market.place < own_place)))


def _rank(claim: Claim) -> Numbers:
    """[E] the position of every pair in serving order, 0 = served first."""
    market = claim.market
    priority = market.place_priority + claim.bonus
    order = order_by(-priority, market.lottery[market.student], -claim.score, market.place)
    rank = np.empty(len(order), np.int32)
    rank[order] = np.arange(len(order))
    return rank


def _outranking(group: Numbers, rank: Numbers, counted: Numbers) -> Numbers:
    """[E] how many of the counted pairs of the same group are served before each pair; 0 in group -1."""
    key = group.astype(np.int64)
    key *= len(rank)
    key += rank
    keys = np.sort(key[counted])
    starts = _small(np.searchsorted(keys, np.arange(group.max(initial=-1) + 2) * len(rank)))
    ahead = _small(np.searchsorted(keys, key))
    ahead -= starts[group]
    ahead[group < 0] = 0
    return ahead


def _small(counts: Numbers) -> Numbers:
    return counts.astype(np.int32)
