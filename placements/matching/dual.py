"""The second limit of a site: so many of all that its mentors take may be dual (R10); a market knows only the first."""

import numpy as np

from .columns import DUAL, Block, Numbers
from .in_parts import Earlier
from .rows import order_by
from .types import Market


def dual_room(block: Block) -> Numbers:
    """[O] the dual students that the mentors of each site can take."""
    sites, owner = np.unique(block.seats.site, return_inverse=True)
    room = np.zeros(len(sites), np.int64)
    room[owner] = block.seats.mentor_seats_dual
    return room


def dual_left(block: Block, market: Market, place: Numbers, room: Numbers) -> Numbers:
    """[O] what is left of that room with students at these places, below 0 where they are too many."""
    seated = place[(place >= 0) & is_dual(block)]
    return room - np.bincount(market.owner[seated], minlength=len(room))


def too_many(
    block: Block, market: Market, place: Numbers, room: Numbers, earlier: Earlier | None = None, *, firm: bool = False
) -> Numbers:
    """[k] the pairs, by row, for which dual mentors have no time: at a site with too many, what comes after who fits.

    Who is served first fits first; who is confirmed stays, and is served before. A pair that is not chosen stays while
    it outranks the last one that fits; `firm`: it goes too.
    """
    over = dual_left(block, market, place, room) < 0
    if not over.any():
        return np.zeros(0, np.int64)
    fixed = np.zeros(market.n_students, bool) if earlier is None else earlier.confirmed
    owner = market.owner[market.place]
    rows = np.flatnonzero(over[owner] & (is_dual(block) & ~fixed)[market.student])
    rows = rows[order_by(owner[rows], *_served(market, rows, earlier))]
    left = np.maximum(0, dual_left(block, market, np.where(fixed, place, -1), room))
    sits = place[market.student[rows]] == market.place[rows]
    out: Numbers = rows[(_sitting_before(owner[rows], sits) >= left[owner[rows]]) | (firm & ~sits)]
    return out


def is_dual(block: Block) -> Numbers:
    """[n] whether a request is for SAO, OAO or DA."""
    dual: Numbers = (block.requests.form & DUAL) != 0
    return dual


def _served(market: Market, rows: Numbers, earlier: Earlier | None) -> tuple[Numbers, ...]:
    """What decides who is served first: lower is sooner."""
    student, place = market.student[rows], market.place[rows]
    bonus = 0 if earlier is None else (earlier.previous[student] == place) * earlier.stay_bonus
    score = market.student_score[rows].astype(np.int64) + bonus
    return -(market.place_priority[rows].astype(np.int64) + bonus), market.lottery[student], -score, place


def _sitting_before(owner: Numbers, sits: Numbers) -> Numbers:
    """How many sit before each row of the same owner; owners stand together."""
    before = np.cumsum(sits) - sits
    first = np.flatnonzero(np.diff(owner, prepend=-1))
    before -= np.repeat(before[first], np.diff(np.append(first, len(owner))))
    return before
