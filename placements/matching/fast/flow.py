"""Compiled: one more student in an optimal assignment, at the least cost for all, with the prices that prove it."""

from typing import Any, NamedTuple

from .kernel import inner
from .search import FAR, nearest, reach


class Flow(NamedTuple):
    """The assignment so far, optimal for the students who were let in.

    Kept true for every pair: joy[s] + price[p] >= reward + score, with equality where s sits at p; joy > 0 only when
    placed; price[p] is its owner's toll, and more only when p is full; toll > 0 only when the owner is full.
    """

    start: Any  # int64[n + 1] the pairs of each student
    place: Any  # int32[E]
    score: Any  # int32[E]
    owner: Any  # int32[P]
    free: Any  # int64[P] seats
    owner_free: Any  # int64[O]
    room: Any  # int64[P + 1] where the seats of each place start in `seat`
    taken: Any  # int64[P]
    seat: Any  # int32[S] students
    spot: Any  # int64[n] where a student stands in `seat`
    estate: Any  # int64[O + 1] where the places of each owner start in `places`
    places: Any  # int32[P']
    at: Any  # int32[n] the place of each student, -1 = none
    joy: Any  # int64[n]
    price: Any  # int64[P]
    toll: Any  # int64[O]
    other: Any  # int64[n] at least reward + score - price of every other place of a student: prices never fall


@inner
def let_in(flow, reached, reward, student):
    """Let one more student in, who may stay without a place."""
    joy, start, place, score, price = flow.joy, flow.start, flow.place, flow.score, flow.price
    best = 0
    for pair in range(start[student], start[student + 1]):
        best = max(best, reward + score[pair] - price[place[pair]])
    joy[student] = best
    if best > 0:
        cost, end = _search(flow, reached, reward, student)
        _reprice(flow, reached, cost)
        joy[student] -= cost
        _walk_back(flow, reached, student, end)
        forget(reached)


@inner
def _search(flow, reached, reward, student):
    """The cheapest way to make room: its cost, and the place where it ends or ~student who ends without a place."""
    limit, end = _look_from_student(flow, reached, reward, student, 0, flow.joy[student], ~student)
    n_places = len(flow.price)
    while reached.sizes[0] > 0 and reached.cost[reached.heap[0]] < limit:
        node = nearest(reached.cost, reached.heap, reached.spot, reached.sizes)
        if node < n_places:
            limit, end = _look_from_place(flow, reached, reward, node, limit, end)
        else:
            _look_from_owner(flow, reached, node - n_places, node, limit)
    return limit, end


@inner
def _look_from_student(flow, reached, reward, student, cost, limit, end):
    place, score, price, cost_to, here = flow.place, flow.score, flow.price, reached.cost, flow.at[student]
    base, other = cost + flow.joy[student], -FAR
    for pair in range(flow.start[student], flow.start[student + 1]):
        there = place[pair]
        value = reward + score[pair] - price[there]
        if value > other and there != here:
            other = value
        if base - value < min(limit, cost_to[there]):
            way = base - value
            reach(cost_to, reached.by, reached.heap, reached.spot, reached.seen, reached.sizes, there, way, student)
            if flow.free[there] > 0 and (flow.owner[there] < 0 or flow.owner_free[flow.owner[there]] > 0):
                limit, end = way, int(there)
    flow.other[student] = other
    return limit, end


@inner
def _look_from_place(flow, reached, reward, place, limit, end):
    cost, first, owner = reached.cost[place], flow.room[place], flow.owner[place]
    for at in range(first, first + flow.taken[place]):
        student = flow.seat[at]
        if cost + flow.joy[student] < limit:
            limit, end = cost + flow.joy[student], ~int(student)
        if cost + flow.joy[student] - flow.other[student] < limit:
            limit, end = _look_from_student(flow, reached, reward, student, cost, limit, end)
    node = len(flow.price) + owner
    if owner >= 0 and flow.free[place] > 0 and cost < min(limit, reached.cost[node]):
        reach(reached.cost, reached.by, reached.heap, reached.spot, reached.seen, reached.sizes, node, cost, place)
    return limit, end


@inner
def _look_from_owner(flow, reached, owner, node, limit):
    """Each of its places may give a seat of the total back."""
    for at in range(flow.estate[owner], flow.estate[owner + 1]):
        place = flow.places[at]
        way = reached.cost[node] + flow.price[place] - flow.toll[owner]
        if way < min(limit, reached.cost[place]):
            reach(reached.cost, reached.by, reached.heap, reached.spot, reached.seen, reached.sizes, place, way, -1)


@inner
def _reprice(flow, reached, limit):
    n_places = len(flow.price)
    for number in range(reached.sizes[1]):
        node = reached.seen[number]
        rise = limit - reached.cost[node]
        if rise <= 0:
            continue
        if node >= n_places:
            flow.toll[node - n_places] += rise
            continue
        flow.price[node] += rise
        for at in range(flow.room[node], flow.room[node] + flow.taken[node]):
            flow.joy[flow.seat[at]] -= rise


@inner
def _walk_back(flow, reached, student, end):
    """From the end of the cheapest way to its student, move everybody one step on."""
    place = end
    if end < 0:
        place = flow.at[~end]
        leave(flow, ~end)
    while place >= 0:
        comer = reached.by[place]
        if comer < 0:
            place = reached.by[len(flow.price) + flow.owner[place]]
            continue
        before = flow.at[comer]
        leave(flow, comer)
        sit(flow, comer, place)
        place = before


@inner
def leave(flow, student):
    place = flow.at[student]
    if place < 0:
        return
    flow.taken[place] -= 1
    last = flow.seat[flow.room[place] + flow.taken[place]]
    flow.seat[flow.spot[student]], flow.spot[last] = last, flow.spot[student]
    flow.at[student] = -1
    flow.free[place] += 1
    if flow.owner[place] >= 0:
        flow.owner_free[flow.owner[place]] += 1


@inner
def sit(flow, student, place):
    spot = flow.room[place] + flow.taken[place]
    flow.seat[spot], flow.spot[student], flow.at[student] = student, spot, place
    flow.taken[place] += 1
    flow.free[place] -= 1
    if flow.owner[place] >= 0:
        flow.owner_free[flow.owner[place]] -= 1


@inner
def forget(reached):
    """Clear what one search has reached."""
    for number in range(reached.sizes[1]):
        reached.cost[reached.seen[number]] = FAR
    reached.sizes[0] = reached.sizes[1] = 0
