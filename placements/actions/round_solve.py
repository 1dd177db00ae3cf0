"""Match the cohort of a round on its open capacity; reads and computes, writes nothing."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

import numpy as np
from django.utils import timezone

from marketplace.period import Period
from placements.enums import Method, Policy, RoundPhase
from placements.matching import Assignment, Market, optimal_matching, stable_matching
from placements.matching.arrays import ProofError, RunArrays
from placements.matching.candidates import find_candidates, market_of, seats_of
from placements.matching.columns import Block, Candidates, Numbers
from placements.matching.dual import dual_room
from placements.matching.in_parts import solve_in_parts
from placements.matching.policy import NO_CLOCK, Serving, serving
from placements.matching.score import PARTS
from placements.matching.settle import Draft, Way, dual_problems, priorities, settled
from placements.models import PlacementRequest, Round
from placements.rules.match_codes import Day
from placements.rules.match_columns import read_block
from placements.rules.round import capacity_for, matched_elsewhere, requests_for
from placements.rules.search import last_agreement_days
from schools.models import Student
from schools.timers import countdowns

SOLVERS = {Method.STABLE: stable_matching, Method.OPTIMAL: optimal_matching}
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, eq=False)
class Prepared:
    """What a run solves: the market, and the columns and candidates that it was made of."""

    block: Block
    candidates: Candidates
    market: Market


@dataclass(frozen=True, eq=False)
class Outcome:
    """What came of a run, before it is stored."""

    block: Block
    candidates: Candidates
    arrays: RunArrays
    certificate: dict[str, Any]

    @property
    def market(self) -> Market:
        return self.arrays.market

    @property
    def assignment(self) -> Assignment:
        return self.arrays.assignment

    @property
    def digest(self) -> str:
        """SHA-256 of what went in."""
        return self.arrays.digest

    @cached_property
    def chosen(self) -> Numbers:
        """[n] each request's row in `candidates`, -1 for none."""
        return seats_of(self.candidates, self.block, self.assignment.place)


def solve(row: Round, progress: Progress) -> Outcome:
    """Match the cohort of a round on its open capacity, and certify the result; nothing is written."""
    prepared = prepare(row, progress)
    return certified(row, prepared, solved(row, prepared, progress), progress)


def prepare(row: Round, progress: Progress) -> Prepared:
    """Read the cohort of a round and its open capacity, and make their market."""
    progress(RoundPhase.READ, 0, 0)
    on, period = timezone.localdate(), Period(row.starts_on, row.ends_on)
    options = {"period": period, "in_round": True, "set_aside": matched_elsewhere(row)}
    block = read_block(requests_for(row), capacity_for(row), day=Day(on), **options)
    found = find_candidates(
        block,
        weights=weights_of(row),
        progress=lambda done, total: progress(RoundPhase.CANDIDATES, done, total),
    )
    order = serving_of(row, block)
    return Prepared(block, found, market_of(found, block, lottery=order.lottery, priority=order.priority))


def solved(row: Round, prepared: Prepared, progress: Progress) -> Assignment:
    """Solve the market of a round here, part after part; as on any number of workers."""
    return solve_in_parts(
        prepared.market, row.method, progress=lambda done, total: progress(RoundPhase.SOLVE, done, total)
    )


def certified(row: Round, prepared: Prepared, assignment: Assignment, progress: Progress) -> Outcome:
    """The outcome with its certificate, by code that shares nothing with the solvers; ProofError if it has none.

    It is mended first (`settle.py`).
    """
    block, room = prepared.block, dual_room(prepared.block)
    way = Way(row.method, weights_of(row), room, priorities(prepared.market))
    done = settled(Draft(block, prepared.candidates, prepared.market, assignment), way)
    progress(RoundPhase.CERTIFY, 0, 0)
    if problems := dual_problems(block, done.assignment.place, done.market, room):
        raise ProofError(" ".join(problems))
    arrays = RunArrays(done.market, done.assignment, settings_of(row) | {"method": row.method})
    told = {"pairs": len(done.candidates), "engine": arrays.engine} | done.told
    return Outcome(block, done.candidates, arrays, asdict(arrays.proven()) | settings_of(row) | told)


def weights_of(row: Round) -> tuple[int, ...]:
    """The weights of the part scores, in the engine's order."""
    return tuple(row.weights[part] for part in PARTS)


def serving_of(row: Round, block: Block) -> Serving:
    """Who is served first under the round's published policy and draw."""
    asked = block.requests
    return serving(row.policy, asked.id, seed=row.seed, schools=asked.school, days_left=_days_left(row, block))


def _days_left(row: Round, block: Block) -> Numbers:
    """[n] training days left under R08; only asked when the policy looks at them."""
    if row.policy != Policy.DAYS_LEFT:
        return np.full(len(block.requests), NO_CLOCK)
    asked = PlacementRequest.objects.filter(pk__in=block.requests.id.tolist())  # who left the cohort since is in it
    students = dict(asked.values_list("pk", "student"))
    on, rows = timezone.localdate(), Student.objects.filter(pk__in=students.values()).select_related("programme")
    running = countdowns(rows, on, since=last_agreement_days(rows, on))
    left = (running.get(students[pk]) for pk in block.requests.id.tolist())
    return np.array([NO_CLOCK if countdown is None else countdown.days_left for countdown in left], np.int64)


def settings_of(row: Round) -> dict[str, Any]:
    """What decided about a run beside its input."""
    return {"policy": row.policy, "seed": row.seed, "weights": row.weights}
