"""Compiled: the search for the best seats of each request, in two turns: which they are, and then what they score.

Seats stand by programme, band of latitude and longitude, so that what is near stands together. Whether a row of seats
is allowed is a byte for each rule and kind of request, so that many seats are cut down at once.
"""

from typing import Any, NamedTuple

import numpy as np
from numba import int64, uint64

from placements.matching.columns import kilometres
from placements.matching.score import PARTS

from .kernel import inner, kernel

ROW = (1 << 32) - 1  # the bits of a key that tell the row of seats; above them stands minus the preference
COUNTED = 2  # parts of the score that are counted here, the first ones: competences and travel
TABLES = len(PARTS) - COUNTED + 1  # the other parts, and what a wished sector adds
MADE_HERE = None  # the types of arrays that are made for these kernels, so never mapped from a file
along_the_surface = inner(kilometres)


class Asked(NamedTuple):
    """n requests, as they are looked at; `row` is that of the block."""

    row: Any  # int32[n]
    home: Any  # float64[n, 2, 3] on the unit sphere, the first is located; NaN = there is no second
    weeks: Any  # float64[n, 2]
    reach: Any  # int64[n] km
    bands: Any  # int64[n, 2] the first and the last to look at
    lon: Any  # float64[n, 2] the least and the greatest to look at
    wanted: Any  # uint64[n, W]
    masks: Any  # int64[n, R] for each rule, where the bytes of this kind of request start
    values: Any  # int64[n, TABLES] where the row of this kind of request starts in each
    declined: Any  # int64[n + 1] where the declined seats of each start
    wished: Any  # int64[n + 1] where the wished seats of each start


class Offered(NamedTuple):
    """m rows of seats, as they stand; `row` is that of the block."""

    row: Any  # int32[m]
    spot: Any  # int32[rows of the block] where a row stands
    point: Any  # float64[m, 3] on the unit sphere
    lon: Any  # float64[m]
    bands: Any  # int64[bands + 1] where each starts
    missing: Any  # uint64[m, W]
    kinds: Any  # int64[m, TABLES] the column of this kind of seats


class Known(NamedTuple):
    """What rules and scores said beforehand."""

    masks: Any  # uint8[...] 1 = allowed
    values: Any  # int64[...] of the tables of scores; the last one is what a wished sector adds
    weights: Any  # int64[COUNTED + TABLES] of the parts, and 1 for the last table
    declined: Any  # int32[...] seats, where they stand
    wished: Any  # int32[...] seats, where they stand
    lifts: Any  # int64[...] what the wish for each adds


class Found(NamedTuple):
    """The columns of the candidates, to be filled in."""

    request: Any  # int32[E]
    seats: Any  # int32[E]
    parts: Any  # int16[E, 6]
    score: Any  # int32[E]
    preference: Any  # int32[E]
    km: Any  # float32[E]


@inner
def _count(bits):
    """How many bits are set."""
    bits = bits - ((bits >> uint64(1)) & uint64(0x5555555555555555))
    bits = (bits & uint64(0x3333333333333333)) + ((bits >> uint64(2)) & uint64(0x3333333333333333))
    bits = (bits + (bits >> uint64(4))) & uint64(0x0F0F0F0F0F0F0F0F)
    return int64((bits * uint64(0x0101010101010101)) >> uint64(56))


@inner
def _way(asked, offered, one, home, at):
    """Kilometres from a home."""
    east = asked.home[one, home, 0] - offered.point[at, 0]
    north = asked.home[one, home, 1] - offered.point[at, 1]
    up = asked.home[one, home, 2] - offered.point[at, 2]
    return along_the_surface(east * east + north * north + up * up)


@inner
def _ways(asked, offered, one, at):
    """Kilometres from both homes; NaN for a second one that there is not."""
    near = _way(asked, offered, one, 0, at)
    return near, _way(asked, offered, one, 1, at) if asked.home[one, 1, 0] == asked.home[one, 1, 0] else np.nan


@inner
def _mean_way(asked, one, first, second):
    """The mean over the weeks, as `Block.mean_km`."""
    if second != second and asked.weeks[one, 0] == 1:
        return first
    weeks, way = asked.weeks[one, 0], first * asked.weeks[one, 0]
    if second == second:
        weeks += asked.weeks[one, 1]
        way += second * asked.weeks[one, 1]
    return way / weeks if weeks > 0 else np.nan


@inner
def _competences(asked, offered, one, at):
    """As `score.py`: of the competences still to learn, the share that the site offers."""
    taught, wanted = 0, 0
    for word in range(asked.wanted.shape[1]):
        taught += _count(asked.wanted[one, word] & ~offered.missing[at, word])
        wanted += _count(asked.wanted[one, word])
    return int(100.0 * taught / wanted) if wanted > 0 else 100


@inner
def _travel(asked, one, km):
    """As `score.py`: 100 next door, 0 at the reach and beyond."""
    left = 100 - 100 * km / asked.reach[one]
    return int(np.floor(min(left, 100.0))) if left > 0 else 0


@inner
def _tabled(asked, offered, known, one, at, table):
    return known.values[asked.values[one, table] + offered.kinds[at, table]]


@inner
def _preference(asked, offered, known, one, at, km):
    total = known.weights[0] * _competences(asked, offered, one, at) + known.weights[1] * _travel(asked, one, km)
    for table in range(TABLES):
        total += known.weights[COUNTED + table] * _tabled(asked, offered, known, one, at, table)
    for wish in range(asked.wished[one], asked.wished[one + 1]):
        if known.wished[wish] == at:
            total += known.lifts[wish]
    return total


@inner
def _from(lon, first, end, least):
    """The first seat from `first` whose longitude is at least this."""
    while first < end:
        middle = (first + end) // 2
        if lon[middle] < least:
            first = middle + 1
        else:
            end = middle
    return first


@inner
def _allow(allowed, asked, known, one, first, end):
    """Cut a row of seats down to those that no rule refuses."""
    size = uint64(end - first)
    for spot in range(size):
        allowed[spot] = 1
    for rule in range(asked.masks.shape[1]):
        start = uint64(asked.masks[one, rule] + first)
        for spot in range(size):
            allowed[spot] &= known.masks[start + spot]
    for pair in range(asked.declined[one], asked.declined[one + 1]):
        if first <= known.declined[pair] < end:
            allowed[known.declined[pair] - first] = 0


@inner
def _sort(keys, size):
    """Few keys are soonest sorted by putting each where it belongs."""
    for number in range(1, size):
        key, at = keys[number], number
        while at > 0 and keys[at - 1] > key:
            keys[at] = keys[at - 1]
            at -= 1
        keys[at] = key


@kernel(MADE_HERE)
def choose(first, last, asked, offered, known, most, chosen, counts, written):
    """Write the keys of the best seats of these requests one after another, and how many each has; where it ends."""
    allowed = np.empty(len(offered.row), np.uint8)
    keys = np.empty(len(offered.row), np.int64)
    for one in range(first, last):
        size = 0
        for band in range(asked.bands[one, 0], asked.bands[one, 1] + 1):
            start = _from(offered.lon, offered.bands[band], offered.bands[band + 1], asked.lon[one, 0])
            end = _from(offered.lon, start, offered.bands[band + 1], asked.lon[one, 1])
            _allow(allowed, asked, known, one, start, end)
            for at in range(start, end):
                if not allowed[at - start]:
                    continue
                near, other = _ways(asked, offered, one, at)
                if near > asked.reach[one] or other > asked.reach[one]:
                    continue
                wanted = _preference(asked, offered, known, one, at, _mean_way(asked, one, near, other))
                keys[size] = (int64(-wanted) << 32) + offered.row[at]
                size += 1
        if size > most:
            keys[:most] = np.partition(keys[:size], most)[:most]
            size = most
        _sort(keys, size)
        counts[asked.row[one]] = size
        chosen[written : written + size] = keys[:size]
        written += size
    return written


@kernel(MADE_HERE)
def tell(first, last, asked, offered, known, chosen, starts, found, read):
    """Fill in what was chosen for these requests, by rising row of the block; how far the keys were read."""
    for one in range(first, last):
        row = asked.row[one]
        for to in range(starts[row], starts[row + 1]):
            key = chosen[read]
            read += 1
            at = offered.spot[key & ROW]
            near, other = _ways(asked, offered, one, at)
            km = _mean_way(asked, one, near, other)
            found.request[to], found.seats[to], found.km[to] = row, key & ROW, km
            found.parts[to, 0], found.parts[to, 1] = _competences(asked, offered, one, at), _travel(asked, one, km)
            for table in range(TABLES - 1):
                found.parts[to, COUNTED + table] = _tabled(asked, offered, known, one, at, table)
            score = 0
            for part in range(COUNTED + TABLES - 1):
                score += known.weights[part] * found.parts[to, part]
            found.score[to] = score
            found.preference[to] = -(key >> 32)
    return read
