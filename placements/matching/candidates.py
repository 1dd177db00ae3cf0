"""From columns to a market: the eligible pairs with their scores, the best of each request, and owners."""

from collections.abc import Callable, Iterator
from dataclasses import fields, replace

import numpy as np

from . import fast
from .columns import Block, Candidates, Numbers, boxes, first_homes
from .rows import order_by
from .rules import ROUND_RULES, eligible
from .score import PARTS, WEIGHTS, Pairs, part_scores, preference, weighted
from .types import Market

MOST = 50  # candidates of one request
CELLS = 200_000  # pairs looked at in one go
Progress = Callable[[int, int], None]


def find_candidates(
    block: Block,
    *,
    weights: tuple[int, ...] = WEIGHTS,
    most: int = MOST,
    cells: int = CELLS,
    progress: Progress = lambda done, total: None,
) -> Candidates:
    """The `most` best candidates of every request of a round; `progress` hears how many requests are done."""
    if fast.available():
        from .fast.candidates import best_candidates

        if (best := best_candidates(block, weights, most, progress)) is not None:
            return best
    found, done = [_nothing()], 0
    for rows, columns in _chunks(block, cells):
        found.append(_of_chunk(block, rows, columns, weights, most))
        done += len(rows)
        progress(done, len(block.requests))
    return _joined(found)


def find_among(
    block: Block, rows: Numbers, columns: Numbers, *, weights: tuple[int, ...] = WEIGHTS, most: int = MOST
) -> Candidates:
    """The best candidates of these requests at these rows of seats only, as rows of the whole block."""
    part = replace(block, requests=block.requests.take(rows), seats=block.seats.take(columns))
    found = find_candidates(part, weights=weights, most=most)
    whole = {"request": rows[found.request].astype(np.int32), "seats": columns[found.seats].astype(np.int32)}
    return replace(found, **whole)


def market_of(candidates: Candidates, block: Block, *, lottery: Numbers, priority: Numbers) -> Market:
    """The market of these candidates: reserved seats are places of their own, the sites' mentors their owners.

    An owner's total counts all students; how many of them may be dual stands in `dual.py`.
    """
    seats = block.seats
    capacity = np.zeros(seats.place.max(initial=-1) + 1, np.int64)
    capacity[seats.place] = seats.seats
    sites, site_of_row = np.unique(seats.site, return_inverse=True)
    owner = np.zeros(len(capacity), np.int64)
    owner[seats.place] = site_of_row
    totals = np.zeros(len(sites), np.int64)
    totals[site_of_row] = seats.mentor_seats
    return Market(
        n_students=len(block.requests),
        capacity=capacity,
        student=candidates.request,
        place=seats.place[candidates.seats],
        student_score=candidates.preference,
        place_priority=priority[candidates.request],
        lottery=lottery,
        owner=owner,
        owner_capacity=totals,
    )


def seats_of(candidates: Candidates, block: Block, place: Numbers) -> Numbers:
    """[n] the row in `candidates` of each request's assigned place, -1 for none."""
    chosen = np.full(len(block.requests), -1, np.int64)
    rows = np.flatnonzero(block.seats.place[candidates.seats] == place[candidates.request])
    chosen[candidates.request[rows]] = rows
    return chosen


def _chunks(block: Block, cells: int) -> Iterator[tuple[Numbers, Numbers]]:
    """Requests of one programme and all seats for it that may be near enough, at most `cells` pairs at a time."""
    for programme in np.unique(block.requests.programme):
        rows = np.flatnonzero(block.requests.programme == programme)
        columns = np.flatnonzero(block.seats.programme == programme)
        yield from _halves(block, rows, columns, cells)


def _halves(block: Block, rows: Numbers, columns: Numbers, cells: int) -> Iterator[tuple[Numbers, Numbers]]:
    """Cut the map in two until what is left is small enough."""
    if len(rows) * len(columns) > cells:
        columns = columns[_in_reach(block, rows, columns)]
    if len(rows) * len(columns) <= cells or len(rows) == 1:
        yield rows, columns
        return
    home = first_homes(block.requests.take(rows))
    wider = np.argmax(np.nanmax(home, axis=0) - np.nanmin(home, axis=0))
    order = np.argsort(home[:, wider], kind="stable")
    for half in np.array_split(order, 2):
        yield from _halves(block, np.sort(rows[half]), columns, cells)


def _in_reach(block: Block, rows: Numbers, columns: Numbers) -> Numbers:
    """Whether seats lie in the box around all that is in reach of these requests."""
    around = boxes(block.requests.take(rows))
    located = around[~np.isnan(around).any(axis=1)]
    if not len(located):
        return np.zeros(len(columns), bool)
    lat, lon = block.seats.lat[columns], block.seats.lon[columns]
    (south, west), (north, east) = located[:, :2].min(axis=0), located[:, 2:].max(axis=0)
    inside: Numbers = (lat >= south) & (lat <= north) & (lon >= west) & (lon <= east)
    return inside


def _of_chunk(block: Block, rows: Numbers, columns: Numbers, weights: tuple[int, ...], most: int) -> Candidates:
    requests = block.requests.take(rows)
    part = replace(
        block,
        requests=requests,
        seats=block.seats.take(columns),
        declined=block.declined[np.isin(block.declined[:, 0], requests.id)],
        wishes=block.wishes[np.isin(block.wishes[:, 0], requests.id)],
    )
    pairs = Pairs(part, *np.nonzero(eligible(part, ROUND_RULES)))
    parts = part_scores(pairs)
    score = weighted(parts, weights)
    found = Candidates(
        request=rows[pairs.rows].astype(np.int32),
        seats=columns[pairs.columns].astype(np.int32),
        parts=parts.astype(np.int16),
        score=score.astype(np.int32),
        preference=preference(pairs, score).astype(np.int32),
        km=pairs.km.astype(np.float32),
    )
    return found.take(_best(found, most))


def _nothing() -> Candidates:
    none = np.zeros(0, np.int32)
    return Candidates(none, none, np.zeros((0, len(PARTS)), np.int16), none, none, np.zeros(0, np.float32))


def joined(found: list[Candidates]) -> Candidates:
    """All of them, by request and then from the most wanted to the least."""
    request, preference, seats = (_column(found, name) for name in ("request", "preference", "seats"))
    order = order_by(request, -preference, seats)
    return Candidates(**{entry.name: _column(found, entry.name)[order] for entry in fields(Candidates)})


def _joined(found: list[Candidates]) -> Candidates:
    """All of them, by request; each request's own stand together already. The list is emptied: they are large."""
    order = np.argsort(_column(found, "request"), kind="stable").astype(np.int32)
    columns = {name: [getattr(part, name) for part in found] for name in Candidates.__dataclass_fields__}
    found.clear()
    return Candidates(**{name: np.concatenate(columns.pop(name))[order] for name in list(columns)})


def _column(found: list[Candidates], name: str) -> Numbers:
    return np.concatenate([getattr(part, name) for part in found])


def _best(candidates: Candidates, most: int) -> Numbers:
    """The rows of the first `most` of each request, from the most wanted to the least."""
    order = order_by(candidates.request, -candidates.preference, candidates.seats)
    starts = np.flatnonzero(np.diff(candidates.request[order], prepend=-1))
    sizes = np.diff(np.append(starts, len(order)))
    position = np.arange(len(order)) - np.repeat(starts, sizes)
    best: Numbers = order[position < most]
    return best
