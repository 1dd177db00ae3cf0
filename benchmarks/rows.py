"""What one row of the benchmark measures, on which cohort, beside which peer."""

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
from placements.matching.dual import dual_room
from placements.matching.score import WEIGHTS
from placements.matching.settle import Draft, Way, priorities, settled

SIZE = {"2k": 2_000, "22k": 22_000, "150k": 150_000, "1m": 1_000_000}
SOLVERS = {"stable": stable_matching, "optimal": optimal_matching}
STAY_BONUS = 150
LARGE = 200_000  # students; a peer is timed on a part of a larger cohort
Row = dict[str, Any]


def timed(function: Callable[..., Any], *arguments: Any, times: int = 3) -> tuple[float, Any]:
    """The least seconds of some calls, and what the last gave; a call of more than two seconds is not repeated.

    Seconds of the processor, because everything here runs on one thread and a busy machine changes them less.
    """
    seconds, result = [], None
    for _ in range(times):
        result = None  # else the peak of memory would hold two
        start = time.process_time()
        result = function(*arguments)
        seconds.append(time.process_time() - start)
        if seconds[-1] > 2:
            break
    return min(seconds), result


def peak_mib() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def take(way: str) -> None:
    """Compute in plain Python and numpy, or compiled and loaded."""
    if way == "plain":
        fast.available = lambda: False
        return
    for solve in SOLVERS.values():
        solve(market(200))


def candidates(way: str, size: str) -> Row:
    """Rules, scores and the 50 best of each; growth is the exponent since a cohort of an eighth."""
    take(way)
    cohort, eighth = block(SIZE[size]), block(SIZE[size] // 8)
    before, _ = timed(find_candidates, eighth)
    seconds, found = timed(find_candidates, cohort)
    return {"seconds": seconds, "pairs": len(found), "growth": log(seconds / before) / log(8), "peak_mib": peak_mib()}


def against_loop(way: str, size: str) -> Row:
    """Against a loop over requests and seats with geopy, timed on a sample of the requests (~)."""
    take(way)
    cohort = block(SIZE[size])
    seconds, found = timed(find_candidates, cohort)
    peak = peak_mib()
    from benchmarks.peers import loop_over_pairs

    sample = np.arange(0, len(cohort.requests), 200)
    peer_seconds, kept = timed(loop_over_pairs, cohort, sample, times=1)
    same = kept == [found.seats[found.request == row].tolist() for row in sample.tolist()]
    return {**_ratio(seconds, peer_seconds, len(cohort.requests) / len(sample)), "same": same, "peak_mib": peak}


def solved(method: str, way: str, size: str, *, owners: bool = False) -> Row:
    """Time to solve and to certify; `reading` is how many times as long as reading the pairs once."""
    take(way)
    instance = market(SIZE[size], owners=owners)
    seconds, found = timed(SOLVERS[method], instance)
    check_seconds, certificate = timed(certify, instance, found, times=1)
    reading, _ = timed(lambda: int(instance.student_score.sum()) + int(instance.place.sum()))
    proved = certificate.optimal if method == "optimal" else certificate.blocking_pairs == 0
    told = {"seconds": seconds, "pairs": len(instance.student), "reading": seconds / reading}
    proof = {"placed": certificate.placed, "proved": proved, "certify_seconds": check_seconds}
    return {**told, **proof, "peak_mib": peak_mib()}


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
    return {**_ratio(seconds, peer_seconds), "same": same, "peak_mib": peak}


def against_flow(way: str, size: str) -> Row:
    """Against OR-tools' min-cost flow on the whole graph; number and total must be equal.

    A peer that would take more than a minute is timed on a sixth of the students and taken to grow in proportion (~).
    """
    take(way)
    instance = market(SIZE[size])
    seconds, ours = timed(optimal_matching, instance)
    peak, certificate = peak_mib(), certify(instance, ours)
    sample = 6 if SIZE[size] > LARGE else 1
    from benchmarks.peers import min_cost_flow_total

    peer = market(SIZE[size] // sample) if sample > 1 else instance
    peer_seconds, found = timed(min_cost_flow_total, peer, times=1)
    equal = certificate.optimal and (sample > 1 or found == certificate.bound)
    return {**_ratio(seconds, peer_seconds, sample), "equal": equal, "peak_mib": peak}


def _ratio(seconds: float, peer_seconds: float, sample: float = 1) -> Row:
    """How many times faster than the peer; marked ~ when it was timed on one in so many."""
    name = "peer_seconds" if sample == 1 else "~peer_seconds"
    return {"seconds": seconds, name: peer_seconds * sample, "ratio": peer_seconds * sample / seconds}


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
        "moved_of_forced": moved[1] / forced,
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
    """The engine's part of a round: candidates, market with owners, assignment, mending, certificate.

    Half of what mentors can take may be dual, so that much has to be mended.
    """
    take(way)
    cohort = block(SIZE[size], owners=True)
    seats = replace(cohort.seats, mentor_seats_dual=cohort.seats.mentor_seats // 2)
    cohort = replace(cohort, seats=seats)

    def run() -> tuple[Draft, Certificate]:
        found = find_candidates(cohort)
        instance = market_from(found, cohort, owners=True)
        draft = Draft(cohort, found, instance, SOLVERS[method](instance))
        done = settled(draft, Way(method, WEIGHTS, dual_room(cohort), priorities(instance)))
        return done, certify(done.market, done.assignment)

    seconds, (done, certificate) = timed(run)
    proved = certificate.optimal if method == "optimal" else certificate.blocking_pairs == 0
    told = {"seconds": seconds, "feasible": certificate.feasible, "proved": proved, "placed": certificate.placed}
    return {**told, **done.told, "peak_mib": peak_mib()}
