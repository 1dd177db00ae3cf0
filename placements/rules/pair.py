"""Why a request and a capacity do not go together, as sentences; the rules themselves are in `placements.matching`."""

from datetime import date

import numpy as np
from django.db.models import Max, Min, QuerySet

from marketplace.period import Period
from marketplace.workflow import Refusal
from placements.matching import rules
from placements.models import Capacity, Match, PlacementRequest
from placements.rules.match_codes import Day
from placements.rules.match_columns import read_block
from placements.rules.match_sentence import Pair, sentence_of

LOCKED = "capacity.locked"


def pair_problems(
    request: PlacementRequest, capacity: Capacity, *, on: date, match: Match | None = None
) -> list[Refusal]:
    """Every hard rule that this pair breaks on a day, in the order of the rules; empty when they go together.

    A pair that a round has matched and published is not held back by that round: pass the `match`.
    """
    codes, pair = _failing(request, capacity, on)
    if match and match.frees(request, capacity):
        codes = [code for code in codes if code != LOCKED]
    return [Refusal(code, sentence_of(code, pair)) for code in codes]


def eligible(requests: QuerySet[PlacementRequest], capacities: QuerySet[Capacity], *, on: date) -> set[tuple[int, int]]:
    """The keys of the requests and capacities that go together on a day.

    Mentors must be there from the first to the last day of all these requests.
    """
    if not requests.exists():
        return set()
    days = requests.aggregate(first=Min("starts_on"), last=Max("ends_on"))
    block = read_block(requests, capacities, day=Day(on), period=Period(days["first"], days["last"]))
    rows, columns = np.nonzero(rules.eligible(block))
    return set(zip(block.requests.id[rows].tolist(), block.seats.id[columns].tolist(), strict=True))


def _failing(request: PlacementRequest, capacity: Capacity, on: date) -> tuple[list[str], Pair]:
    """The codes that refuse this pair, at the capacity's row of seats that breaks the fewest rules."""
    requests = PlacementRequest.objects.filter(pk=request.pk)
    block = read_block(requests, Capacity.objects.filter(pk=capacity.pk), day=Day(on), period=request.period)
    if not len(block.seats):
        return ["programme.not_offered"], Pair(request, capacity, None)
    masks = {code: mask[0] for code, mask in rules.refusals(block, rules.RULES).items()}
    best = int(np.argmin(sum(mask.astype(int) for mask in masks.values())))
    km = float(block.farthest_km[0, best])
    return [code for code, mask in masks.items() if mask[best]], Pair(request, capacity, None if np.isnan(km) else km)
