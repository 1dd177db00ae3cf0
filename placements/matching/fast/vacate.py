"""Compiled: a student leaves an optimal assignment, and the seat goes where it is worth most, as `vacate.py` says."""

from typing import Any, NamedTuple

from .flow import forget, leave, sit
from .kernel import inner
from .search import nearest, reach

NOBODY = -1


class Listed(NamedTuple):
    """The pairs of each place."""

    start: Any  # int64[P + 1]
    student: Any  # int32[E]
    score: Any  # int32[E]


@inner
def vacate(flow, listed, reached, reward, student, out, there):
    """Take a student out; nobody who is `out`, waiting to be let in, is moved. `there` [n] is for the search."""
    root = flow.at[student]
    leave(flow, student)
    if flow.price[root] > 0:
        cost, comer, place = _search(flow, listed, reached, reward, root, out, there)
        _reprice(flow, reached, cost)
        _walk(flow, reached, root, comer, place, there)
        forget(reached)


@inner
def _search(flow, listed, reached, reward, root, out, there):
    """The cheapest way to use the seat: its cost, who comes from nowhere, and where the seat is used or stays free."""
    limit, comer, end = flow.price[root], NOBODY, root
    reach(reached.cost, reached.by, reached.heap, reached.spot, reached.seen, reached.sizes, root, 0, NOBODY)
    n_places = len(flow.price)
    while reached.sizes[0] > 0 and reached.cost[reached.heap[0]] < limit:
        node = nearest(reached.cost, reached.heap, reached.spot, reached.sizes)
        if node >= n_places:
            _look_from_owner(flow, reached, node - n_places, reached.cost[node], limit)
            continue
        limit, comer, end = _look_from_place(flow, listed, reached, reward, node, out, there, limit, comer, end)
    return limit, comer, end


@inner
def _look_from_place(flow, listed, reached, reward, place, out, there, limit, comer, end):
    """Who could come here; or nobody: the seat stays free, and the owner may use one of its total elsewhere."""
    cost, cost_to = reached.cost[place], reached.cost
    base = cost + flow.price[place] - reward
    for pair in range(listed.start[place], listed.start[place + 1]):
        student = listed.student[pair]
        here = flow.at[student]
        way = base + flow.joy[student] - listed.score[pair]
        if way >= limit or out[student] or here == place:
            continue
        if here < 0:
            limit, comer, end = way, int(student), int(place)
        elif way < cost_to[here]:
            reach(cost_to, reached.by, reached.heap, reached.spot, reached.seen, reached.sizes, here, way, student)
            there[student] = place
    if cost + flow.price[place] < limit:
        limit, comer, end = cost + flow.price[place], NOBODY, int(place)
    _reach_owner(flow, reached, place, limit)
    return limit, comer, end


@inner
def _reach_owner(flow, reached, place, limit):
    owner = flow.owner[place]
    if owner < 0:
        return
    node, way = len(flow.price) + owner, reached.cost[place] + flow.price[place] - flow.toll[owner]
    if way < min(limit, reached.cost[node]):
        reach(reached.cost, reached.by, reached.heap, reached.spot, reached.seen, reached.sizes, node, way, place)


@inner
def _look_from_owner(flow, reached, owner, cost, limit):
    """One of its total is used where a seat is free."""
    for at in range(flow.estate[owner], flow.estate[owner + 1]):
        place = flow.places[at]
        if flow.free[place] > 0 and cost < min(limit, reached.cost[place]):
            reach(
                reached.cost, reached.by, reached.heap, reached.spot, reached.seen, reached.sizes, place, cost, NOBODY
            )


@inner
def _reprice(flow, reached, limit):
    n_places = len(flow.price)
    for number in range(reached.sizes[1]):
        node = reached.seen[number]
        fall = limit - reached.cost[node]
        if fall <= 0:
            continue
        if node >= n_places:
            flow.toll[node - n_places] -= fall
            continue
        flow.price[node] -= fall
        for at in range(flow.room[node], flow.room[node] + flow.taken[node]):
            flow.joy[flow.seat[at]] += fall


@inner
def _walk(flow, reached, root, comer, place, there):
    """From the end of the cheapest way to the place that was left, move everybody one step on."""
    while place != root:
        leaver = reached.by[place]
        if leaver >= 0:
            leave(flow, leaver)
        if comer >= 0:
            sit(flow, comer, place)
        comer = leaver
        place = there[leaver] if leaver >= 0 else reached.by[len(flow.price) + flow.owner[place]]
    if comer >= 0:
        sit(flow, comer, place)
