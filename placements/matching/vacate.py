"""Plain: a student leaves an optimal assignment, and the seat goes where it is worth most; the prices prove it.

The search of `flow.py` the other way round: a free seat moves against the students who move up.
"""

from dataclasses import dataclass, field
from heapq import heappop, heappush

from .flow import Flow

NOBODY = -1


@dataclass
class _Search:
    """The cheapest way found so far to use a free seat; costs are reduced by the prices."""

    root: int  # the place that was left
    cost: int  # of the best end so far
    end: tuple[int, int]  # who comes from nowhere (or NOBODY), and where the seat is used or stays free
    place_cost: dict[int, int] = field(default_factory=dict)
    owner_cost: dict[int, int] = field(default_factory=dict)
    # Place: the student who would leave it and for where; None: a seat was free, the owner would use its total here.
    left_by: dict[int, tuple[int, int] | None] = field(default_factory=dict)
    # Owner: the place that would give one of its total back.
    given_by: dict[int, int] = field(default_factory=dict)
    queue: list[tuple[int, int]] = field(default_factory=list)  # (cost, place) or (cost, ~owner)


def vacate(flow: Flow, student: int, out: list[bool]) -> None:
    """Take a student out; nobody who is `out`, waiting to be let in, is moved for it."""
    root = flow.move(student, NOBODY)
    if flow.price[root]:
        search = _found(flow, root, out)
        _reprice(flow, search)
        _walk(flow, search)


def _found(flow: Flow, root: int, out: list[bool]) -> _Search:
    search = _Search(root, flow.price[root], (NOBODY, root), {root: 0}, queue=[(0, root)])
    while search.queue and search.queue[0][0] < search.cost:
        cost, node = heappop(search.queue)
        if node < 0 and search.owner_cost[~node] == cost:
            _look_from_owner(flow, search, ~node, cost)
        elif node >= 0 and search.place_cost[node] == cost:
            _look_from_place(flow, search, node, cost, out)
    return search


def _look_from_place(flow: Flow, search: _Search, place: int, cost: int, out: list[bool]) -> None:
    """Who could come here; or nobody: the seat stays free, and the owner may use one of its total elsewhere."""
    base = cost + flow.price[place] - flow.reward
    for student, score in flow.students_of[place]:
        here = flow.place_of[student]
        if out[student] or here == place:
            continue
        reached = base + flow.joy[student] - score
        if here >= 0:
            _reach_place(search, here, reached, (student, place))
        elif reached < search.cost:
            search.cost, search.end = reached, (student, place)
    if cost + flow.price[place] < search.cost:
        search.cost, search.end = cost + flow.price[place], (NOBODY, place)
    _reach_owner(flow, search, place, cost + flow.price[place] - flow.toll[flow.owner[place]])


def _reach_owner(flow: Flow, search: _Search, place: int, cost: int) -> None:
    owner = flow.owner[place]
    if owner >= 0 and search.owner_cost.get(owner, search.cost) > cost:
        search.owner_cost[owner], search.given_by[owner] = cost, place
        heappush(search.queue, (cost, ~owner))


def _reach_place(search: _Search, place: int, cost: int, left_by: tuple[int, int] | None) -> None:
    if search.place_cost.get(place, search.cost) > cost:
        search.place_cost[place], search.left_by[place] = cost, left_by
        heappush(search.queue, (cost, place))


def _look_from_owner(flow: Flow, search: _Search, owner: int, cost: int) -> None:
    """One of its total is used where a seat is free."""
    for place in flow.places_of[owner]:
        if flow.free[place]:
            _reach_place(search, place, cost, None)


def _reprice(flow: Flow, search: _Search) -> None:
    for place, cost in search.place_cost.items():
        fall = max(0, search.cost - cost)
        flow.price[place] -= fall
        for student in flow.seated[place]:
            flow.joy[student] += fall
    for owner, cost in search.owner_cost.items():
        flow.toll[owner] -= max(0, search.cost - cost)


def _walk(flow: Flow, search: _Search) -> None:
    """From the end of the cheapest way to the place that was left, move everybody one step on."""
    comer, place = search.end
    while place != search.root:
        left_by = search.left_by[place]
        if left_by is None:
            _sit(flow, comer, place)
            comer, place = NOBODY, search.given_by[flow.owner[place]]
            continue
        leaver, there = left_by
        flow.move(leaver, NOBODY)
        _sit(flow, comer, place)
        comer, place = leaver, there
    _sit(flow, comer, place)


def _sit(flow: Flow, comer: int, place: int) -> None:
    if comer != NOBODY:
        flow.move(comer, place)
