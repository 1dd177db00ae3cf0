"""Matching again when some students are confirmed and the others should move as little as is worth it."""

from dataclasses import replace
from typing import Any

import numpy as np

from .optimal import optimal_matching
from .stable import stable_matching
from .types import Assignment, Market, MarketError, Numbers, check_previous

SOLVERS = {"stable": stable_matching, "optimal": optimal_matching}


class _OpenRest(Market):
    """What is left when confirmed students and their seats are gone; the bonus may lift values above the limit.

    It is not checked again: it comes from a market that was.
    """

    def __post_init__(self) -> None:
        pass


def rematch(
    market: Market, previous: Any, confirmed: Any, *, stay_bonus: int = 0, method: str = "stable"
) -> Assignment:
    """Match the students who are not confirmed on the seats that are left.

    ``previous`` [n_students] is the earlier place, -1 = none; ``confirmed`` [n_students] keep theirs, listed or not.
    ``stay_bonus`` is added to the score and the priority of (i, previous[i]). Raises MarketError.
    """
    if method not in SOLVERS:
        raise MarketError(f"method must be one of: {', '.join(SOLVERS)}.")
    earlier, kept = check_previous(market, previous, confirmed, stay_bonus)
    rest = SOLVERS[method](open_rest(market, earlier, kept, stay_bonus))
    return replace(rest, place=np.where(kept, earlier, rest.place))


def open_rest(market: Market, earlier: Numbers, kept: Numbers, stay_bonus: int) -> Market:
    """The market of who is not confirmed and of the seats that are left, with the bonus in it; as many students."""
    rows = np.flatnonzero(~kept[market.student])
    student, place = market.student[rows], market.place[rows]
    bonus = (place == earlier[student]) * np.int32(stay_bonus)
    taken = earlier[kept & (earlier >= 0)]
    owners = market.owner[taken]
    return _OpenRest(
        n_students=market.n_students,
        capacity=_less(market.capacity, taken),
        student=student,
        place=place,
        student_score=market.student_score[rows] + bonus,
        place_priority=market.place_priority[rows] + bonus,
        lottery=market.lottery,
        owner=market.owner,
        owner_capacity=_less(market.owner_capacity, owners[owners >= 0]),
    )


def _less(seats: Numbers, taken: Numbers) -> Numbers:
    return (seats - np.bincount(taken, minlength=len(seats))).astype(np.int32)
