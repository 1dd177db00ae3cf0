"""Candidates are the same in numpy and compiled: every pair, score and distance to the last bit."""

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placements.matching import fast
from placements.matching.candidates import find_candidates
from placements.matching.columns import FORMS, Candidates
from placements.matching.fast import candidates as compiled
from placements.matching.fast import tables
from placements.matching.rules import RULES
from placements.matching.score import PART_SCORES
from tests.placements.matching.columns import random_block

SEEDS = st.integers(0, 2**32 - 1)
EVERY_FORM = (1 << len(FORMS)) - 1


def roomy_block(seed: int, n: int = 60, m: int = 80):
    """A random block in which many pairs fit, with homes in all manners of weeks and several wishes each."""
    rng = np.random.default_rng(seed)
    block = random_block(rng, n, m)
    weeks = np.array([[1.0, 0.0], [0.5, 0.5], [0.25, 0.75], [0.0, 1.0], [0.0, 0.0]])[rng.integers(0, 5, n)]
    wishes = np.column_stack([rng.integers(1, n + 5, 3 * n), rng.integers(0, 4, 3 * n), rng.integers(1, 25, 3 * n)])
    _keys, first = np.unique(wishes[:, 0] * 10 + wishes[:, 1], return_index=True)
    yes, none = np.ones(m, bool), np.zeros(m, np.int64)
    flags = {"published": yes, "locked": ~yes, "verified": yes, "code_signed": yes, "suspended": ~yes}
    numbers = {"school": -1, "forms": EVERY_FORM, "attests": 0, "seats": 2, "weekdays": 127, "label": 2, "languages": 0}
    later = {"school_year": 2026, "label_until": 500, "starts_on": 90, "recognised_from": 0, "mentor_seats_dual": 3}
    seats = replace(block.seats, **flags, **{name: none + value for name, value in {**numbers, **later}.items()})
    wide = {"form_allowed": np.full(n, EVERY_FORM), "home_weeks": weeks, "reach_km": rng.integers(0, 30, n)}
    requests = replace(block.requests, **wide)
    return replace(block, requests=requests, seats=seats, wishes=wishes[first])


def both_ways(block, **options) -> tuple[Candidates, Candidates]:
    found = find_candidates(block, **options)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fast, "available", lambda: False)
        return found, find_candidates(block, **options)


def assert_same(block, **options) -> int:
    first, other = both_ways(block, **options)
    for field in fields(Candidates):
        ours, theirs = getattr(first, field.name), getattr(other, field.name)
        assert ours.dtype == theirs.dtype
        np.testing.assert_array_equal(ours, theirs, err_msg=field.name)
    return len(first)


@given(SEEDS, st.sampled_from([1, 3, 50]))
@settings(max_examples=60, deadline=None)
def test_random_blocks(seed, most):
    assert_same(random_block(np.random.default_rng(seed), 40, 40), most=most)


@given(SEEDS, st.sampled_from([1, 3, 50]))
@settings(max_examples=60, deadline=None)
def test_blocks_in_which_many_pairs_fit(seed, most):
    assert_same(roomy_block(seed), most=most, weights=(20, 30, 10, 15, 5, 20))


def test_many_pairs_do_fit():
    assert assert_same(roomy_block(1)) > 100


@pytest.mark.parametrize(("n", "m"), [(0, 5), (5, 0), (1, 1)])
def test_hardly_anybody(n, m):
    block = roomy_block(2)
    assert_same(replace(block, requests=block.requests.take(slice(n)), seats=block.seats.take(slice(m))))


def test_nobody_is_located():
    block = roomy_block(3)
    nowhere = np.full(len(block.seats), np.nan)
    assert assert_same(replace(block, seats=replace(block.seats, lat=nowhere, lon=nowhere))) == 0


def test_more_kinds_than_tables_hold(monkeypatch):
    monkeypatch.setattr(compiled, "LARGEST_MASKS", 0)
    assert assert_same(roomy_block(4)) > 0


def test_kinds_of_values_that_are_far_apart(monkeypatch):
    monkeypatch.setattr(tables, "LARGEST_KEY", 1)
    assert assert_same(roomy_block(5)) > 0


@pytest.mark.parametrize("code", [code for code in RULES if code not in compiled.MEASURED])
def test_a_table_says_what_its_rule_says(code):
    block = random_block(np.random.default_rng(6), 50, 50)
    values, asks, offers = tables.rule_table(RULES[code], block)
    np.testing.assert_array_equal(values[np.ix_(asks, offers)], np.broadcast_to(RULES[code](block), block.shape))


def test_the_parts_that_are_counted_are_the_first():
    assert [part.__name__ for part in PART_SCORES[: compiled.COUNTED]] == ["_competences", "_travel"]


def test_progress_is_told():
    told = []
    find_candidates(roomy_block(7), progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (60, 60)
