"""From where the optimal solver sets out: nobody seated, or the optimum of a market with other pairs."""

from dataclasses import dataclass

import numpy as np

from .types import Assignment, Market, Numbers


@dataclass(frozen=True, eq=False)
class Start:
    """Seats and prices that fit together for everybody but those who are `out`: they leave and are let in again."""

    place: Numbers  # int32[n], -1 = none
    joy: Numbers  # int64[n] the price of each student
    price: Numbers  # int64[P], the owner's toll included
    toll: Numbers  # int64[O]
    out: Numbers  # bool[n]


def nobody_seated(market: Market) -> Start:
    """Everybody who is in a pair has to be let in."""
    out = np.zeros(market.n_students, bool)
    out[market.student] = True
    sizes = (market.n_students, len(market.capacity), len(market.owner_capacity))
    joy, price, toll = (np.zeros(size, np.int64) for size in sizes)
    return Start(np.full(market.n_students, -1, np.int32), joy, price, toll, out)


def seated_before(market: Market, before: Assignment) -> Start:
    """As in the optimum of a market with the same students, places and owners, as many seats, and other pairs.

    Out are those whose pair is no longer there, and those with a pair that the prices do not cover.
    """
    duals = before.duals
    assert duals is not None  # noqa: S101 -- the optimal solver always gives them
    price = duals.place + np.append(duals.owner, 0)[market.owner]
    uncovered = duals.student[market.student] + price[market.place] < duals.reward + market.student_score
    out = before.place >= 0
    out[market.student[before.place[market.student] == market.place]] = False
    out[market.student[uncovered]] = True
    return Start(before.place, duals.student, price, duals.owner, out)
