"""Student-proposing deferred acceptance with seats per place and a total per owner."""

from . import fast
from .desk import propose_one_by_one
from .rows import preference_rows
from .types import Assignment, Market, Numbers
from .waves import everybody_waits, propose_in_waves

SOLVER = "deferred acceptance, version 2"
COMPILED = "deferred acceptance, compiled, version 2"


def stable_matching(market: Market) -> Assignment:
    """The student-optimal stable assignment: each student proposes down the list, refusals are final.

    From the pairs that were offered to its places an owner keeps the best that fit the seats and its total. A pair it
    lets go is never wanted back, so the order of proposing does not matter: in waves, one by one, or compiled.
    """
    if fast.available():
        from .fast.stable import assigned_places

        return Assignment(assigned_places(market), "stable", solver=COMPILED)
    return Assignment(_assigned_places(market), "stable", solver=SOLVER)


def _assigned_places(market: Market) -> Numbers:
    standing = everybody_waits(market, preference_rows(market))
    propose_in_waves(standing)
    return propose_one_by_one(standing)
