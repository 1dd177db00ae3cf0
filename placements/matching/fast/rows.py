"""Compiled: the pairs of each student, handed out from the most wanted to the least.

A row that stands in order is walked. Another is looked through for its first proposals, which are mostly all there are,
and becomes a heap after that.
"""

import numpy as np
from numba import int64

from .kernel import INT32, inner, kernel

IN_ORDER = -1  # instead of the number of pairs that a heap still has
UNSEEN = -2
HIGHEST, LOWEST = 1 << 62, -(1 << 62)
OFTEN = UNSEEN - 8  # looked through eight times


@kernel((INT32, int64))
def starts_of(student, n_students):
    """[n + 1] where each student's row starts; the last is -1 when the pairs are not grouped by rising student."""
    start = np.zeros(n_students + 1, np.int64)
    last = -1
    for pair in range(len(student)):
        if student[pair] < last:
            start[n_students] = -1
            return start
        while last < student[pair]:
            last += 1
            start[last] = pair
    start[last + 1 :] = len(student)
    return start


@kernel((INT32, int64))
def grouped_by(student, n_students):
    """The order that puts the pairs by rising student, for the rest as they stand."""
    following = np.zeros(n_students + 1, np.int64)
    for pair in range(len(student)):
        following[student[pair] + 1] += 1
    for number in range(n_students):
        following[number + 1] += following[number]
    order = np.empty(len(student), np.int64)
    for pair in range(len(student)):
        order[following[student[pair]]] = pair
        following[student[pair]] += 1
    return order


@inner
def next_pair(heap, left, latest, first, end, score, place, student):
    """The most wanted pair that was not handed out yet; -1 at the end of the row."""
    if left[student] == UNSEEN and _in_order(score, place, first, end):
        left[student], latest[student] = IN_ORDER, first - 1
    if left[student] == IN_ORDER:
        latest[student] += 1
        return latest[student] if latest[student] < end else -1
    if left[student] == OFTEN:
        left[student] = _heapify(heap, score, place, first, end, latest[student])
    if left[student] >= 0:
        return _pop(heap, left, score, place, first, student)
    bound = HIGHEST if left[student] == UNSEEN else _key(score, place, latest[student])
    left[student] -= 1
    latest[student] = _best_below(score, place, first, end, bound)
    return latest[student]


@inner
def _key(score, place, pair):
    return (int64(score[pair]) << 32) - place[pair]


@inner
def _best_below(score, place, first, end, bound):
    """The most wanted pair of a row that is wanted less than the bound, -1 = none."""
    best, found = LOWEST, -1
    for pair in range(first, end):
        key = _key(score, place, pair)
        if best < key < bound:
            best, found = key, pair
    return found


@inner
def _before(score, place, pair, other):
    """Whether a pair is wanted more: higher score, then lower place."""
    return score[pair] > score[other] or (score[pair] == score[other] and place[pair] < place[other])


@inner
def _in_order(score, place, first, end):
    pair = first + 1
    while pair < end and _before(score, place, pair - 1, pair):
        pair += 1
    return pair >= end


@inner
def _heapify(heap, score, place, first, end, latest):
    """Make a heap of what is wanted less than the latest pair; its size. At the end of a row it is empty."""
    size, bound = 0, _key(score, place, latest) if latest >= 0 else LOWEST
    for pair in range(first, end):
        if _key(score, place, pair) < bound:
            heap[first + size] = pair
            size += 1
    for top in range(size // 2 - 1, -1, -1):
        _sink(heap, score, place, first, size, top)
    return size


@inner
def _pop(heap, left, score, place, first, student):
    size = left[student] - 1
    if size < 0:
        return -1
    pair = heap[first]
    heap[first] = heap[first + size]
    left[student] = size
    _sink(heap, score, place, first, size, 0)
    return pair


@inner
def _sink(heap, score, place, first, size, at):
    """Let the pair at this position of a heap sink to where it belongs."""
    pair = heap[first + at]
    while 2 * at + 1 < size:
        child = 2 * at + 1
        if child + 1 < size and _before(score, place, heap[first + child + 1], heap[first + child]):
            child += 1
        if _before(score, place, pair, heap[first + child]):
            break
        heap[first + at] = heap[first + child]
        at = child
    heap[first + at] = pair
