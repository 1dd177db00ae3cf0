"""Each hard rule on columns: a block says the same as one pair, and as a plain reading of the rule."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marketplace.geo import distances_km as geo_distances
from placements.matching.columns import DA, DUAL, OAO, PAID, STAGE, WORK, Block, distances_km
from placements.matching.rules import ROUND_RULES, eligible, refusals
from tests.placements.matching.columns import random_block

SEEDS = st.integers(0, 2**32 - 1)


def one(block, row, column):
    """The block of a single pair."""
    return Block(block.requests.take([row]), block.seats.take([column]), block.declined, block.wishes, block.ages)


@given(SEEDS)
@settings(max_examples=30, deadline=None)
def test_a_block_and_a_single_pair_agree(seed):
    rng = np.random.default_rng(seed)
    block = random_block(rng, 6, 8)
    masks, fits = refusals(block, ROUND_RULES), eligible(block, ROUND_RULES)
    for row in range(6):
        for column in range(8):
            single = one(block, row, column)
            told = {code: bool(mask[0, 0]) for code, mask in refusals(single, ROUND_RULES).items()}
            assert told == {code: bool(mask[row, column]) for code, mask in masks.items()}
            assert bool(eligible(single, ROUND_RULES)[0, 0]) == bool(fits[row, column]) == (not any(told.values()))


def plainly(block, i, j):
    """The codes that refuse a pair, read off the rules one by one without numpy's help."""
    r = {name: getattr(block.requests, name)[i] for name in block.requests.__dataclass_fields__}
    c = {name: getattr(block.seats, name)[j] for name in block.seats.__dataclass_fields__}
    form = (DA if c["maribel"] else OAO) if r["form"] & PAID else r["form"]
    way = distances_km(r["home_lat"], r["home_lon"], c["lat"][None], c["lon"][None])[:, 0]
    km = way[~np.isnan(way)].tolist()
    works, dual = bool(r["form"] & WORK), bool(r["form"] & DUAL)
    return {
        "capacity.not_published": not c["published"],
        "capacity.locked": c["locked"],
        "company.unverified": not c["verified"],
        "company.code_unsigned": not c["code_signed"],
        "school.code_unsigned": not r["code_signed"],
        "label.suspended": c["suspended"],
        "label.none": works and not c["suspended"] and (c["label"] == 0 or c["label_until"] < r["starts_on"]),
        "programme.not_offered": r["programme"] != c["programme"],
        "form.against_programme": not r["form"] & r["form_allowed"],
        "form.not_accepted": not form & c["forms"],
        "student.too_young": works and r["age"] < 16 and not (r["age"] == 15 and r["years_followed"] >= 2),
        "student.first_grade": r["form"] == STAGE and r["first_grade"],
        "student.minimum_age": r["age"] < c["minimum_age"],
        "student.minimum_study_year": r["study_year"] < c["minimum_study_year"],
        "period.school_year": r["school_year"] != c["school_year"],
        "period.outside": not c["starts_on"] <= r["starts_on"] <= r["ends_on"] <= c["ends_on"],
        "days.not_offered": bool(r["weekdays"] & ~c["weekdays"]),
        "place.too_far": any(distance > r["reach_km"] for distance in km),
        "place.not_located": not km,
        "language.missing": bool(c["languages"] & ~r["languages"]),
        "attest.missing": bool(c["attests"] & ~r["attests"]),
        "recognition.none": dual and not c["recognised_from"] <= r["starts_on"] <= c["recognised_until"],
        "mentor.none": works and (c["mentor_seats_dual"] if dual else c["mentor_seats"]) == 0,
        "capacity.full": c["seats"] == 0 and c["reserved_elsewhere"] == 0,
        "capacity.reserved": c["school"] not in (-1, r["school"]) or (c["seats"] == 0 and c["reserved_elsewhere"] > 0),
        "pair.declined": [r["id"], c["id"]] in block.declined.tolist(),
    }


@given(SEEDS)
@settings(max_examples=30, deadline=None)
def test_the_rules_mean_what_they_say(seed):
    rng = np.random.default_rng(seed)
    block = random_block(rng, 5, 6)
    masks = refusals(block, ROUND_RULES)
    for i in range(5):
        for j in range(6):
            assert {code: bool(mask[i, j]) for code, mask in masks.items()} == {
                code: bool(refused) for code, refused in plainly(block, i, j).items()
            }


def test_every_rule_refuses_some_pairs_of_the_random_columns():
    block = random_block(np.random.default_rng(1), 60, 60)
    assert all(mask.any() and not mask.all() for mask in refusals(block, ROUND_RULES).values())


@given(SEEDS)
@settings(max_examples=20, deadline=None)
def test_distances_are_those_of_the_geo_module(seed):
    rng = np.random.default_rng(seed)
    lat, lon = rng.uniform(50, 52, (2, 5))
    lats, lons = rng.uniform(50, 52, (2, 7))
    expected = geo_distances(lat[:, None], lon[:, None], lats, lons)
    assert distances_km(lat, lon, lats, lons) == pytest.approx(expected, abs=1e-6)
