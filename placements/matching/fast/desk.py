"""Compiled: heaps of who is held at a place, and of the places of an owner; the lowest rank is on top.

A rank is a number that is lower when it is served first. Functions take plain arrays, not a tuple of them.
"""

import numpy as np
from numba import int64

from .kernel import inner, maker

EMPTY = -(1 << 62)  # the rank on top of a place without anybody


@inner
def push(rank, who, first, size, new_rank, student):
    """Put one more on the heap that starts at `first` and holds `size`."""
    at = size
    while at > 0 and rank[first + (at - 1) // 2] < new_rank:
        parent = (at - 1) // 2
        rank[first + at], who[first + at] = rank[first + parent], who[first + parent]
        at = parent
    rank[first + at], who[first + at] = new_rank, student


@inner
def pop_top(rank, who, first, size):
    """Take the one on top away; the heap holds one less."""
    size, at = size - 1, 0
    new_rank, student = rank[first + size], who[first + size]
    while 2 * at + 1 < size:
        child = 2 * at + 1
        if child + 1 < size and rank[first + child + 1] > rank[first + child]:
            child += 1
        if rank[first + child] <= new_rank:
            break
        rank[first + at], who[first + at] = rank[first + child], who[first + child]
        at = child
    rank[first + at], who[first + at] = new_rank, student


@inner
def settle(tops, branch, where, first, size, place):
    """Put a place whose top has changed where it belongs in the heap of its owner's places."""
    top = tops[place]
    at = where[place] - first
    while at > 0 and tops[branch[first + (at - 1) // 2]] < top:
        _put(branch, where, first + at, branch[first + (at - 1) // 2])
        at = (at - 1) // 2
    while 2 * at + 1 < size:
        child = 2 * at + 1
        if child + 1 < size and tops[branch[first + child + 1]] > tops[branch[first + child]]:
            child += 1
        if tops[branch[first + child]] <= top:
            break
        _put(branch, where, first + at, branch[first + child])
        at = child
    _put(branch, where, first + at, place)


@maker
def positions(places, n_places):
    """[P] where each place stands in `places`; 0 for one without an owner."""
    where = np.zeros(n_places, np.int64)
    for position in range(len(places)):
        where[places[position]] = position
    return where


@inner
def _put(branch, where, at, place):
    branch[at] = place
    where[place] = at


@inner
def rank_of(priority, lottery):
    """Higher priority first, then lower lottery."""
    return (int64(-priority) << 32) + int64(lottery)
