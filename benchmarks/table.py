"""The rows of the benchmark in the order of our goals, each with the figures to reach."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from benchmarks import rows
from benchmarks.city import WAYS, city_round
from benchmarks.rows import Row

SIZES = ("22k", "150k", "1m")


class Measure(NamedTuple):
    """How a row is measured, and its goals: a figure by its name, at most (or `least`: at least) so much, or True."""

    take: Callable[[], Row]
    most: dict[str, float] = {}
    least: dict[str, float] = {}

    def missed(self, row: Row) -> list[str]:
        """The goals that a measured row does not reach."""
        above = [f"{name} <= {limit:g}" for name, limit in self.most.items() if row[name] > limit]
        return above + [f"{name} >= {limit:g}" for name, limit in self.least.items() if row[name] < limit]


def _measures() -> dict[str, Measure]:
    """Each row by its name, which ends with its size."""
    found: dict[str, Measure] = {}
    found |= _candidates()
    found |= _stable()
    found |= _optimal()
    found["re-matching, compiled, 22k"] = Measure(
        partial(rows.rematching, "compiled", "22k"),
        most={"seconds": 0.1, "moved_of_forced": 2, "total_lost": 0.002, "confirmed_touched": 0},
        least={"as_many_placed": True},
    )
    for method in rows.SOLVERS:
        for way in WAYS:
            with_owners = partial(rows.solved, method, way, "22k", owners=True)
            found[f"{method} with owners, {way}, 22k"] = Measure(with_owners, least={"proved": True})
    for method in rows.SOLVERS:
        for way in WAYS:
            engine = partial(rows.whole_round, method, way, "22k")
            found[f"engine part of a round, {method}, {way}, 22k"] = Measure(
                engine, most={"seconds": 3, "peak_mib": 300}, least={"proved": True}
            )
    goals = {"wall_seconds": 15, "engine_seconds": 3, "peak_mib": 300}
    both = {f"{way}_{name}": goal for way in WAYS for name, goal in goals.items()}
    found["round from database to database, 22k"] = Measure(
        city_round, most=both, least={f"{way}_proved": True for way in WAYS}
    )
    return found


def _candidates() -> dict[str, Measure]:
    goals = {"plain, 22k": 0.6, "compiled, 22k": 0.05, "compiled, 1m": 4}
    found = {}
    for way in ("plain", "compiled"):
        for size in SIZES:
            most = {"growth": 1.2} if size != "22k" else {}
            if goal := goals.get(f"{way}, {size}"):
                most["seconds"] = goal
            found[f"candidates, {way}, {size}"] = Measure(partial(rows.candidates, way, size), most=most)
        loop = partial(rows.against_loop, way, "22k")
        found[f"candidates, {way}, against a loop with geopy, 22k"] = Measure(loop, least={"same": True})
    return found


def _stable() -> dict[str, Measure]:
    found = {}
    for way, ratio in {"plain": 300, "compiled": 5_000}.items():
        against = partial(rows.against_matching, way, "2k")
        found[f"stable, {way}, against matching, 2k"] = Measure(against, least={"ratio": ratio, "same": True})
    for way, size, goal in (
        ("plain", "22k", 0.3),
        ("compiled", "22k", 0.01),
        ("compiled", "150k", 1),
        ("compiled", "1m", 0.3),
    ):
        solved = partial(rows.solved, "stable", way, size)
        found[f"stable, {way}, {size}"] = Measure(solved, most={"seconds": goal}, least={"proved": True})
    return found


def _optimal() -> dict[str, Measure]:
    found = {}
    for size in SIZES:
        against = partial(rows.against_flow, "compiled", size)
        most = {"22k": {"seconds": 1.2}, "1m": {"seconds": 90, "peak_mib": 4096}}.get(size, {})
        found[f"optimal, compiled, against OR-tools, {size}"] = Measure(against, most, {"ratio": 3, "equal": True})
    return found


MEASURES = _measures()
