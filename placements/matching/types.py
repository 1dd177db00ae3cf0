"""What goes into the matching engine and what comes out, checked where it enters."""

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
import numpy.typing as npt

from .checks import MarketError, flags, no_pair_twice, one_number, whole_numbers

__all__ = ["Assignment", "Certificate", "Duals", "Market", "MarketError", "check_previous"]

Numbers = npt.NDArray[Any]  # whole numbers or flags, in one row
LARGEST_INT32 = 2**31 - 1
LARGEST_VALUE = 1_000_000
LARGEST_PRICE = 2**60


@dataclass(frozen=True, eq=False)
class Market:
    """Students, places and the pairs that are eligible; E pairs, P places, O owners.

    A student prefers the higher ``student_score``, then the lower place index. Pairs rank at a place and at its owner
    by higher ``place_priority``, lower ``lottery``, higher ``student_score``, lower place index. Places that share
    people have one ``owner`` with a total of its own; -1 is no owner. Raises MarketError.
    """

    n_students: int
    capacity: Numbers  # [P] seats
    student: Numbers  # [E]
    place: Numbers  # [E]
    student_score: Numbers  # [E]
    place_priority: Numbers  # [E]
    # Without a lottery the student's index is it; without owners no place has one. Both are arrays once checked.
    lottery: Numbers = None  # type: ignore[assignment]  # [n_students] distinct, lower first
    owner: Numbers = None  # type: ignore[assignment]  # [P]
    owner_capacity: Numbers = None  # type: ignore[assignment]  # [O]

    largest_value: ClassVar[int] = LARGEST_VALUE

    def __post_init__(self) -> None:
        self._settle("n_students", one_number(self.n_students, "n_students", 0, LARGEST_INT32))
        self._settle("capacity", whole_numbers(self.capacity, "capacity", None, 0, LARGEST_INT32))
        self._settle_pairs()
        self._settle_lottery()
        self._settle_owners()

    def _settle(self, name: str, value: int | Numbers) -> None:
        object.__setattr__(self, name, value)

    def _settle_pairs(self) -> None:
        student = whole_numbers(self.student, "student", None, 0, self.n_students - 1)
        place = whole_numbers(self.place, "place", len(student), 0, len(self.capacity) - 1)
        no_pair_twice(student, place, len(self.capacity))
        self._settle("student", student)
        self._settle("place", place)
        for name in ("student_score", "place_priority"):
            values = whole_numbers(getattr(self, name), name, len(student), -self.largest_value, self.largest_value)
            self._settle(name, values)

    def _settle_lottery(self) -> None:
        drawn = np.arange(self.n_students) if self.lottery is None else self.lottery
        lottery = whole_numbers(drawn, "lottery", self.n_students, -LARGEST_INT32 - 1, LARGEST_INT32)
        if len(np.unique(lottery)) < len(lottery):
            raise MarketError("lottery holds the same number twice.")
        self._settle("lottery", lottery)

    def _settle_owners(self) -> None:
        if (self.owner is None) != (self.owner_capacity is None):
            raise MarketError("owner and owner_capacity are given together or not at all.")
        totals = [] if self.owner_capacity is None else self.owner_capacity
        owners = np.full(len(self.capacity), -1) if self.owner is None else self.owner
        owner_capacity = whole_numbers(totals, "owner_capacity", None, 0, LARGEST_INT32)
        self._settle("owner_capacity", owner_capacity)
        self._settle("owner", whole_numbers(owners, "owner", len(self.capacity), -1, len(owner_capacity) - 1))


@dataclass(frozen=True, eq=False)
class Duals:
    """Prices that prove a bound: for every pair, student + place + owner price >= reward + student_score.

    ``reward`` is what one placed student is worth beside its score. All prices are >= 0.
    """

    reward: int
    student: Numbers  # [n_students]
    place: Numbers  # [P]
    owner: Numbers  # [O]

    def __post_init__(self) -> None:
        one_number(self.reward, "reward", 0, LARGEST_PRICE)
        for name in ("student", "place", "owner"):
            prices = whole_numbers(getattr(self, name), f"{name} price", None, 0, LARGEST_PRICE, np.int64)
            object.__setattr__(self, name, prices)


@dataclass(frozen=True, eq=False)
class Assignment:
    """The place of every student, -1 = none; ``solver`` names the algorithm and its version."""

    place: Numbers  # [n_students]
    method: str | None = None
    duals: Duals | None = None
    solver: str | None = None

    def __post_init__(self) -> None:
        place = whole_numbers(self.place, "place", None, -LARGEST_INT32 - 1, LARGEST_INT32)
        object.__setattr__(self, "place", place)


@dataclass(frozen=True)
class Certificate:
    """What was checked about an assignment by code that shares nothing with the solvers.

    ``problems`` has one sentence for each thing that is wrong; ``feasible`` speaks of the assignment only, so duals
    that prove nothing are a problem of a feasible assignment. ``total`` adds student_score as given,
    ``adjusted_total`` also the stay bonus of every listed pair that was kept, confirmed ones too; the second number of
    ``bound`` limits ``adjusted_total``.
    """

    feasible: bool
    problems: list[str]
    blocking_pairs: int
    examples: list[tuple[int, int]]  # the first blocking pairs: (student, place)
    placed: int
    total: int
    bound: tuple[int, int] | None  # (most that can be placed, greatest adjusted total at that number)
    adjusted_total: int
    method: str | None
    solver: str | None

    @property
    def optimal(self) -> bool:
        """Whether the bound proves that nobody can place more, nor reach a greater total with as many."""
        return self.feasible and self.bound == (self.placed, self.adjusted_total)


def check_previous(market: Market, previous: object, confirmed: object, stay_bonus: object) -> tuple[Numbers, Numbers]:
    """The earlier places and who is confirmed there, as arrays; a confirmed student at -1 stays without a place.

    Raises MarketError when they do not fit the market or more students are confirmed than there are seats.
    """
    one_number(stay_bonus, "stay_bonus", 0, LARGEST_VALUE)
    earlier = whole_numbers(previous, "previous", market.n_students, -1, len(market.capacity) - 1)
    kept = flags(confirmed, "confirmed", market.n_students)
    taken = earlier[kept & (earlier >= 0)]
    _fits("Place", taken, market.capacity)
    owners = market.owner[taken]
    _fits("Owner", owners[owners >= 0], market.owner_capacity)
    return earlier, kept


def _fits(what: str, taken: Numbers, capacity: Numbers) -> None:
    used = np.bincount(taken, minlength=len(capacity))
    for index in np.flatnonzero(used > capacity)[:1]:
        raise MarketError(f"{what} {index} has {capacity[index]} seats and {used[index]} confirmed students.")
