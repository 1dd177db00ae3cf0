"""What would help a student without a place: the places that were nearly possible, and the smallest change."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from .columns import Block, Numbers
from .rules import NOT_LOCATED, ROUND_RULES, refusals

NEVER = 1_000  # an effort that nobody can make; sums of others stay below it
MOST_RULES = 2
KM_A_STEP = 5
# Who gives the seat or the mentor is the company: these two rules need none that is left over.
SEATS = ("capacity.full", "mentor.none")


def _further(block: Block) -> Numbers:
    """One step for each five kilometres that the reach falls short."""
    short = np.nan_to_num(block.farthest_km) - block.requests.reach_km[:, None]
    return np.ceil(np.maximum(short, 0) / KM_A_STEP)


def _other_days(block: Block) -> Numbers:
    """Two steps for each day that would have to move."""
    missing = block.requests.weekdays[:, None] & ~block.seats.weekdays
    return 2.0 * np.bitwise_count(missing)


def _always(steps: int) -> Callable[[Block], Numbers]:
    return lambda block: np.full(block.shape, float(steps))


# Our own scale: what the school changes in the request comes before what the student still has to get, and that
# before what a company has to do. A rule that is not here cannot be helped in time.
EFFORT: Mapping[str, Callable[[Block], Numbers]] = {
    NOT_LOCATED: _always(1),
    "school.code_unsigned": _always(1),
    "place.too_far": _further,
    "days.not_offered": _other_days,
    "period.outside": _always(4),
    "attest.missing": _always(5),
    "language.missing": _always(7),
    "mentor.none": _always(6),
    "capacity.full": _always(6),
    "form.not_accepted": _always(8),
    "company.code_unsigned": _always(8),
    "recognition.none": _always(9),
    "label.none": _always(9),
}


@dataclass(frozen=True)
class Miss:
    """A row of seats that one or two rules refuse; lifting them gives the student a seat.

    ``room``: a seat with a mentor is left there after the run; else the rules ask the company for one.
    """

    row: int
    codes: tuple[str, ...]
    effort: int
    room: bool
    km: float | None = None  # from the farthest home


def misses(block: Block, seats_left: Numbers, mentors_left: Numbers, *, most: int = 5) -> Iterator[list[Miss]]:
    """For each request of a block of one programme: the nearest misses, once a site, the best help first.

    [m] are the seats that nobody holds after the run, and what the site's mentors can still take: a row that the run
    filled is none, unless a rule that refuses it asks for a seat or a mentor just the same.
    """
    masks = refusals(block, ROUND_RULES)
    codes = list(masks)
    broken = np.stack([masks[code] for code in codes])  # [rules, n, m]
    effort = _effort(block, masks)
    helps = np.ones(block.shape, bool)
    for code, left in zip(SEATS, (seats_left, mentors_left), strict=True):
        helps &= masks[code] | (left > 0)[None, :]
    room = np.minimum(seats_left, mentors_left)
    near = (broken.sum(axis=0) >= 1) & (broken.sum(axis=0) <= MOST_RULES) & (effort < NEVER) & helps
    for request in range(len(block.requests)):
        rows = np.flatnonzero(near[request])
        rows = rows[np.lexsort((rows, effort[request, rows]))]
        kept = _once(rows, block.seats.site)[:most]
        yield [
            Miss(
                int(row),
                tuple(codes[rule] for rule in np.flatnonzero(broken[:, request, row])),
                int(effort[request, row]),
                bool(room[row] > 0),
                farthest_km(block, request, row),
            )
            for row in kept
        ]


def farthest_km(block: Block, request: int, row: int) -> float | None:
    """From the farthest home, None when it or the place is not on the map."""
    km = float(block.farthest_km[request, row])
    return None if np.isnan(km) else round(km, 2)


def _effort(block: Block, masks: Mapping[str, Numbers]) -> Numbers:
    """[n, m] the steps of lifting every rule that refuses a pair, NEVER and more when one cannot be lifted."""
    total = np.zeros(block.shape)
    for code, mask in masks.items():
        total += mask * (EFFORT[code](block) if code in EFFORT else NEVER)
    return total


def _once(rows: Numbers, sites: Numbers) -> Numbers:
    """The rows without a second one of the same site."""
    _found, first = np.unique(sites[rows], return_index=True)
    return rows[np.sort(first)]
