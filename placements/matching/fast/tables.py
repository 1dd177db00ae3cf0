"""A rule or a part of the score as a table: a row for each kind of request, a column for each kind of seats.

What a function looks at makes the kinds, and it is asked once for every two of them: its one definition stays its own.
"""

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any, NamedTuple

import numpy as np

from placements.matching.columns import Block, Numbers
from placements.matching.rows import packed
from placements.matching.score import Pairs

LARGEST_KEY = 1 << 20
OfBlock = Callable[[Block], Numbers]
OfPairs = Callable[[Pairs], Numbers]


class Table(NamedTuple):
    """What a function says of the pair (i, j): values[asks[i], offers[j]]."""

    values: Numbers
    asks: Numbers  # int32[n]
    offers: Numbers  # int32[m]


class _Noting:
    """Columns that note which of them are looked at."""

    def __init__(self, columns: Any) -> None:
        self._columns = columns
        self.names: set[str] = set()

    def __getattr__(self, name: str) -> Any:
        self.names.add(name)
        return getattr(self._columns, name)

    def __len__(self) -> int:
        return len(self._columns)


def rule_table(rule: OfBlock, block: Block) -> Table:
    """Which kinds a hard rule refuses."""
    return _table(lambda part: np.broadcast_to(rule(part), part.shape), block)


def score_table(score: OfPairs, block: Block) -> Table:
    """What two kinds score."""
    return _table(lambda part: score(_every_pair(part)).reshape(part.shape), block)


def _every_pair(block: Block) -> Pairs:
    return Pairs(block, *np.indices(block.shape).reshape(2, -1))


def _table(function: OfBlock, block: Block) -> Table:
    asked, offered = _looked_at(function, block)
    asks, rows = _kinds(block.requests, asked)
    offers, columns = _kinds(block.seats, offered)
    return Table(function(_part(block, rows, columns)), asks, offers)


def _part(block: Block, rows: Numbers, columns: Numbers) -> Block:
    return replace(block, requests=block.requests.take(rows), seats=block.seats.take(columns))


def _looked_at(function: OfBlock, block: Block) -> tuple[set[str], set[str]]:
    """The columns of requests and of seats that a function looks at."""
    first = np.array([0])
    one = _part(block, first, first)
    requests: Any = _Noting(one.requests)
    seats: Any = _Noting(one.seats)
    function(replace(one, requests=requests, seats=seats))
    return requests.names, seats.names


def _kinds(columns: Any, names: set[str]) -> tuple[Numbers, Numbers]:
    """The kind of each row by these columns, and a row of each kind."""
    if not names:
        return np.zeros(len(columns), np.int32), np.array([0])
    looked_at = [getattr(columns, field.name) for field in fields(columns) if field.name in names]
    key = packed(*looked_at)
    if key is None or key.max() > LARGEST_KEY:
        key = _numbered(looked_at)
    row = np.full(key.max() + 1, -1, np.int32)
    row[key] = np.arange(len(key))
    kept = np.flatnonzero(row >= 0)
    number = np.zeros(len(row), np.int32)
    number[kept] = np.arange(len(kept))
    return number[key], row[kept]


def _numbered(columns: list[Numbers]) -> Numbers:
    """[rows] a number for each set of values, without gaps."""
    key = np.zeros(len(columns[0]), np.int64)
    for column in columns:
        number = np.unique(column, return_inverse=True)[1]
        key = np.unique(key * (number.max() + 1) + number, return_inverse=True)[1]
    return key
