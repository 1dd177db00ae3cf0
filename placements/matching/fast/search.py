"""Compiled: the nodes that a search has reached, with a heap of those to look at next; the least cost is on top.

A node is a place, or an owner by its number after all places.
"""

from typing import Any, NamedTuple

import numpy as np

from .kernel import inner, maker

FAR = 1 << 62


class Reached(NamedTuple):
    """Made once; `forget` clears what one search has reached."""

    cost: Any  # int64[N], FAR = not reached
    by: Any  # int32[N] how: a place by a student, or -1 by its owner; an owner by a place
    heap: Any  # int32[N] nodes
    spot: Any  # int32[N] where a node stands in the heap
    seen: Any  # int32[N] the nodes reached
    sizes: Any  # int64[2] of the heap and of `seen`


@maker
def nothing_reached(n_nodes):
    blank = np.empty(n_nodes, np.int32)
    return Reached(
        np.full(n_nodes, FAR, np.int64), blank, blank.copy(), blank.copy(), blank.copy(), np.zeros(2, np.int64)
    )


@inner
def reach(cost_to, by, heap, spot, seen, sizes, node, cost, come_by):
    """Note that the node can be had for this cost, less than before."""
    if cost_to[node] == FAR:
        seen[sizes[1]] = node
        spot[node] = sizes[0]
        sizes[0] += 1
        sizes[1] += 1
    cost_to[node], by[node] = cost, come_by
    at = spot[node]
    while at > 0 and cost_to[heap[(at - 1) // 2]] > cost:
        heap[at] = heap[(at - 1) // 2]
        spot[heap[at]] = at
        at = (at - 1) // 2
    heap[at], spot[node] = node, at


@inner
def nearest(cost_to, heap, spot, sizes):
    """Take the node with the least cost off the heap."""
    node, sizes[0] = heap[0], sizes[0] - 1
    size, last, at = sizes[0], heap[sizes[0]], 0
    while 2 * at + 1 < size:
        child = 2 * at + 1
        if child + 1 < size and cost_to[heap[child + 1]] < cost_to[heap[child]]:
            child += 1
        if cost_to[heap[child]] >= cost_to[last]:
            break
        heap[at] = heap[child]
        spot[heap[at]] = at
        at = child
    heap[at], spot[last] = last, at
    return node
