"""Where the rows of students, the seats of places and the places of owners start when they stand one after another."""

import numpy as np

from placements.matching.types import Market, Numbers

from .rows import grouped_by, starts_of


def grouped_pairs(market: Market) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """Starts of the students' rows, and place, score and priority of the pairs in that order."""
    columns = (market.place, market.student_score, market.place_priority)
    start = starts_of(market.student, market.n_students)
    if start[-1] >= 0:
        return start, *columns
    order = grouped_by(market.student, market.n_students)
    return starts_of(market.student[order], market.n_students), *(column[order] for column in columns)


def seat_starts(market: Market, seated: Numbers | None = None) -> Numbers:
    """[P + 1] as many seats as can ever be taken; `seated` [n] are places that are taken from the start, -1 = none."""
    seats = np.minimum(market.capacity, market.n_students).astype(np.int64)
    if seats.sum() > len(market.place):
        listed = np.bincount(market.place, minlength=len(seats))
        taken = 0 if seated is None else np.bincount(seated[seated >= 0], minlength=len(seats))
        seats = np.minimum(seats, listed + taken)
    return _one_after_another(seats)


def estates(market: Market) -> tuple[Numbers, Numbers]:
    """[O + 1] where the places of each owner start, and these places."""
    owned = np.flatnonzero(market.owner >= 0)
    places = owned[np.argsort(market.owner[owned], kind="stable")].astype(np.int32)
    return _one_after_another(np.bincount(market.owner[owned], minlength=len(market.owner_capacity))), places


def _one_after_another(sizes: Numbers) -> Numbers:
    return np.concatenate(([0], np.cumsum(sizes, dtype=np.int64)))
