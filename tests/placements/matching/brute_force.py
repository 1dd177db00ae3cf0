"""The engine's definitions, spelled out over every assignment of a small market; an oracle for the engine."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

Pair = tuple[int, int]


@dataclass
class Case:
    """A market with the arguments of a re-matching, in plain Python; values are adjusted by the bonus."""

    market: object
    previous: list[int]
    confirmed: list[bool]
    stay_bonus: int = 0

    def __post_init__(self):
        market = self.market
        self.capacity, self.owner = market.capacity.tolist(), market.owner.tolist()
        self.owner_capacity, self.lottery = market.owner_capacity.tolist(), market.lottery.tolist()
        self.score: dict[Pair, int] = {}
        self.priority: dict[Pair, int] = {}
        for row in range(len(market.student)):
            pair = int(market.student[row]), int(market.place[row])
            bonus = self.stay_bonus if self.previous[pair[0]] == pair[1] else 0
            self.score[pair] = int(market.student_score[row]) + bonus
            self.priority[pair] = int(market.place_priority[row]) + bonus

    def assignments(self) -> Iterator[tuple[int, ...]]:
        """Every feasible assignment that keeps the confirmed students."""
        choices = [
            [self.previous[s]] if self.confirmed[s] else [-1, *(p for t, p in self.score if t == s)]
            for s in range(self.market.n_students)
        ]
        return (places for places in product(*choices) if self._fits(places))

    def _fits(self, places) -> bool:
        owners = [self.owner[p] for p in places if p >= 0]
        return all(places.count(p) <= seats for p, seats in enumerate(self.capacity)) and all(
            owners.count(o) <= total for o, total in enumerate(self.owner_capacity)
        )

    def taste(self, student: int, place: int) -> tuple:
        """Greater = the student prefers it."""
        return (-1, 0, 0) if place < 0 else (0, self.score[student, place], -place)

    def standing(self, pair: Pair) -> tuple:
        """Greater = served first."""
        return self.priority[pair], -self.lottery[pair[0]], self.score[pair], -pair[1]

    def blocking(self, places) -> set[Pair]:
        held = [(s, p) for s, p in enumerate(places) if p >= 0 and not self.confirmed[s]]
        return {pair for pair in self.score if self._blocks(pair, places, held)}

    def _blocks(self, pair: Pair, places, held: list[Pair]) -> bool:
        s, p = pair
        if self.confirmed[s] or self.taste(s, p) <= self.taste(s, places[s]):
            return False
        owner = self.owner[p]
        if list(places).count(p) >= self.capacity[p]:
            rivals = [other for other in held if other[1] == p]
        elif owner >= 0 and sum(self.owner[q] == owner for q in places if q >= 0) >= self.owner_capacity[owner]:
            rivals = [other for other in held if self.owner[other[1]] == owner]
        else:
            return True
        return bool(rivals) and self.standing(pair) > min(map(self.standing, rivals))

    def stable(self) -> list[tuple[int, ...]]:
        return [places for places in self.assignments() if not self.blocking(places)]

    def worth(self, places) -> tuple[int, int]:
        """(placed, adjusted total)."""
        total = sum(self.score.get((s, p), 0) for s, p in enumerate(places))
        return sum(p >= 0 for p in places), total


def fresh(market) -> Case:
    return Case(market, [-1] * market.n_students, [False] * market.n_students)
