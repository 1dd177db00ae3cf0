"""Random columns for the tests of rules and scores."""

import numpy as np

from placements.matching.columns import DUAL, FORMS, Block, Requests, Seats


def random_block(rng: np.random.Generator, n: int, m: int) -> Block:
    """Requests and seats in which every rule refuses some pairs and lets others through."""
    declined = np.column_stack([rng.integers(1, n + 1, 3), rng.integers(1, m + 1, 3)])
    wishes = np.column_stack([np.arange(1, n + 1), rng.integers(0, 3, n), rng.integers(1, 4, n)])
    return Block(random_requests(rng, n), random_seats(rng, m), declined, wishes)


def random_requests(rng: np.random.Generator, n: int) -> Requests:
    def pick(low, high):
        return rng.integers(low, high, n)

    homes = np.where(rng.random((n, 2)) < 0.2, np.nan, 51.2 + rng.random((n, 2)) / 5)
    starts_on = pick(100, 110)
    return Requests(
        id=np.arange(1, n + 1),
        school=pick(1, 4),
        programme=pick(1, 3),
        form=1 << pick(0, len(FORMS)),
        form_allowed=np.full(n, DUAL | 3),
        first_grade=rng.random(n) < 0.2,
        age=pick(14, 19),
        years_followed=pick(0, 5),
        study_year=pick(1, 8),
        school_year=pick(2026, 2028),
        starts_on=starts_on,
        ends_on=starts_on + pick(0, 30),
        weekdays=1 << pick(1, 6),
        reach_km=pick(1, 30),
        home_lat=homes,
        home_lon=np.where(np.isnan(homes), np.nan, 4.3 + rng.random((n, 2)) / 5),
        home_weeks=np.column_stack([np.full(n, 0.5), np.full(n, 0.5)]),
        languages=pick(0, 8),
        attests=pick(0, 4),
        needs=pick(0, 8),
        wanted=rng.integers(0, 2**20, (n, 2)).astype(np.uint64),
        sectors=pick(0, 4),
        code_signed=rng.random(n) < 0.8,
    )


def random_seats(rng: np.random.Generator, m: int) -> Seats:
    def pick(low, high):
        return rng.integers(low, high, m)

    def often():
        return rng.random(m) < 0.8

    lat = np.where(often(), 51.2 + rng.random(m) / 5, np.nan)
    starts_on = pick(95, 105)
    return Seats(
        id=np.arange(1, m + 1),
        place=np.arange(m),
        site=pick(0, 3),
        programme=pick(1, 3),
        school=rng.choice([-1, -1, 1, 2], m),
        seats=pick(0, 3),
        reserved_elsewhere=pick(0, 2),
        places=pick(1, 4),
        published=often(),
        locked=~often(),
        verified=often(),
        code_signed=often(),
        label=pick(0, 4),
        label_until=pick(100, 200),
        suspended=~often(),
        recognised_from=pick(90, 105),
        recognised_until=pick(100, 200),
        maribel=often(),
        forms=pick(0, 64),
        school_year=pick(2026, 2028),
        starts_on=starts_on,
        ends_on=starts_on + pick(10, 50),
        weekdays=pick(0, 128),
        lat=lat,
        lon=np.where(np.isnan(lat), np.nan, 4.3 + rng.random(m) / 5),
        languages=pick(0, 8),
        attests=pick(0, 4),
        supports=pick(0, 8),
        minimum_age=pick(0, 18),
        minimum_study_year=pick(0, 6),
        mentor_seats=pick(0, 4),
        mentor_seats_dual=pick(0, 3),
        trained_percent=pick(0, 101),
        missing=rng.integers(0, 2**20, (m, 2)).astype(np.uint64),
        sector=1 << pick(0, 2),
    )
