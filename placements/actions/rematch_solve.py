"""Match a round again on what is left; reads and computes, writes nothing."""

import json
from copy import copy
from dataclasses import asdict, dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any

import numpy as np
from django.utils import timezone

from marketplace.period import Period
from placements.actions.round_solve import serving_of, settings_of, weights_of
from placements.enums import MatchStatus
from placements.matching.again import NOWHERE, Move, Moves, earlier_places, held_outside, moves_of, with_room
from placements.matching.arrays import RunArrays
from placements.matching.candidates import find_candidates, market_of, seats_of
from placements.matching.columns import Block, Candidates, Numbers
from placements.matching.dual import dual_room, is_dual
from placements.matching.in_parts import Earlier, solve_in_parts
from placements.matching.settle import Draft, Way, over_dual, priorities, settled
from placements.models import Match, Rematch, Round
from placements.rules.match_codes import Day
from placements.rules.match_columns import read_block
from placements.rules.rematch import open_now, sitting, still_searching
from placements.rules.round import matched_elsewhere


@dataclass(frozen=True, eq=False)
class Sitting:
    """[n] the capacity at which each request has a match (NOWHERE: none), its site, and whether that is confirmed."""

    capacity: Numbers
    site: Numbers
    confirmed: Numbers

    @property
    def order(self) -> list[int]:
        """The rows with a match, the confirmed first."""
        rows = np.flatnonzero(self.capacity != NOWHERE)
        return [*rows[self.confirmed[rows]].tolist(), *rows[~self.confirmed[rows]].tolist()]


@dataclass(frozen=True, eq=False)
class Again:
    """What came of a re-matching, before it is carried out."""

    block: Block
    candidates: Candidates
    before: Sitting
    arrays: RunArrays
    over: dict[str, int]  # confirmed students for whom there was no seat, no mentor, or no mentor for dual students
    mended: dict[str, int]  # as `Draft.told`

    @cached_property
    def chosen(self) -> Numbers:
        """[n] each request's row in `candidates`, -1 for none."""
        return seats_of(self.candidates, self.block, self.arrays.assignment.place)

    @cached_property
    def certificate(self) -> dict[str, Any]:
        """What code that shares nothing with the solvers finds; raises ProofError when it finds too little."""
        told = {"pairs": len(self.candidates), "engine": self.arrays.engine} | self.over | self.mended
        return asdict(self.arrays.proven()) | self.arrays.settings | told

    @cached_property
    def after(self) -> Numbers:
        """[n] the capacity of each request, NOWHERE for none; who is confirmed stays."""
        found = np.full(len(self.chosen), NOWHERE, np.int64)
        rows = self.chosen >= 0
        found[rows] = self.block.seats.id[self.candidates.seats[self.chosen[rows]]]
        return np.where(self.before.confirmed, self.before.capacity, found)

    @cached_property
    def moves(self) -> Moves:
        """What happens to each request."""
        return moves_of(self.candidates, self.block, self.before.capacity, self.after)

    @cached_property
    def changed(self) -> list[int]:
        """The rows of the requests for whom something changes."""
        return np.flatnonzero(self.moves.kind != Move.STAYS).tolist()

    @property
    def digest(self) -> str:
        """SHA-256 of who goes where."""
        pairs = [(int(self.block.requests.id[row]), int(self.after[row])) for row in self.changed]
        return sha256(json.dumps(pairs).encode()).hexdigest()


def solve_again(row: Rematch) -> Again:
    """Match the round of a re-matching again: confirmed matches stay, others where nothing better is gained.

    Raises MarketError when the data cannot be matched.
    """
    matching, on = _with_policy(row), timezone.localdate()
    period = Period(matching.starts_on, matching.ends_on)
    options = {"period": period, "in_round": True, "set_aside": matched_elsewhere(matching)}
    block = read_block(still_searching(matching), open_now(matching, on), day=Day(on), **options)
    found = find_candidates(block, weights=weights_of(matching))
    before, order = _sitting(matching, block), serving_of(matching, block)
    places = earlier_places(block, before.capacity, before.order)
    market = market_of(found, block, lottery=order.lottery, priority=order.priority)
    outside = held_outside(block, places, before.confirmed, before.site)
    room = with_room(market, places, before.confirmed, outside)
    earlier = Earlier(places, before.confirmed, row.stay_bonus)
    draft = Draft(block, found, room.market, solve_in_parts(room.market, matching.method, earlier))
    dual = dual_room(block) - held_outside(block, places, before.confirmed & is_dual(block), before.site)
    way = Way(matching.method, weights_of(matching), dual, priorities(room.market), earlier)
    done = settled(draft, way)
    decided = settings_of(matching) | {"method": matching.method}
    over = {"over_places": room.over_places, "over_mentors": room.over_mentors, "over_dual": over_dual(done, dual)}
    arrays = RunArrays(done.market, done.assignment, decided, earlier)
    return Again(block, done.candidates, before, arrays, over, done.told)


def _with_policy(row: Rematch) -> Round:
    """The round as it was announced, but for who comes first in this re-matching."""
    matching = copy(row.round)
    matching.policy = row.policy
    return matching


def _sitting(row: Round, block: Block) -> Sitting:
    sits = {match.request_id: match for match in sitting(row).select_related("capacity")}
    matches = [sits.get(pk) for pk in block.requests.id.tolist()]
    return Sitting(
        np.array([match.capacity_id if match else NOWHERE for match in matches], np.int64),
        np.array([match.capacity.site_id if match else NOWHERE for match in matches], np.int64),
        np.array([is_confirmed(match) for match in matches], bool),
    )


def is_confirmed(match: Match | None) -> bool:
    """Whether a match was published or released: it stays where it is."""
    return match is not None and match.status != MatchStatus.REVIEW


def result_of(again: Again) -> dict[str, Any]:
    """How many students there are, have a match now, and what moves, in all and per school."""
    moves, schools = again.moves, again.block.requests.school
    return {
        "students": len(again.chosen),
        "placed": int((again.after != NOWHERE).sum()),
        "late": int((again.before.capacity == NOWHERE).sum()),
        **{move.name.lower(): moves.count(move) for move in Move},
        "forced_gone": moves.forced(gone=True),
        "forced_taken": moves.forced(gone=False),
        **again.over,
        "schools": [
            {"school": school}
            | {move.name.lower(): moves.count(move, schools == school) for move in Move if move != Move.STAYS}
            for school in np.unique(schools[again.changed]).tolist()
        ],
    }
