"""Compiled: the best candidates of every request, the same as `candidates.py` finds in numpy.

Hard rules and parts of the score come as tables (`tables.py`), from their one definition; `best.py` searches and sums.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from placements.matching.columns import Block, Candidates, Numbers
from placements.matching.rules import NOT_LOCATED, ROUND_RULES
from placements.matching.score import PART_SCORES, PARTS, Pairs, preference

from .best import COUNTED, Asked, Found, Known, Offered, choose, tell
from .sides import Side, both_sides, homes, points
from .tables import Table, rule_table, score_table

MEASURED = {
    "programme.not_offered",
    "place.too_far",
    NOT_LOCATED,
    "pair.declined",
}  # rules that `best.py` sees to itself
LARGEST_MASKS = 1 << 30  # bytes
STEP = 10_000  # requests between two messages on progress
Progress = Callable[[int, int], None]


class _Listed(NamedTuple):
    """Pairs that were named one by one, by request: those of request i are seats[start[i] : start[i + 1]]."""

    start: Numbers
    seats: Numbers  # where they stand
    rows: Numbers  # [k, 2] of the block


def best_candidates(block: Block, weights: tuple[int, ...], most: int, progress: Progress) -> Candidates | None:
    """The `most` best of every request; None when there is nobody, or too many kinds to be told in tables."""
    if not all(block.shape):
        return None
    rules = [rule_table(rule, block) for code, rule in ROUND_RULES.items() if code not in MEASURED]
    requests, seats, bands = both_sides(block, *_fit(rules, block))
    rules = [rule for rule in rules if min(rule.values.shape) > 1]
    if sum(len(rule.values) for rule in rules) * len(seats.rows) > LARGEST_MASKS:
        return None
    scores = [score_table(part, block) for part in (*PART_SCORES[COUNTED:], _sector_lift)]
    declined = _listed(block, block.declined, "id", requests, seats)
    wished = _listed(block, block.wishes, "site", requests, seats)
    asked = _asked(block, requests, rules, scores, len(seats.rows), declined, wished)
    known = Known(
        masks=_masks(rules, seats),
        values=np.concatenate([table.values.ravel() for table in scores]).astype(np.int64),
        weights=np.array([*weights, 1], np.int64),
        declined=declined.seats,
        wished=wished.seats,
        lifts=_wish_lift(Pairs(block, *wished.rows.T)),
    )
    return _search(len(block.requests), asked, _offered(block, seats, scores, bands), known, most, progress)


def _lift(pairs: Pairs) -> Numbers:
    """What wishes add to the score."""
    return preference(pairs, np.zeros(len(pairs.rows), np.int64))


def _sector_lift(pairs: Pairs) -> Numbers:
    """What a wished sector adds."""
    return _lift(Pairs(replace(pairs.block, wishes=pairs.block.wishes[:0]), pairs.rows, pairs.columns))


def _wish_lift(pairs: Pairs) -> Numbers:
    """What a wished site adds."""
    return _lift(pairs) - _sector_lift(pairs)


def _fit(rules: list[Table], block: Block) -> tuple[Numbers, Numbers]:
    """The requests and the seats that no rule refuses whatever the other one is."""
    fit: list[Numbers] = [np.ones(size, bool) for size in block.shape]
    for values, *kinds in rules:
        for side, kind in enumerate(kinds):
            fit[side] &= ~np.all(values, axis=1 - side, keepdims=True).ravel()[kind]
    return fit[0], fit[1]


def _masks(rules: list[Table], seats: Side) -> Numbers:
    """For each rule and each kind of request, whether each seat is allowed."""
    allowed = [(~table.values).astype(np.uint8)[:, table.offers[seats.rows]].ravel() for table in rules]
    return np.concatenate([np.zeros(0, np.uint8), *allowed])


def _starts(tables: list[Table], rows: Numbers, width: int | None = None) -> Numbers:
    """[n, tables] where the row of each request's kind starts; a row of a table is as wide as it, or as `width`."""
    starts, first = np.zeros((len(rows), len(tables)), np.int64), 0
    for column, (values, asks, _offers) in enumerate(tables):
        wide = values.shape[1] if width is None else width
        starts[:, column] = first + asks[rows] * np.int64(wide)
        first += len(values) * wide
    return starts


def _listed(block: Block, listed: Numbers, name: str, requests: Side, seats: Side) -> _Listed:
    """The pairs of a request's id and what stands in a column of the seats."""
    column = getattr(block.seats, name)
    order = np.argsort(column, kind="stable")
    first, end = (np.searchsorted(column[order], listed[:, 1], side=side) for side in ("left", "right"))
    row = np.minimum(np.searchsorted(block.requests.id, listed[:, 0]), len(block.requests) - 1)
    sizes = np.where(block.requests.id[row] == listed[:, 0], end - first, 0)
    within = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    pairs = np.column_stack((np.repeat(row, sizes), order[np.repeat(first, sizes) + within]))
    one, at = requests.spot[pairs[:, 0]], seats.spot[pairs[:, 1]]
    kept = np.flatnonzero((one >= 0) & (at >= 0))
    kept = kept[np.argsort(one[kept], kind="stable")]
    return _Listed(np.searchsorted(one[kept], np.arange(len(requests.rows) + 1)), at[kept], pairs[kept])


def _asked(
    block: Block, side: Side, rules: list[Table], scores: list[Table], n_seats: int, declined: _Listed, wished: _Listed
) -> Asked:
    requests, rows = block.requests, side.rows
    home, weeks = homes(requests, rows)
    return Asked(
        row=rows,
        home=home,
        weeks=weeks,
        reach=requests.reach_km[rows].astype(np.int64),
        bands=side.bands,
        lon=side.lon,
        wanted=requests.wanted[rows],
        masks=_starts(rules, rows, n_seats),
        values=_starts(scores, rows),
        declined=declined.start,
        wished=wished.start,
    )


def _offered(block: Block, side: Side, scores: list[Table], bands: int) -> Offered:
    rows = side.rows
    return Offered(
        row=rows,
        spot=side.spot,
        point=points(block.seats, rows),
        lon=side.lon,
        bands=np.searchsorted(side.bands, np.arange(bands + 1)),
        missing=block.seats.missing[rows],
        kinds=np.column_stack([table.offers[rows] for table in scores]).astype(np.int64),
    )


def _search(n: int, asked: Asked, offered: Offered, known: Known, most: int, progress: Progress) -> Candidates:
    chosen, counts = np.empty(len(asked.row) * min(most, len(offered.row)), np.int64), np.zeros(n, np.int64)
    written, read = 0, 0
    steps = [(first, min(first + STEP, len(asked.row))) for first in range(0, len(asked.row), STEP)]
    for first, last in steps:
        written = choose(first, last, asked, offered, known, most, chosen, counts, written)
        progress(last, len(asked.row))
    starts = np.append(0, np.cumsum(counts))
    found = _room(written)
    for first, last in steps:
        read = tell(first, last, asked, offered, known, chosen, starts, found, read)
    progress(n, n)
    return Candidates(**found._asdict())


def _room(size: int) -> Found:
    parts = np.empty((size, len(PARTS)), np.int16)
    numbers = [np.empty(size, np.int32) for _ in range(4)]
    return Found(numbers[0], numbers[1], parts, numbers[2], numbers[3], np.empty(size, np.float32))
