"""Who is served first in a round: named priority policies and the draw of the lottery."""

from hashlib import sha256
from typing import NamedTuple

import numpy as np

from .columns import Numbers

LOTTERY = "lottery"  # all alike, the draw decides
DAYS_LEFT = "days_left"  # the fewest training days left under R08 first, then the draw
SCHOOLS_IN_TURN = "schools_in_turn"  # the first of every school, then the second of every school, by the draw
NO_CLOCK = 1_000  # training days left of somebody who is under no term


class Serving(NamedTuple):
    """In which order the requests are served: by higher priority, then by lower lottery number; no two are equal."""

    priority: Numbers  # [n]
    lottery: Numbers  # [n] 0 ... n-1, each once


def serving(policy: str, ids: Numbers, *, seed: int, schools: Numbers, days_left: Numbers) -> Serving:
    """The order of serving of requests `ids` [n] under a policy; raises ValueError for an unknown one."""
    lottery = draw(ids, seed)
    if policy == SCHOOLS_IN_TURN:
        return Serving(np.zeros(len(ids), np.int64), in_turn(lottery, schools, seed))
    return Serving(priorities(policy, days_left), lottery)


def draw(ids: Numbers, seed: int) -> Numbers:
    """[n] lottery numbers 0 ... n-1: the rank of the lots, so that who knows the ids can draw them again."""
    drawn = [lot(seed, number) for number in ids.tolist()]
    numbers = np.empty(len(drawn), np.int64)
    numbers[sorted(range(len(drawn)), key=drawn.__getitem__)] = np.arange(len(drawn))
    return numbers


def lot(seed: int, number: int) -> str:
    """What the request or school of this id draws: SHA-256("seed:id") in hexadecimals, the lowest is served first."""
    return sha256(f"{seed}:{number}".encode()).hexdigest()


def in_turn(lottery: Numbers, schools: Numbers, seed: int) -> Numbers:
    """[n] places 0 ... n-1 in the row: the k-th student of every school stands before the k+1-th of any.

    Within a school the students' draw decides, within a turn the draw of the schools' ids with the same seed.
    """
    ids, school = np.unique(schools, return_inverse=True)
    order = np.lexsort((draw(ids, seed)[school], _turns(lottery, school)))
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order))
    return place


def _turns(lottery: Numbers, school: Numbers) -> Numbers:
    """[n] how many students of the same school were drawn before."""
    order = np.lexsort((lottery, school))
    starts = np.flatnonzero(np.diff(school[order], prepend=-1))
    turns = np.empty(len(order), np.int64)
    turns[order] = np.arange(len(order)) - np.repeat(starts, np.diff(np.append(starts, len(order))))
    return turns


def priorities(policy: str, days_left: Numbers) -> Numbers:
    """[n] the priority of each request under a policy that ranks by it, higher = served first."""
    if policy == LOTTERY:
        return np.zeros(len(days_left), np.int64)
    if policy == DAYS_LEFT:
        return NO_CLOCK - np.clip(days_left, 0, NO_CLOCK)
    raise ValueError(f"There is no priority policy named {policy}.")
