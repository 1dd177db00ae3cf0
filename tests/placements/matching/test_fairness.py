"""Outcomes of groups: counts add up, small groups are never shown nor told by what is left out."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from placements.matching.columns import Candidates
from placements.matching.fairness import first_choices, gaps, outcomes, shown_groups
from placements.matching.score import PARTS


def candidates_of(parts, each=2):
    """`each` candidates for every student, with these part scores by student."""
    n = len(parts)
    request = np.repeat(np.arange(n), each)
    columns = np.zeros((len(request), len(PARTS)), np.int64)
    columns[:, 1] = np.repeat(np.array(parts, np.int64), each)
    zeros = np.zeros(len(request), np.int64)
    return Candidates(request, zeros, columns, zeros, zeros, np.repeat(np.arange(n, dtype=float), each))


@given(st.lists(st.integers(0, 30), max_size=12), st.integers(1, 8))
def test_no_small_group_is_shown_and_the_hidden_ones_cannot_be_told_apart(sizes, least):
    shown = shown_groups(np.array(sizes, np.int64), least)
    hidden = [size for group, size in enumerate(sizes) if group not in shown]
    assert all(sizes[group] >= least for group in shown)
    assert not hidden or not shown or sum(hidden) >= least


def test_one_small_group_of_two_hides_both():
    assert shown_groups(np.array([3, 40]), 5) == []
    assert shown_groups(np.array([3, 4, 40]), 5) == [2]


def test_outcomes_count_placed_first_choices_and_the_distance_in_the_middle():
    candidates = candidates_of([50] * 6)
    chosen = np.array([0, 3, -1, 6, 8, 10])  # the first of 0, 3, 4 and 5; the second of 1; none for 2
    assert first_choices(candidates, chosen).tolist() == [True, False, False, True, True, True]
    found = outcomes(["a", "a", "a", "b", "b", "b"], candidates, chosen, chosen >= 0, least=3)
    assert [(row.label, row.students, row.placed, row.first_choices, row.median_km) for row in found] == [
        ("a", 3, 2, 1, None),
        ("b", 3, 3, 3, 4.0),
    ]


@given(st.integers(0, 12), st.integers(1, 8))
def test_the_distance_of_a_few_is_told_to_nobody(placed, least):
    """Twelve students of whom one is placed: the distance in the middle would be hers."""
    chosen = np.where(np.arange(12) < placed, np.arange(12) * 2, -1)
    (group,) = outcomes(["a"] * 12, candidates_of([50] * 12), chosen, chosen >= 0, least=least)
    assert group.placed == placed
    assert (group.median_km is not None) == (placed >= least)


def test_a_part_that_differs_strongly_is_named_from_both_sides():
    candidates = candidates_of([90, 90, 90, 40, 40, 40])
    found = gaps(["a", "a", "a", "b", "b", "b"], candidates, least=3, most_points=20)
    assert [(gap.part, gap.label, gap.mean, gap.others) for gap in found] == [
        ("travel", "a", 90, 40),
        ("travel", "b", 40, 90),
    ]
    assert gaps(["a", "a", "a", "b", "b", "b"], candidates, least=3, most_points=51) == []
    assert gaps(["a", "a", "b", "b", "b", "b"], candidates, least=3, most_points=20) == []


def test_nobody_at_all_is_no_fault():
    empty = candidates_of([])
    assert outcomes([], empty, np.zeros(0, np.int64), np.zeros(0, bool), least=5) == []
    assert gaps([], empty, least=5, most_points=20) == []
