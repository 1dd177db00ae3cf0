"""What makes an assignment impossible, one sentence for each thing that is wrong."""

from collections.abc import Iterator

import numpy as np

from .claim import Claim
from .types import Numbers


def problems_of(claim: Claim) -> list[str]:
    return [*_no_such_place(claim), *_not_listed(claim), *_moved(claim), *_too_many(claim)]


def _no_such_place(claim: Claim) -> Iterator[str]:
    for student in np.flatnonzero((claim.given != claim.assigned) & (claim.given != -1)):
        yield f"Student {student} is sent to place {claim.given[student]}, which does not exist."


def _not_listed(claim: Claim) -> Iterator[str]:
    listed = np.zeros(claim.market.n_students, bool)
    listed[claim.market.student[claim.sits]] = True
    for student in np.flatnonzero((claim.assigned >= 0) & ~listed & ~claim.confirmed):
        yield f"Student {student} sits at place {claim.assigned[student]}, but that pair is not listed."


def _moved(claim: Claim) -> Iterator[str]:
    for student in np.flatnonzero(claim.confirmed & (claim.given != claim.previous)):
        yield f"Student {student} is confirmed at {claim.previous[student]} and is sent to {claim.given[student]}."


def _too_many(claim: Claim) -> Iterator[str]:
    places = claim.assigned[claim.assigned >= 0]
    yield from _above("Place", claim.per_place(places), claim.market.capacity)
    yield from _above("Owner", claim.per_owner(places), claim.market.owner_capacity)


def _above(what: str, used: Numbers, capacity: Numbers) -> Iterator[str]:
    for index in np.flatnonzero(used > capacity):
        yield f"{what} {index} has {used[index]} students and {capacity[index]} seats."
