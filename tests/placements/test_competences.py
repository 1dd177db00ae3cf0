from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from placements.competences import Band, Line, Place, Split, band_of, percent, split, thresholds
from schools.curriculum import shipped_lists

SHARES = {
    "LOG": "60.0",
    "CPT": "50.0",
    "ELE": "60.8",
    "KEU": "59.2",
    "ZOR": "59.2",
    "VER": "55.6",
    "AUT": "60.0",
    "HAA": "80.0",
}


def plan_of(competence_list):
    lines = [Line(row.place, row.work_hours, row.school_hours) for row in competence_list.competences]
    return split(lines, competence_list.general_hours)


@pytest.mark.parametrize(("code", "share"), SHARES.items())
def test_the_shares_of_the_eight_lists(code, share):
    plan = plan_of(shipped_lists()[code])
    assert percent(plan.share) == Decimal(share)


def test_a_third_place_is_a_segment_of_its_own():
    plan = split([Line("B", 60, 20), Line("X", 0, 0, 20)], general_hours=0)
    assert (plan.work_hours, plan.school_hours, plan.third_hours) == (60, 20, 20)
    assert plan.share == Fraction(60, 100)


def test_the_second_gauge_counts_both_for_half():
    plan = split([Line("W", 1), Line("B", 1, 1), Line("S", 0, 1), Line("X", 0, 0, 1)], general_hours=10)
    assert plan.competence_share == Fraction(3, 8)


@pytest.mark.parametrize(
    ("share", "band"),
    [
        ("0.4499", Band.GREY),
        ("0.45", Band.AMBER),
        ("0.5499", Band.AMBER),
        ("0.55", Band.GREEN),
        ("0.60", Band.GREEN),
        ("0.70", Band.GREEN),
        ("0.7001", Band.AMBER),
        ("0.80", Band.AMBER),
        ("0.8001", Band.GREY),
    ],
)
def test_the_bands_hold_both_their_ends(share, band):
    assert band_of(Fraction(share)) is band


def test_an_empty_plan_has_no_share_and_is_grey():
    plan = split([], general_hours=0)
    assert (plan.share, plan.distance, plan.competence_share) == (None, None, None)
    assert plan.band is Band.GREY
    assert plan.hours_to_target == 0
    assert [threshold.met for threshold in thresholds(plan, weeks=34, part_time_compulsory=True)] == [False] * 4


def test_the_distance_to_sixty_forty():
    plan = split([Line("B", 50, 50)], general_hours=0)
    assert plan.distance == Fraction(-10, 100)
    assert plan.hours_to_target == 10


def test_the_four_thresholds_of_retail_with_a_week_of_36_hours():
    found = {row.name: row for row in thresholds(plan_of(shipped_lists()["VER"]), weeks=34, part_time_compulsory=True)}
    assert {name: (row.value, row.minimum, row.met) for name, row in found.items()} == {
        "weekly_work_hours": (20, 20, True),
        "weekly_total_hours": (36, 28, True),
        "premium_share": (Fraction(5, 9), Fraction(1, 2), True),
        "yearly_school_hours": (544, 240, True),
    }


def test_chemistry_stays_below_twenty_hours_a_week_and_says_so_without_blocking():
    weekly, *others = thresholds(plan_of(shipped_lists()["CPT"]), weeks=32, part_time_compulsory=False)
    assert (weekly.value, weekly.met) == (19, False)
    assert all(row.met for row in others)


@pytest.mark.parametrize(("compulsory", "part", "minimum"), [(True, 1, 240), (False, 1, 150), (True, "1/2", 120)])
def test_the_yearly_school_hours_follow_age_and_part_of_the_year(compulsory, part, minimum):
    plan = split([Line("W", 600)], general_hours=minimum)
    found = thresholds(plan, weeks=30, part_time_compulsory=compulsory, part_of_year=Fraction(part))[-1]
    assert (found.minimum, found.met) == (minimum, True)


@pytest.mark.parametrize(
    ("hours", "sentence"),
    [
        (-1, "kunnen niet onder nul"),
        (Decimal("-0.5"), "kunnen niet onder nul"),
        (None, "ontbreken uren"),
        (0.5, "exact aantal"),
        (Decimal("NaN"), "."),
    ],
)
def test_negative_absent_and_inexact_hours_are_refused(hours, sentence):
    with pytest.raises(ValueError, match=sentence):
        Line("W", hours)
    with pytest.raises(ValueError, match=sentence):
        split([], hours)


def test_an_unknown_place_and_a_plan_without_weeks_are_refused():
    with pytest.raises(ValueError, match="Q"):
        Line("Q", 1)
    with pytest.raises(ValueError, match="minstens één week"):
        thresholds(split([], 1), weeks=0, part_time_compulsory=True)


HOURS = st.integers(0, 2000) | st.decimals(0, 2000, places=2)
LINES = st.lists(st.builds(Line, st.sampled_from(Place), HOURS, HOURS, HOURS), max_size=12)


@given(LINES, HOURS)
def test_no_hour_is_lost_and_the_share_is_a_share(lines, general):
    plan = split(lines, general)
    each = sum((line.work_hours + line.school_hours + line.third_hours for line in lines), Fraction(general))
    assert plan.total_hours == each
    assert plan.share is None or 0 <= plan.share <= 1


@given(LINES, HOURS)
def test_moving_the_hours_to_the_target_reaches_it(lines, general):
    plan = split(lines, general)
    moved = plan.hours_to_target
    mended = Split(plan.work_hours + moved, plan.school_hours - moved, plan.general_hours, plan.third_hours, None)
    assert mended.share in (None, Fraction(3, 5))


@example(200, 80, 0, 0, 10, True, 12)
@example(240, 140, 0, 100, 12, True, 12)
@given(*[st.integers(0, 3000)] * 4, st.integers(1, 52), st.booleans(), st.integers(0, 12))
def test_a_threshold_is_met_exactly_from_its_minimum(work, school, third, general, weeks, is_compulsory, twelfths):
    """In whole numbers, so that the fractions of the code are not asked what fractions are."""
    plan = split([Line("B", work, school, third)], general)
    rows = thresholds(plan, weeks=weeks, part_time_compulsory=is_compulsory, part_of_year=Fraction(twelfths, 12))
    whole, asked = work + school + third + general, 240 if is_compulsory else 150
    assert [row.met for row in rows] == [
        work >= 20 * weeks,
        whole >= 28 * weeks,
        bool(whole) and 2 * work >= whole,
        12 * (school + general) >= asked * twelfths,
    ]
