"""The same work done by libraries that others use, to measure against."""

from dataclasses import replace

import numpy as np
from geopy.distance import great_circle
from matching.games import HospitalResident
from ortools.graph.python import min_cost_flow

from placements.matching import Market
from placements.matching.candidates import MOST
from placements.matching.columns import Block, Numbers
from placements.matching.rules import ROUND_RULES, eligible
from placements.matching.score import Pairs, part_scores, preference, weighted


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


def loop_over_pairs(block: Block, sample: Numbers) -> list[list[int]]:
    """The best rows of seats of some requests, as a plain loop finds them: geopy for the way, then rules and score."""
    homes = list(zip(block.requests.home_lat[:, 0].tolist(), block.requests.home_lon[:, 0].tolist(), strict=True))
    sites = list(zip(block.seats.lat.tolist(), block.seats.lon.tolist(), strict=True))
    offers: dict[int, list[int]] = {}
    for column, programme in enumerate(block.seats.programme.tolist()):
        offers.setdefault(programme, []).append(column)
    found = []
    for row in sample.tolist():
        reach = int(block.requests.reach_km[row])
        near = [
            column
            for column in offers.get(int(block.requests.programme[row]), [])
            if great_circle(homes[row], sites[column]).km <= reach
        ]
        found.append(_best_of(block, row, near))
    return found


def _best_of(block: Block, row: int, near: list[int]) -> list[int]:
    one = replace(block, requests=block.requests.take([row]), seats=block.seats.take(near))
    pairs = Pairs(one, *np.nonzero(eligible(one, ROUND_RULES)))
    liked = preference(pairs, weighted(part_scores(pairs)))
    order = np.lexsort((pairs.columns, -liked))[:MOST]
    return [near[column] for column in pairs.columns[order].tolist()]
