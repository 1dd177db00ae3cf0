"""Who is served first in a round: named priority policies and the draw of the lottery."""

from hashlib import sha256

import numpy as np

from .columns import Numbers

LOTTERY = "lottery"  # all alike, the draw decides
DAYS_LEFT = "days_left"  # the fewest training days left under R08 first, then the draw
NO_CLOCK = 1_000  # training days left of somebody who is under no term


def draw(ids: Numbers, seed: int) -> Numbers:
    """[n] lottery numbers 0 ... n-1: the rank of SHA-256("seed:id"), so that anybody can draw them again."""
    drawn = [sha256(f"{seed}:{number}".encode()).digest() for number in ids.tolist()]
    numbers = np.empty(len(drawn), np.int64)
    numbers[sorted(range(len(drawn)), key=drawn.__getitem__)] = np.arange(len(drawn))
    return numbers


def priorities(policy: str, days_left: Numbers) -> Numbers:
    """[n] the priority of each request under a policy, higher = served first."""
    if policy == LOTTERY:
        return np.zeros(len(days_left), np.int64)
    if policy == DAYS_LEFT:
        return NO_CLOCK - np.clip(days_left, 0, NO_CLOCK)
    raise ValueError(f"There is no priority policy named {policy}.")
