"""Markets for the tests: small ones drawn by hypothesis, larger ones drawn by numpy."""

import numpy as np
from hypothesis import strategies as st

from placements.matching import Market

N_STUDENTS, N_PLACES, N_OWNERS = 4, 4, 2


@st.composite
def markets(draw, largest: int = 3) -> Market:
    """Small markets with many ties, places without seats, owners and totals of 0."""
    n_students, n_places = draw(st.integers(1, N_STUDENTS)), draw(st.integers(1, N_PLACES))
    cells = [(s, p) for s in range(n_students) for p in range(n_places)]
    missing = draw(st.sets(st.sampled_from(cells)))
    pairs = draw(st.permutations([cell for cell in cells if cell not in missing]))
    values = st.lists(st.integers(-largest, largest), min_size=len(pairs), max_size=len(pairs))
    n_owners = draw(st.integers(0, N_OWNERS))
    return Market(
        n_students=n_students,
        capacity=draw(st.lists(st.integers(0, 3), min_size=n_places, max_size=n_places)),
        student=[s for s, _ in pairs],
        place=[p for _, p in pairs],
        student_score=draw(values),
        place_priority=draw(values),
        lottery=draw(st.permutations(range(n_students))),
        owner=draw(st.lists(st.integers(-1, n_owners - 1), min_size=n_places, max_size=n_places)),
        owner_capacity=draw(st.lists(st.integers(0, 3), min_size=n_owners, max_size=n_owners)),
    )


@st.composite
def rematches(draw) -> tuple[Market, dict]:
    """A market with previous places, confirmed students who fit, and a bonus."""
    market = draw(markets())
    n, n_places = market.n_students, len(market.capacity)
    previous = draw(st.lists(st.integers(-1, n_places - 1), min_size=n, max_size=n))
    wished = draw(st.lists(st.booleans(), min_size=n, max_size=n))
    free, owner_free = market.capacity.tolist(), [*market.owner_capacity.tolist(), n]
    confirmed = []
    for place, wish in zip(previous, wished, strict=True):
        owner = int(market.owner[place])
        fits = wish and (place < 0 or min(free[place], owner_free[owner]) > 0)
        if fits and place >= 0:
            free[place] -= 1
            owner_free[owner] -= 1
        confirmed.append(fits)
    return market, {"previous": previous, "confirmed": confirmed, "stay_bonus": draw(st.integers(0, 4))}


def large_market(seed: int, n_students: int, n_places: int, n_pairs_each: int, *, owners: bool = True) -> Market:
    """A crowded market with ties in score and priority."""
    random = np.random.default_rng(seed)
    place = np.concatenate([random.choice(n_places, n_pairs_each, replace=False) for _ in range(n_students)])
    n_pairs, n_owners = len(place), max(1, n_places // 3)
    shared = {"owner": random.integers(-1, n_owners, n_places), "owner_capacity": random.integers(0, 9, n_owners)}
    return Market(
        n_students=n_students,
        capacity=random.integers(0, 6, n_places),
        student=np.repeat(np.arange(n_students), n_pairs_each),
        place=place,
        student_score=random.integers(0, 101, n_pairs),
        place_priority=random.integers(0, 4, n_pairs),
        lottery=random.permutation(n_students),
        **(shared if owners else {}),
    )


def one_place(n_students: int, /, **changes) -> Market:
    """Every student wants the one place, all alike."""
    columns = {
        "n_students": n_students,
        "capacity": [1],
        "student": list(range(n_students)),
        "place": [0] * n_students,
        "student_score": [0] * n_students,
        "place_priority": [0] * n_students,
    }
    return Market(**{**columns, **changes})
