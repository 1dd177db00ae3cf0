"""The best matches and the near misses of one request, with their reasons."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np

from placements.enums import CapacityStatus
from placements.matching.columns import Block
from placements.matching.explain import NearMiss, near_misses, wider_reach
from placements.matching.rules import eligible
from placements.matching.score import PARTS, Pairs, part_scores, preference, weighted
from placements.models import Capacity, PlacementRequest
from placements.rules.match_codes import Day
from placements.rules.match_columns import read_block
from placements.rules.match_reason import Told, helps, told, wider_reach_words
from placements.rules.match_sentence import Pair
from placements.rules.match_weight import weights_of
from placements.week import days_in_words

MOST_MATCHES = 10
MOST_NEAR = 6
# Nothing that school or company can do about these: not shown as a near miss.
HOPELESS = {"pair.declined", "capacity.not_published", "period.school_year", "label.suspended", "company.unverified"}


@dataclass(frozen=True)
class Choice:
    """A capacity that fits: its score of 100, its part scores in words, and the wish that it answers, if any."""

    capacity: Capacity
    score: int
    reasons: list[Told]
    km: float | None
    seats: int
    wish: int | None

    @property
    def days(self) -> str:
        """The days and hours on offer, which tell places of one site apart."""
        return days_in_words(self.capacity.week)


@dataclass(frozen=True)
class Near:
    """A capacity that nearly fits, and what would help."""

    capacity: Capacity
    help: list[str]
    km: float | None

    @property
    def days(self) -> str:
        """The days and hours on offer, which tell places of one site apart."""
        return days_in_words(self.capacity.week)


@dataclass(frozen=True)
class Choices:
    """What can be chosen for one request."""

    matches: list[Choice]
    near: list[Near]
    wider: str  # a sentence on a wider reach, or nothing
    total: int  # how many capacities fit


def choices_for(request: PlacementRequest, *, on: date) -> Choices:
    """The best matches of a request on a day, the near misses, and what a wider reach would bring."""
    offered = Capacity.objects.filter(
        status=CapacityStatus.PUBLISHED, school_year=request.school_year, programmes=request.programme_id
    )
    rows = PlacementRequest.objects.filter(pk=request.pk)
    day = Day(on)
    block = read_block(rows, offered, day=day, period=request.period)
    block = _only(block, np.flatnonzero(block.seats.programme == request.programme_id))
    weights = weights_of(day.figures)
    fitting = _fitting(block, tuple(weights.values()))
    shown = fitting[:MOST_MATCHES]
    near = _near(block, {row for row, *_rest in fitting}, tuple(weights.values()))[:MOST_NEAR]
    capacities = _capacities(block, [row for row, *_rest in shown] + [miss.row for miss in near])
    wishes = {site: rank for _request, site, rank in block.wishes.tolist()}
    wider = wider_reach(block)
    return Choices(
        matches=[_choice(block, capacities, weights, wishes, *found) for found in shown],
        near=[_help(block, capacities, request, miss) for miss in near],
        wider=wider_reach_words(*wider) if wider else "",
        total=len(fitting),
    )


def _only(block: Block, columns: np.ndarray) -> Block:
    return Block(block.requests, block.seats.take(columns), block.declined, block.wishes, block.ages)


def _fitting(block: Block, weights: tuple[int, ...]) -> list[tuple[int, int, dict[str, int]]]:
    """Row of seats, score and parts of each capacity that fits, the most wanted first; one row a capacity."""
    pairs = Pairs(block, *np.nonzero(eligible(block)))
    parts = part_scores(pairs)
    score = weighted(parts, weights)
    order = np.lexsort((pairs.columns, -preference(pairs, score)))
    _ids, first = np.unique(block.seats.id[pairs.columns[order]], return_index=True)
    return [
        (int(pairs.columns[i]), int(score[i]), dict(zip(PARTS, parts[i].tolist(), strict=True)))
        for i in order[np.sort(first)]
    ]


def _near(block: Block, fitting: set[int], weights: tuple[int, ...]) -> list[NearMiss]:
    """Near misses that somebody can change, of capacities that do not fit already; once a site and what would help."""
    fits = {int(block.seats.id[row]) for row in fitting}
    found: dict[tuple[int, tuple[str, ...]], NearMiss] = {}
    for miss in near_misses(block, weights=weights):
        if int(block.seats.id[miss.row]) not in fits and HOPELESS.isdisjoint(miss.codes):
            found.setdefault((int(block.seats.site[miss.row]), miss.codes), miss)
    return list(found.values())


def _capacities(block: Block, rows: Iterable[int]) -> dict[int, Capacity]:
    keys = {int(block.seats.id[row]) for row in rows}
    found = Capacity.objects.filter(pk__in=keys).select_related("site", "company__organisation")
    return {capacity.pk: capacity for capacity in found}


def _choice(
    block: Block,
    capacities: dict[int, Capacity],
    weights: dict[str, int],
    wishes: dict[int, int],
    row: int,
    score: int,
    parts: dict[str, int],
) -> Choice:
    capacity = capacities[int(block.seats.id[row])]
    km = _km(block.mean_km(np.array([0]), np.array([row]))[0])
    seats = int(block.seats.seats[block.seats.id == capacity.pk].max())
    return Choice(capacity, round(score / 100), told(parts, weights, km), km, seats, wishes.get(capacity.site_id))


def _help(block: Block, capacities: dict[int, Capacity], request: PlacementRequest, miss: NearMiss) -> Near:
    capacity = capacities[int(block.seats.id[miss.row])]
    pair = Pair(request, capacity, _km(block.farthest_km[0, miss.row]))
    return Near(capacity, [helps(code, pair) for code in miss.codes], pair.km)


def _km(distance: float) -> float | None:
    return None if np.isnan(distance) else float(distance)
