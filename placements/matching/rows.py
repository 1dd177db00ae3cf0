"""The pairs of a market as compressed rows: one row a student, from the most wanted place to the least."""

from dataclasses import dataclass

import numpy as np

from .types import Market, Numbers

LARGEST = 2**63 - 1


@dataclass(frozen=True, eq=False)
class Rows:
    """Student s has the pairs start[s] to start[s + 1]."""

    start: Numbers  # [n_students + 1]
    place: Numbers  # [E]
    priority: Numbers  # [E]


def preference_rows(market: Market) -> Rows:
    """Rows by higher score, then lower place; a market that stands so already is not copied."""
    start = np.zeros(market.n_students + 1, np.int64)
    np.cumsum(np.bincount(market.student, minlength=market.n_students), out=start[1:])
    if _in_order(market):
        return Rows(start, market.place, market.place_priority)
    order = order_by(market.student, -market.student_score, market.place)
    return Rows(start, market.place[order], market.place_priority[order])


def order_by(*columns: Numbers) -> Numbers:
    """The order of distinct rows by these columns, the first weighs most; in one sort where one number holds a row."""
    key = packed(*columns)
    return np.lexsort(columns[::-1]) if key is None else np.argsort(key)


def packed(*columns: Numbers) -> Numbers | None:
    """One int64 a row that sorts like the columns, or None where it would overflow."""
    sizes = [_size(column) for column in columns]
    if np.prod(np.array(sizes, object)) > LARGEST:
        return None
    key = np.zeros(len(columns[0]), np.int64)
    for column, size in zip(columns, sizes, strict=True):
        key *= size
        key += column
        key -= int(column.min(initial=0))
    return key


def _size(column: Numbers) -> int:
    return int(column.max(initial=0)) - int(column.min(initial=0)) + 1


def _in_order(market: Market) -> bool:
    student, score, place = market.student, market.student_score, market.place
    same = student[1:] == student[:-1]
    nearer = (score[1:] < score[:-1]) | ((score[1:] == score[:-1]) & (place[1:] > place[:-1]))
    return bool(np.where(same, nearer, student[1:] > student[:-1]).all())
