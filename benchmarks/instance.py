"""A seeded cohort: students and companies around postcodes, programmes with Zipf-like sizes, hard rules that refuse."""

import numpy as np

from placements.matching import Market
from placements.matching.candidates import find_candidates, market_of
from placements.matching.columns import (
    ALL_SCHOOLS,
    DUAL,
    LAST_DAY,
    NO_DAY,
    SAO,
    STAGE,
    Block,
    Candidates,
    Numbers,
    Requests,
    Seats,
)
from placements.matching.policy import draw

PROGRAMMES = 60
OFFERS = 0.359  # a student
AROUND = 0.02  # degrees, the spread around a postcode
SIDE = 0.75  # degrees, of the square with 22,000 students; it grows with them
SCHOOLS = 50
NO_PAIRS = np.zeros((0, 2), np.int64)
Dice = np.random.Generator


def market(students: int, seed: int = 1, *, owners: bool = False) -> Market:
    """The market of a cohort with the 50 best candidates each; with owners, the mentors of a site are shared."""
    cohort = block(students, seed, owners=owners)
    return market_from(find_candidates(cohort), cohort, owners=owners)


def market_from(candidates: Candidates, cohort: Block, *, owners: bool = False) -> Market:
    everybody = np.zeros(len(cohort.requests), np.int64)
    whole = market_of(candidates, cohort, lottery=draw(cohort.requests.id, 1), priority=everybody)
    return whole if owners else _without_owners(whole)


def _without_owners(market: Market) -> Market:
    return Market(
        n_students=market.n_students,
        capacity=market.capacity,
        student=market.student,
        place=market.place,
        student_score=market.student_score,
        place_priority=market.place_priority,
        lottery=market.lottery,
    )


def block(students: int, seed: int = 1, *, owners: bool = False) -> Block:
    """Requests and seats as columns; a company has 1 to 5 offers, an offer 1 to 5 seats."""
    dice = np.random.default_rng(seed)
    postcodes = dice.random((max(20, students // 220), 2)) * SIDE * np.sqrt(students / 22_000)
    weight = 1 / np.arange(2, PROGRAMMES + 2)
    weight /= weight.sum()
    requests = _requests(dice, students, postcodes, weight)
    return Block(
        requests, _seats(dice, int(students * OFFERS), postcodes, weight, owners), NO_PAIRS, np.zeros((0, 3), int)
    )


def _around(dice: Dice, n: int, postcodes: Numbers) -> tuple[Numbers, Numbers]:
    points = postcodes[dice.integers(0, len(postcodes), n)] + dice.normal(0, AROUND, (n, 2))
    return 51.0 + points[:, 0], 4.0 + points[:, 1]


def _requests(dice: Dice, n: int, postcodes: Numbers, weight: Numbers) -> Requests:
    lat, lon = _around(dice, n, postcodes)
    none, days = np.zeros(n, np.int64), np.array([0b0000110, 0b0011100, 0b0111110, 0b0110000])
    starts_on = 100 + 7 * dice.integers(0, 4, n)
    alone = np.column_stack([np.ones(n), np.zeros(n)])
    return Requests(
        id=np.arange(1, n + 1),
        school=dice.integers(1, SCHOOLS + 1, n),
        programme=dice.choice(len(weight), n, p=weight),
        form=dice.choice([STAGE, SAO], n),
        form_allowed=none + (DUAL | STAGE),
        first_grade=np.zeros(n, bool),
        age=dice.integers(16, 20, n),
        years_followed=none + 4,
        study_year=dice.integers(3, 8, n),
        school_year=none + 2026,
        starts_on=starts_on,
        ends_on=starts_on + 7 * dice.integers(4, 30, n),
        weekdays=dice.choice(days, n),
        reach_km=dice.choice([20, 25, 30, 35], n),
        home_lat=np.column_stack([lat, np.full(n, np.nan)]),
        home_lon=np.column_stack([lon, np.full(n, np.nan)]),
        home_weeks=alone,
        languages=dice.choice([1, 3, 7], n, p=[0.3, 0.4, 0.3]),
        attests=dice.choice([0, 1], n, p=[0.2, 0.8]),
        needs=dice.choice([0, 1, 2], n, p=[0.8, 0.1, 0.1]),
        wanted=dice.integers(1, 2**30, (n, 1)).astype(np.uint64),
        sectors=none,
        code_signed=np.ones(n, bool),
    )


def _seats(dice: Dice, m: int, postcodes: Numbers, weight: Numbers, owners: bool) -> Seats:
    site = np.repeat(np.arange(m), dice.integers(1, 6, m))[:m]
    lat, lon = _around(dice, m, postcodes)
    seats, mentors = dice.integers(1, 6, m), dice.choice([0, 2, 3, 6, 12], m, p=[0.05, 0.2, 0.35, 0.3, 0.1])
    enough, none, yes = np.full(m, 10_000), np.zeros(m, np.int64), np.ones(m, bool)
    of_site = mentors[site] if owners else np.where(mentors > 0, enough, 0)
    return Seats(
        id=np.arange(1, m + 1),
        place=np.arange(m),
        site=site,
        programme=dice.choice(len(weight), m, p=weight),
        school=np.full(m, ALL_SCHOOLS),
        seats=seats,
        reserved_elsewhere=none,
        places=seats,
        published=yes,
        locked=~yes,
        verified=yes,
        code_signed=yes,
        label=dice.choice([0, 1, 2, 3], m, p=[0.03, 0.47, 0.4, 0.1])[site],
        label_until=none + 500,
        suspended=~yes,
        recognised_from=np.where(dice.random(m) < 0.8, NO_DAY, LAST_DAY),
        recognised_until=none + LAST_DAY,
        maribel=~yes,
        forms=dice.choice([STAGE, SAO, STAGE | DUAL], m, p=[0.15, 0.15, 0.7]),
        school_year=none + 2026,
        starts_on=dice.choice([90, 100, 107], m, p=[0.6, 0.3, 0.1]),
        ends_on=dice.choice([250, 400], m, p=[0.2, 0.8]),
        weekdays=dice.choice([0b0111110, 0b0011110, 0b1111110], m, p=[0.7, 0.15, 0.15]),
        lat=lat[site],
        lon=lon[site],
        languages=dice.choice([0, 1, 3], m, p=[0.4, 0.5, 0.1]),
        attests=dice.choice([0, 1], m, p=[0.7, 0.3]),
        supports=dice.integers(0, 4, m),
        minimum_age=dice.choice([0, 17, 18], m, p=[0.8, 0.1, 0.1]),
        minimum_study_year=dice.choice([0, 5], m, p=[0.9, 0.1]),
        mentor_seats=of_site,
        mentor_seats_dual=of_site,
        trained_percent=dice.choice([0, 50, 100], m),
        missing=dice.integers(0, 2**30, (m, 1)).astype(np.uint64) & dice.integers(0, 2**30, (m, 1)).astype(np.uint64),
        sector=none + 1,
    )
