"""The rows of the benchmark: what is measured, on which cohort, beside which peer."""

import resource
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from math import log
from typing import Any

import numpy as np

from benchmarks.instance import block, market, market_from
from placements.matching import Certificate, Market, certify, fast, optimal_matching, rematch, stable_matching
from placements.matching.candidates import find_candidates

SIZE = {"2k": 2_000, "22k": 22_000, "150k": 150_000, "1m": 1_000_000}
SOLVERS = {"stable": stable_matching, "optimal": optimal_matching}
STAY_BONUS = 150
Row = dict[str, Any]


def timed(function: Callable[..., Any], *arguments: Any, times: int = 3) -> tuple[float, Any]:
    """The least seconds of some calls, and what the last gave; a call of more than two seconds is not repeated.

    Seconds of the processor, because everything here runs on one thread and a busy machine changes them less.
    """
    seconds = []
    for _ in range(times):
        start = time.process_time()
        result = function(*arguments)
        seconds.append(time.process_time() - start)
        if seconds[-1] > 2:
            break
    return min(seconds), result


def peak_mib() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def take(way: str) -> None:
    """Solve as plain Python, or compiled and loaded."""
    if way == "plain":
        fast.available = lambda: False
        return
    for solve in SOLVERS.values():
        solve(market(200))


def candidates(size: str) -> Row:
    """Rules, scores and the 50 best of each; growth is the exponent since a cohort of an eighth."""
    cohort, eighth = block(SIZE[size]), block(SIZE[size] // 8)
    before, _ = timed(find_candidates, eighth)
    seconds, found = timed(find_candidates, cohort)
    return {"pairs": len(found), "seconds": seconds, "growth": log(seconds / before) / log(8), "peak_mib": peak_mib()}


def solved(method: str, way: str, size: str, *, owners: bool = False) -> Row:
    """Time to solve and to certify; `reading` is the time to read the pairs once."""
    take(way)
    instance = market(SIZE[size], owners=owners)
    seconds, found = timed(SOLVERS[method], instance)
    check_seconds, certificate = timed(certify, instance, found, times=1)
    reading, _ = timed(lambda: int(instance.student_score.sum()) + int(instance.place.sum()))
    proved = certificate.optimal if method == "optimal" else certificate.blocking_pairs == 0
    told = {
        "pairs": len(instance.student),
        "seconds": seconds,
        "reading": seconds / reading,
        "placed": certificate.placed,
    }
    return {**told, "proved": proved, "certify_seconds": check_seconds, "peak_mib": peak_mib()}


def against_matching(way: str, size: str) -> Row:
    """Against the package `matching`; the assignments must be the same."""
    take(way)
    instance = market(SIZE[size])
    seconds, ours = timed(stable_matching, instance, times=20)
    peak = peak_mib()
    from benchmarks.peers import matching_package

    sys.setrecursionlimit(100_000)
    peer_seconds, theirs = timed(matching_package, instance, times=1)
    same = theirs == {student: place for student, place in enumerate(ours.place.tolist()) if place >= 0}
    ratio = peer_seconds / seconds
    return {"seconds": seconds, "peer_seconds": peer_seconds, "ratio": ratio, "same": same, "peak_mib": peak}


def against_flow(way: str, size: str) -> Row:
    """Against OR-tools' min-cost flow on the whole graph; number and total must be equal.

    A peer that would take more than a minute is timed on a sixth of the students and taken to grow in proportion (~).
    """
    take(way)
    instance = market(SIZE[size])
    seconds, ours = timed(optimal_matching, instance)
    peak, certificate = peak_mib(), certify(instance, ours)
    sample = 6 if SIZE[size] > 200_000 else 1
    from benchmarks.peers import min_cost_flow_total

    peer = market(SIZE[size] // sample) if sample > 1 else instance
    peer_seconds, (placed, total) = timed(min_cost_flow_total, peer, times=1)
    peer_seconds *= sample
    told = {"seconds": seconds, "~peer_seconds" if sample > 1 else "peer_seconds": peer_seconds}
    equal = (certificate.placed, certificate.total) == certificate.bound
    if sample == 1:
        equal = equal and (placed, total) == certificate.bound
    return {**told, "ratio": peer_seconds / seconds, "equal": equal, "peak_mib": peak}


def rematching(way: str, size: str) -> Row:
    """Six in ten are confirmed and a place in fifty loses a seat, so that some are forced to move."""
    take(way)
    instance = market(SIZE[size])
    dice, previous = np.random.default_rng(1), optimal_matching(instance).place
    confirmed = (previous >= 0) & (dice.random(len(previous)) < 0.6)
    fewer, forced = _with_fewer_seats(instance, previous, confirmed, dice)
    rematched = partial(rematch, fewer, previous, confirmed, method="optimal")
    fresh, (seconds, found) = rematched(), timed(partial(rematched, stay_bonus=STAY_BONUS))
    free, peak = ~confirmed & (previous >= 0), peak_mib()
    moved = [int((run.place != previous)[free].sum()) for run in (fresh, found)]
    of_fresh, of_found = (certify(fewer, run, previous=previous, confirmed=confirmed) for run in (fresh, found))
    return {
        "seconds": seconds,
        "open": int((~confirmed).sum()),
        "forced": forced,
        "moved": moved[1],
        "moved_without_bonus": moved[0],
        "total_lost": 1 - of_found.total / of_fresh.total,
        "as_many_placed": of_found.placed == of_fresh.placed,
        "confirmed_touched": int((found.place != previous)[confirmed].sum()),
        "peak_mib": peak,
    }


def _with_fewer_seats(market: Market, previous: Any, confirmed: Any, dice: Any) -> tuple[Market, int]:
    """The market without some seats, and how many students have to move for it."""
    n_places = len(market.capacity)
    taken, kept = (np.bincount(previous[who], minlength=n_places) for who in (previous >= 0, confirmed))
    less = (dice.random(n_places) < 0.02) & (market.capacity > kept)
    capacity = (market.capacity - less).astype(np.int32)
    return replace(market, capacity=capacity), int(np.maximum(taken - capacity, 0).sum())


def whole_round(method: str, way: str, size: str) -> Row:
    """The engine's part of a round: candidates, market, assignment, certificate."""
    take(way)
    cohort = block(SIZE[size])

    def run() -> Certificate:
        instance = market_from(find_candidates(cohort), cohort, owners=True)
        found = SOLVERS[method](instance)
        return certify(instance, found)

    seconds, certificate = timed(run)
    return {"seconds": seconds, "feasible": certificate.feasible, "peak_mib": peak_mib()}


def _rows() -> dict[str, Callable[[], Row]]:
    """Each row by its name, which ends with its size."""
    rows: dict[str, Callable[[], Row]] = {}
    for size in ("22k", "150k", "1m"):
        rows[f"candidates, numpy, {size}"] = partial(candidates, size)
    for way in ("plain", "compiled"):
        rows[f"stable, {way}, against matching, 2k"] = partial(against_matching, way, "2k")
    for method in SOLVERS:
        for size in ("22k", "150k", "1m"):
            rows[f"{method}, compiled, {size}"] = partial(solved, method, "compiled", size)
        rows[f"{method}, plain, 22k"] = partial(solved, method, "plain", "22k")
        rows[f"{method} with owners, compiled, 22k"] = partial(solved, method, "compiled", "22k", owners=True)
        rows[f"{method} with owners, plain, 22k"] = partial(solved, method, "plain", "22k", owners=True)
        rows[f"whole round, {method}, compiled, 22k"] = partial(whole_round, method, "compiled", "22k")
        rows[f"whole round, {method}, plain, 22k"] = partial(whole_round, method, "plain", "22k")
    for size in ("22k", "150k", "1m"):
        rows[f"optimal, compiled, against OR-tools, {size}"] = partial(against_flow, "compiled", size)
    rows["rematching, compiled, 22k"] = partial(rematching, "compiled", "22k")
    return rows


ROWS = _rows()
