"""What a match costs, and what nearly fits: the reasons behind a choice, as codes and numbers."""

from dataclasses import dataclass

import numpy as np

from .columns import Block, Numbers
from .rules import refusals
from .score import PARTS, WEIGHTS, Pairs, part_scores, weighted

TOO_FAR = "place.too_far"
ENOUGH_SEATS = 3


@dataclass(frozen=True)
class Reason:
    """One part score with the points that it costs: weight x what is missing to 100."""

    part: str
    score: int
    cost: int


@dataclass(frozen=True)
class NearMiss:
    """A row of seats that few rules refuse, with their codes and its score if it were a match."""

    row: int
    codes: tuple[str, ...]
    score: int


def reasons(parts: dict[str, int], weights: tuple[int, ...] = WEIGHTS) -> list[Reason]:
    """The part scores of a match, the one that costs most first."""
    weight = dict(zip(PARTS, weights, strict=True))
    told = [Reason(part, score, weight[part] * (100 - score)) for part, score in parts.items()]
    return sorted(told, key=lambda reason: -reason.cost)


def near_misses(block: Block, *, weights: tuple[int, ...] = WEIGHTS, most_rules: int = 2) -> list[NearMiss]:
    """For a block of one request: the seats that at most `most_rules` rules refuse, the fewest rules first."""
    masks = {code: mask[0] for code, mask in refusals(block).items()}
    broken = sum(mask.astype(np.int64) for mask in masks.values())
    rows = np.flatnonzero((broken >= 1) & (broken <= most_rules))
    score = weighted(part_scores(Pairs(block, np.zeros(len(rows), np.int64), rows)), weights)
    order = np.lexsort((rows, -score, broken[rows]))
    return [NearMiss(int(rows[i]), _failing(masks, rows[i]), int(score[i])) for i in order]


def _failing(masks: dict[str, Numbers], row: int) -> tuple[str, ...]:
    return tuple(code for code, mask in masks.items() if mask[row])


def wider_reach(block: Block) -> tuple[int, int] | None:
    """For a block of one request: the reach in km that would add some places, and how many; None when none would.

    The smallest whole number of km that adds at least three places, or all that there are.
    """
    masks = {code: mask[0] for code, mask in refusals(block).items()}
    others = np.any([mask for code, mask in masks.items() if code != TOO_FAR], axis=0)
    rows = np.flatnonzero(masks[TOO_FAR] & ~others)
    if not len(rows):
        return None
    rows = rows[np.argsort(block.farthest_km[0, rows])]
    km = np.ceil(block.farthest_km[0, rows]).astype(int)
    seats = _seats_at(block, rows)
    enough = min(int(np.searchsorted(seats, ENOUGH_SEATS)), len(rows) - 1)
    last = int(np.searchsorted(km, km[enough], side="right")) - 1
    return int(km[enough]), int(seats[last])


def _seats_at(block: Block, rows: Numbers) -> Numbers:
    """Seats of these rows added up."""
    total: Numbers = np.cumsum(block.seats.seats[rows])
    return total
