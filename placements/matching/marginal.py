"""What one more seat is worth: an upper limit from the prices of an optimal run, and exactly, by solving again."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from .components import component_labels
from .optimal import optimal_matching
from .types import Assignment, Duals, Market, Numbers


@dataclass(frozen=True)
class More:
    """What is added: seats of a place, and to its owner's total; -1 = nothing there."""

    place: int = -1
    owner: int = -1
    places: int = 1
    students: int = 1  # more for the owner


@dataclass(frozen=True)
class Gain:
    """What an addition brings: students placed, and the sum of scores beside them."""

    placed: int
    total: int


def limit(duals: Duals, more: More) -> int:
    """The most that reward x placed + total can grow by an addition (weak duality); 0 = it brings nothing."""
    at_place = int(duals.place[more.place]) * more.places if more.place >= 0 else 0
    at_owner = int(duals.owner[more.owner]) * more.students if more.owner >= 0 else 0
    return at_place + at_owner


def with_more(market: Market, more: More) -> Market:
    """The same market with what is added."""
    capacity, totals = market.capacity.copy(), market.owner_capacity.copy()
    if more.place >= 0:
        capacity[more.place] += more.places
    if more.owner >= 0:
        totals[more.owner] += more.students
    return replace(market, capacity=capacity, owner_capacity=totals)


def gain(
    market: Market, before: Assignment, more: More, *, solve: Callable[[Market], Assignment] = optimal_matching
) -> tuple[Gain, Assignment]:
    """What an addition brings exactly, and who sits where with it; ``before`` is what `solve` found without.

    Only the part of the market that hangs together with the addition is solved again: the rest does not change.
    """
    part = _part(market, _together(market, more))
    after = solve(with_more(part, more))
    was, now = _worth(part, before.place), _worth(part, after.place)
    in_part = np.zeros(market.n_students, bool)
    in_part[part.student] = True
    place = np.where(in_part, after.place, before.place)
    return Gain(now.placed - was.placed, now.total - was.total), replace(after, place=place, duals=None)


def _worth(market: Market, place: Numbers) -> Gain:
    sits = place[market.student] == market.place
    return Gain(int(sits.sum()), int(market.student_score[sits].sum(dtype=np.int64)))


def _part(market: Market, places: Numbers) -> Market:
    """The market with the pairs of these places only."""
    rows = places[market.place]
    names = ("student", "place", "student_score", "place_priority")
    return replace(market, **{name: getattr(market, name)[rows] for name in names})


def _together(market: Market, more: More) -> Numbers:
    """[P] the places that share students or owners with the addition, at any distance."""
    _students, places, owners = component_labels(market)
    at_place = places == places[more.place] if more.place >= 0 else False
    at_owner = places == owners[more.owner] if more.owner >= 0 else False
    together: Numbers = np.broadcast_to(at_place | at_owner, places.shape)
    return together
