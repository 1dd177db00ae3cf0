"""Part scores stay between 0 and 100, wishes come first, and a draw can be drawn again."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placements.matching import certify, optimal_matching, stable_matching
from placements.matching.candidates import find_candidates, market_of, seats_of
from placements.matching.explain import near_misses, reasons, wider_reach
from placements.matching.policy import DAYS_LEFT, LOTTERY, draw, priorities
from placements.matching.rules import ROUND_RULES, eligible, refusals
from placements.matching.score import MOST_WISHES, PARTS, WEIGHTS, Pairs, part_scores, preference, weighted
from tests.placements.matching.columns import random_block, random_requests, random_seats

SEEDS = st.integers(0, 2**32 - 1)


def all_pairs(block):
    return Pairs(block, *np.nonzero(np.ones(block.shape, bool)))


@given(SEEDS)
@settings(max_examples=30, deadline=None)
def test_scores_are_whole_numbers_in_bounds(seed):
    pairs = all_pairs(random_block(np.random.default_rng(seed), 6, 8))
    parts = part_scores(pairs)
    score = weighted(parts)
    assert parts.shape == (48, len(PARTS))
    assert parts.dtype == score.dtype == np.int64
    assert (parts.min() >= 0) & (parts.max() <= 100)
    assert (score.min() >= 0) & (score.max() <= 10_000)
    assert preference(pairs, score).max() <= 1_000_000


def test_the_weights_sum_to_a_hundred():
    assert sum(WEIGHTS) == 100


def test_a_perfect_pair_has_all_points():
    rng = np.random.default_rng(0)
    block = random_block(rng, 1, 1)
    requests = replace(
        block.requests, home_lat=np.full((1, 2), 51.2), home_lon=np.full((1, 2), 4.4), form=np.array([16])
    )
    seats = replace(
        block.seats,
        lat=np.array([51.2]),
        lon=np.array([4.4]),
        missing=np.zeros((1, 2), np.uint64),
        weekdays=requests.weekdays,
        starts_on=requests.starts_on,
        ends_on=requests.ends_on,
        mentor_seats_dual=block.seats.places,
        trained_percent=np.array([100]),
        label=np.array([3]),
        languages=np.array([0]),
        supports=np.array([7]),
    )
    pairs = all_pairs(replace(block, requests=requests, seats=seats))
    assert part_scores(pairs).tolist() == [[100] * 6]
    assert weighted(part_scores(pairs)).tolist() == [10_000]


def test_a_wished_site_comes_before_every_other():
    block = random_block(np.random.default_rng(3), 20, 30)
    pairs = all_pairs(block)
    liked = preference(pairs, weighted(part_scores(pairs)))
    wished = {(request, site): rank for request, site, rank in block.wishes.tolist()}
    ranks = [wished.get((int(r), int(s)), 99) for r, s in zip(pairs.asked("id"), pairs.offered("site"), strict=True)]
    for row in range(20):
        mine = [(rank, -like) for rank, like, of in zip(ranks, liked, pairs.rows, strict=True) if of == row]
        assert [rank for _like, rank in sorted((like, rank) for rank, like in mine)] == sorted(rank for rank, _ in mine)


@given(SEEDS)
@settings(max_examples=50, deadline=None)
def test_no_score_and_no_wished_sector_outweighs_the_rank_of_a_wish(seed):
    """Not even the best other site of a wished sector against the worst site that was wished one rank earlier."""
    rng = np.random.default_rng(seed)
    block = random_block(rng, 1, 40)
    asked = replace(block.requests, sectors=np.array([rng.integers(0, 4)]))
    wishes = np.column_stack([np.ones(MOST_WISHES), rng.permutation(40)[:MOST_WISHES], 1 + np.arange(MOST_WISHES)])
    offered = replace(block.seats, site=np.arange(40), sector=1 << rng.integers(0, 2, 40))
    pairs = all_pairs(replace(block, requests=asked, seats=offered, wishes=wishes.astype(np.int64)))
    liked = preference(pairs, rng.choice([0, 1, 9_999, 10_000], 40))
    rank = np.full(40, MOST_WISHES + 1)
    rank[wishes[:, 1].astype(int)] = wishes[:, 2]
    assert (np.diff(rank[np.argsort(-liked)]) >= 0).all()
    assert liked.max() <= 1_000_000


def test_the_draw_is_a_permutation_that_anybody_can_repeat():
    ids = np.array([11, 12, 40, 41])
    numbers = draw(ids, 7)
    assert sorted(numbers.tolist()) == [0, 1, 2, 3]
    assert draw(ids, 7).tolist() == numbers.tolist()
    assert any(draw(ids, seed).tolist() != numbers.tolist() for seed in range(5))
    assert draw(ids[::-1], 7).tolist() == numbers[::-1].tolist()  # it follows the request, not the row


def test_priorities_follow_the_policy():
    left = np.array([3, 20, -2, 1000])
    assert priorities(LOTTERY, left).tolist() == [0, 0, 0, 0]
    assert np.argsort(-priorities(DAYS_LEFT, left)).tolist() == [2, 0, 1, 3]
    with pytest.raises(ValueError, match="no priority policy"):
        priorities("friends first", left)


def test_the_reason_that_costs_most_comes_first():
    told = reasons({"competences": 90, "travel": 60, "period": 100, "mentor": 0, "label": 50, "support": 100})
    assert [reason.part for reason in told][:3] == ["mentor", "travel", "label"]
    assert [reason.cost for reason in told][:3] == [1000, 800, 500]


@given(SEEDS, st.integers(1, 400))
@settings(max_examples=30, deadline=None)
def test_candidates_are_the_eligible_pairs_whatever_the_chunks(seed, cells):
    block = random_block(np.random.default_rng(seed), 30, 30)
    found = find_candidates(block, cells=cells)
    rows, columns = np.nonzero(eligible(block, ROUND_RULES))
    assert set(zip(found.request.tolist(), found.seats.tolist(), strict=True)) == set(
        zip(rows.tolist(), columns.tolist(), strict=True)
    )
    assert (np.diff(found.request) >= 0).all()


def roomy(seed, n, m):
    """A block in which most pairs are eligible, so that seats and mentors are what is scarce."""
    rng = np.random.default_rng(seed)
    requests, seats = random_requests(rng, n), random_seats(rng, m)
    ones, none = np.ones(m, bool), np.zeros(m, np.int64)
    requests = replace(
        requests,
        form=rng.choice([4, 16], n),
        form_allowed=np.full(n, 63),
        first_grade=np.zeros(n, bool),
        age=np.full(n, 17),
        school_year=np.full(n, 2026),
        reach_km=np.full(n, 60),
        home_lat=51.2 + rng.random((n, 2)) / 5,
        home_lon=4.3 + rng.random((n, 2)) / 5,
        code_signed=np.ones(n, bool),
        starts_on=np.full(n, 105),
        ends_on=np.full(n, 106),
    )
    seats = replace(
        seats,
        published=ones,
        locked=~ones,
        verified=ones,
        code_signed=ones,
        suspended=~ones,
        label=none + 1,
        label_until=none + 500,
        recognised_from=none,
        recognised_until=none + 500,
        forms=none + 63,
        school_year=none + 2026,
        starts_on=none + 100,
        ends_on=none + 200,
        weekdays=none + 255,
        lat=51.2 + rng.random(m) / 5,
        lon=4.3 + rng.random(m) / 5,
        languages=none,
        attests=none,
        minimum_age=none,
        minimum_study_year=none,
        reserved_elsewhere=none,
    )
    site_room = rng.integers(0, 4, 3)
    seats = replace(seats, mentor_seats=site_room[seats.site] + 1, mentor_seats_dual=site_room[seats.site])
    return replace(random_block(rng, n, m), requests=requests, seats=seats)


@given(SEEDS)
@settings(max_examples=30, deadline=None)
def test_a_round_on_columns_keeps_seats_and_mentors(seed):
    block = roomy(seed, 25, 12)
    found = find_candidates(block, most=8)
    market = market_of(found, block, lottery=draw(block.requests.id, seed), priority=np.zeros(25, np.int64))
    for solve in (stable_matching, optimal_matching):
        assignment = solve(market)
        certificate = certify(market, assignment)
        assert certificate.feasible
        assert solve is optimal_matching or certificate.blocking_pairs == 0
        chosen = seats_of(found, block, assignment.place)
        assert ((chosen >= 0) == (assignment.place >= 0)).all()
        rows = found.seats[chosen[chosen >= 0]]
        assert (block.seats.place[rows] == assignment.place[assignment.place >= 0]).all()
        for site in range(3):
            here = block.seats.site == site
            assert (block.seats.site[rows] == site).sum() <= block.seats.mentor_seats[here].max(initial=0)


@given(SEEDS)
@settings(max_examples=30, deadline=None)
def test_a_near_miss_breaks_one_rule_or_two(seed):
    block = random_block(np.random.default_rng(seed), 1, 40)
    masks = {code: mask[0] for code, mask in refusals(block).items()}
    for miss in near_misses(block):
        assert 1 <= len(miss.codes) <= 2
        assert set(miss.codes) == {code for code, mask in masks.items() if mask[miss.row]}


def test_a_wider_reach_names_the_distance_that_adds_three_places():
    block = roomy(5, 1, 12)
    block = replace(
        block,
        declined=np.zeros((0, 2), np.int64),
        requests=replace(block.requests, reach_km=np.array([0]), programme=np.array([1]), form=np.array([4])),
        seats=replace(
            block.seats, programme=np.ones(12, np.int64), school=np.full(12, -1), seats=np.ones(12, np.int64)
        ),
    )
    km, seats = wider_reach(block)
    nearest = np.sort(block.farthest_km[0])
    assert km == int(np.ceil(nearest[2]))
    assert seats == (nearest <= km).sum()
    assert wider_reach(replace(block, requests=replace(block.requests, reach_km=np.array([200])))) is None
