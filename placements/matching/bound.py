"""The bound that the duals prove, by weak duality and exact integers."""

import numpy as np

from .claim import Claim
from .types import Duals, MarketError, Numbers

Bound = tuple[int, int] | None


def bound(claim: Claim, duals: Duals | None) -> tuple[Bound, list[str]]:
    """(most that can be placed, greatest total at that number) and why there is none.

    When every open pair is covered by the prices of its student, place and owner, the sum of prices times seats is at
    least reward x placed + total for every assignment there is. The total counts the stay bonus of listed pairs.
    """
    if duals is None:
        return None, []
    doubts = _doubts(claim, duals)
    return (None, doubts) if doubts else (_with_confirmed(claim, _open_bound(claim, duals)), [])


def _doubts(claim: Claim, duals: Duals) -> list[str]:
    market = claim.market
    sizes = (market.n_students, len(market.capacity), len(market.owner_capacity))
    if sizes != (len(duals.student), len(duals.place), len(duals.owner)):
        raise MarketError("The duals have another size than the market.")
    worth = _worth(claim, duals)
    if (worth <= 0).any():
        return ["The reward in the duals is too small to prove how many can be placed."]
    uncovered = int((_prices(claim, duals) < worth).sum())
    return [f"The duals leave {uncovered} pairs uncovered, so they prove nothing."] if uncovered else []


def _worth(claim: Claim, duals: Duals) -> Numbers:
    return duals.reward + claim.score[claim.is_open].astype(np.int64)


def _prices(claim: Claim, duals: Duals) -> Numbers:
    student, place = claim.market.student[claim.is_open], claim.market.place[claim.is_open]
    tolls = np.append(duals.owner, 0)  # -1, no owner, takes nothing
    prices: Numbers = duals.student[student] + duals.place[place] + tolls[claim.market.owner[place]]
    return prices


def _open_bound(claim: Claim, duals: Duals) -> tuple[int, int]:
    worth = _worth(claim, duals)
    if not worth.size:
        return 0, 0
    prices = sum(duals.student.tolist()) + _times(claim.seats, duals.place) + _times(claim.totals, duals.owner)
    most = prices // int(worth.min())
    return most, prices - duals.reward * most


def _times(seats: Numbers, prices: Numbers) -> int:
    return sum(seat * price for seat, price in zip(seats.tolist(), prices.tolist(), strict=True))


def _with_confirmed(claim: Claim, proved: tuple[int, int]) -> tuple[int, int]:
    student, place = claim.market.student, claim.market.place
    kept = ~claim.is_open & (claim.previous[student] == place)
    return proved[0] + len(claim.kept_places), proved[1] + int(claim.score[kept].sum())
