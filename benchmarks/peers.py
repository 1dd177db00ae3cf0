"""The same work done by libraries that others use, to measure against."""

import numpy as np
from matching.games import HospitalResident
from ortools.graph.python import min_cost_flow

from placements.matching import Market


def matching_package(market: Market) -> dict[int, int]:
    """Student -> place by the package `matching` (Gale-Shapley on objects)."""
    order = np.lexsort((market.place, -market.student_score, market.student))
    wishes: dict[int, list[int]] = {}
    ranks: dict[int, list[int]] = {}
    for pair in order.tolist():
        wishes.setdefault(int(market.student[pair]), []).append(int(market.place[pair]))
    for pair in np.lexsort((market.lottery[market.student], market.place)).tolist():
        ranks.setdefault(int(market.place[pair]), []).append(int(market.student[pair]))
    seats = {place: int(market.capacity[place]) for place in ranks}
    game = HospitalResident.create_from_dictionaries(wishes, ranks, seats)
    solved = game.solve(optimal="resident")
    return {resident.name: hospital.name for hospital, residents in solved.items() for resident in residents}


def min_cost_flow_total(market: Market) -> tuple[int, int]:
    """(most placed, greatest total at that number) by OR-tools' min-cost flow over the whole graph."""
    students, places = market.n_students, len(market.capacity)
    source, sink = students + places, students + places + 1
    big = 2 * int(np.abs(market.student_score).max()) + 1
    flow = min_cost_flow.SimpleMinCostFlow()
    tails = [np.full(students, source), market.student, students + np.arange(places), np.arange(students)]
    heads = [np.arange(students), students + market.place, np.full(places, sink), np.full(students, sink)]
    seats = [np.ones(students), np.ones(len(market.place)), market.capacity, np.ones(students)]
    costs = [np.zeros(students), -market.student_score, np.zeros(places), np.full(students, big * 1000)]
    joined = [np.concatenate(column).astype(np.int64) for column in (tails, heads, seats, costs)]
    arcs = flow.add_arcs_with_capacity_and_unit_cost(*joined)
    flow.set_nodes_supplies(np.array([source, sink]), np.array([students, -students]))
    flow.solve()
    used = flow.flows(arcs)[students : students + len(market.place)]
    return int(used.sum()), int((used * market.student_score).sum())
