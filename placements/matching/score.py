"""How well a request and seats fit: part scores 0-100, their weighted sum, and what the student prefers."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from .columns import DUAL, Block, Numbers

PARTS = ("competences", "travel", "period", "mentor", "label", "support")
WEIGHTS = (35, 20, 15, 10, 10, 10)  # our choice; the figures match_weight_... replace them
LABELS = np.array([0, 50, 80, 100])  # none, provisional, label, with distinction
SECTOR = 500  # a wished sector counts as five points of the weighted sum
WISH = 10_000 + SECTOR + 1  # a wished site comes before every other: one step is more than all the rest together
MOST_WISHES = 20


@dataclass(frozen=True, eq=False)
class Pairs:
    """E pairs of a block: `rows` of requests with `columns` of seats."""

    block: Block
    rows: Numbers
    columns: Numbers

    def asked(self, name: str) -> Numbers:
        """[E] a column of the requests."""
        column: Numbers = getattr(self.block.requests, name)[self.rows]
        return column

    def offered(self, name: str) -> Numbers:
        """[E] a column of the seats."""
        column: Numbers = getattr(self.block.seats, name)[self.columns]
        return column

    @cached_property
    def km(self) -> Numbers:
        """[E] the mean distance over the weeks, NaN when not located."""
        return self.block.mean_km(self.rows, self.columns)


def part_scores(pairs: Pairs) -> Numbers:
    """[E, 6] whole numbers 0-100, in the order of PARTS; they mean something for pairs that are no match too."""
    return np.stack([part(pairs) for part in PART_SCORES], axis=1).astype(np.int64)


def weighted(parts: Numbers, weights: tuple[int, ...] = WEIGHTS) -> Numbers:
    """[E] the sum of weight x part: 0-10,000 when the weights sum to 100."""
    total: Numbers = parts @ np.array(weights, np.int64)
    return total


def preference(pairs: Pairs, score: Numbers) -> Numbers:
    """[E] what the student wants most: wished sites by their rank, then the score; a wished sector lifts it."""
    rank = _wished_rank(pairs)
    lift = np.where(rank > 0, WISH * (MOST_WISHES + 1 - np.minimum(rank, MOST_WISHES)), 0)
    in_sector = (pairs.asked("sectors") & pairs.offered("sector")) != 0
    return score + lift + SECTOR * in_sector


def _wished_rank(pairs: Pairs) -> Numbers:
    """[E] 1 for the first wish ..., 0 for a site that was not wished."""
    wishes = pairs.block.wishes
    if not len(wishes):
        return np.zeros(len(pairs.rows), np.int64)
    wished = _key(wishes[:, 0], wishes[:, 1])
    order = np.argsort(wished)
    keys = _key(pairs.asked("id"), pairs.offered("site"))
    found = order[np.minimum(np.searchsorted(wished, keys, sorter=order), len(order) - 1)]
    return np.where(wished[found] == keys, wishes[found, 2], 0)


def _key(request: Numbers, site: Numbers) -> Numbers:
    return request * np.int64(2**31) + site


def _share(part: Numbers, whole: Numbers) -> Numbers:
    """100 x part / whole rounded down, 100 where there is no whole."""
    return np.where(whole > 0, 100 * part // np.maximum(whole, 1), 100)


def _count(masks: Numbers) -> Numbers:
    return np.bitwise_count(masks).astype(np.int64)


def _competences(pairs: Pairs) -> Numbers:
    """Of the competences still to learn, the share that the site offers."""
    wanted = pairs.asked("wanted")
    return _share(_count(wanted & ~pairs.offered("missing")).sum(axis=1), _count(wanted).sum(axis=1))


def _travel(pairs: Pairs) -> Numbers:
    """100 next door, 0 at the reach and beyond, and where the distance is not known."""
    left = 100 - 100 * np.nan_to_num(pairs.km, nan=np.inf) / pairs.asked("reach_km")
    return np.floor(np.clip(left, 0, 100)).astype(np.int64)


def _period(pairs: Pairs) -> Numbers:
    """The mean of two overlaps, of the days and of the weekdays: what both have over what either has."""
    starts_on, ends_on = ((pairs.asked(name), pairs.offered(name)) for name in ("starts_on", "ends_on"))
    both = np.maximum(np.minimum(*ends_on) - np.maximum(*starts_on) + 1, 0)
    either = np.maximum(*ends_on) - np.minimum(*starts_on) + 1
    asked, offered = pairs.asked("weekdays"), pairs.offered("weekdays")
    return (_share(both, either) + _share(_count(asked & offered), _count(asked | offered))) // 2


def _mentor(pairs: Pairs) -> Numbers:
    """Half for mentors with room for every place, half for mentors who are trained."""
    dual = (pairs.asked("form") & DUAL) != 0
    seats = np.where(dual, pairs.offered("mentor_seats_dual"), pairs.offered("mentor_seats"))
    places = pairs.offered("places")
    return (_share(np.minimum(seats, places), places) + pairs.offered("trained_percent")) // 2


def _label(pairs: Pairs) -> Numbers:
    return LABELS[pairs.offered("label")]


def _support(pairs: Pairs) -> Numbers:
    """Half for speaking the languages that are asked, half for the practical needs that the site can meet."""
    speaks = (pairs.offered("languages") & ~pairs.asked("languages")) == 0
    needs = pairs.asked("needs")
    return (100 * speaks + _share(_count(needs & pairs.offered("supports")), _count(needs))) // 2


PART_SCORES = (_competences, _travel, _period, _mentor, _label, _support)  # in the order of PARTS
