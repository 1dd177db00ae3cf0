"""Solves a market part by part, as a round does: here one after another, or each by any worker, with the same bytes."""

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from .components import MOST_PARTS, Parts, split
from .optimal import WHOLE_UP_TO, optimal_matching, resumed, reward_of
from .rematch import open_rest, rematch
from .stable import stable_matching
from .types import Assignment, Market, Numbers, check_previous

Progress = Callable[[int, int], None]


class Earlier(NamedTuple):
    """What a re-matching keeps: the earlier places, who is confirmed there, and the bonus for staying."""

    previous: Numbers  # [n_students]
    confirmed: Numbers  # [n_students]
    stay_bonus: int = 0


def cut(market: Market, earlier: Earlier | None = None) -> tuple[Parts, int]:
    """The parts of a market, and the reward that they share; of what is open only, when matched before."""
    rest = market
    if earlier is not None:
        kept = check_previous(market, *earlier)
        rest = open_rest(market, *kept, earlier.stay_bonus)
    return split(rest, len(rest.student) // MOST_PARTS), reward_of(rest)


def solve_part(parts: Parts, part: int, method: str, reward: int) -> Assignment:
    """One part of a market, by the method "stable" or "optimal"."""
    if method == "stable":
        return stable_matching(parts.market(part))
    return optimal_matching(parts.market(part), reward=reward)


def put_together(parts: Parts, assignments: list[Assignment], earlier: Earlier | None = None) -> Assignment:
    """The assignment of the whole market; who is confirmed stays."""
    found = parts.joined(assignments)
    if earlier is None:
        return found
    return replace(found, place=np.where(earlier.confirmed, earlier.previous, found.place))


def solve_in_parts(
    market: Market, method: str, earlier: Earlier | None = None, progress: Progress = lambda done, total: None
) -> Assignment:
    """Solve one part after another, the largest first; `progress` hears how many parts are done.

    A stable market that is not large is not cut: that would take more time and memory than solving it.
    """
    if method == "stable" and len(market.student) <= WHOLE_UP_TO:
        whole = stable_matching(market) if earlier is None else rematch(market, *earlier[:2], stay_bonus=earlier[2])
        progress(1, 1)
        return whole
    parts, reward = cut(market, earlier)
    found: list[Assignment] = []
    for part in range(len(parts)):
        progress(part, len(parts))
        found.append(solve_part(parts, part, method, reward))
    progress(len(parts), len(parts))
    return put_together(parts, found, earlier)


def solve_on(market: Market, method: str, before: Assignment, earlier: Earlier | None = None) -> Assignment:
    """Solve a market that has other pairs than the one that `before` solved, and is else the same.

    By the method "optimal" only what the change touches.
    """
    if method == "stable":
        return solve_in_parts(market, method, earlier)
    if earlier is None:
        return resumed(market, before)
    rest = open_rest(market, *check_previous(market, *earlier), earlier.stay_bonus)
    found = resumed(rest, replace(before, place=np.where(earlier.confirmed, -1, before.place)))
    return replace(found, place=np.where(earlier.confirmed, earlier.previous, found.place))
