"""Points and levels by example, and what holds for every catalogue and every answer."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, strategies

from labels.scoring import LEFT_OUT, NOT_APPLICABLE, NOT_MEASURABLE, UNANSWERED, Given, Rule, score

LIMITS = {"label_from": 65, "distinction_from": 85}
judgements = strategies.sampled_from([NOT_APPLICABLE, NOT_MEASURABLE, LEFT_OUT, UNANSWERED])
answers = strategies.builds(Given, score=strategies.integers(0, 3)) | strategies.builds(Given, judgement=judgements)
rules = strategies.builds(
    Rule,
    code=strategies.just("C"),
    weight=strategies.integers(1, 20),
    knock_out=strategies.booleans(),
    practice=strategies.booleans(),
    for_distinction=strategies.booleans(),
)
files = strategies.lists(strategies.tuples(rules, answers), min_size=1, max_size=25)


def judged(pairs, has_run=True):
    return score([rule for rule, _ in pairs], [answer for _, answer in pairs], **LIMITS, has_run=has_run)


def two(first, second, **facts):
    return judged([(Rule("C01", 60, **facts), first), (Rule("C02", 40), second)])


@pytest.mark.parametrize(
    ("first", "second", "total", "level"),
    [
        (Given(score=3), Given(score=3), 100, "distinction"),
        (Given(score=2), Given(score=2), Fraction(200, 3), "label"),
        (Given(score=3), Given(score=0), 60, "refused"),
        (Given(score=3), Given(NOT_APPLICABLE), 100, "distinction"),
        (Given(score=2), Given(LEFT_OUT), Fraction(200, 3), "label"),
        (Given(UNANSWERED), Given(score=3), 40, "refused"),
    ],
)
def test_points_are_weight_times_score_by_three(first, second, total, level):
    result = two(first, second)
    assert (result.total, result.level) == (total, level)


def test_a_knock_out_beats_the_total():
    result = judged([(Rule("C01", 10, knock_out=True), Given(score=1)), (Rule("C02", 90), Given(score=3))])
    assert result.total > 90
    assert (result.level, result.knocked_out_by) == ("refused", ["C01"])


def test_a_distinction_asks_certain_criteria_in_order():
    asked = Rule("C13", 10, for_distinction=True)
    rest = (Rule("C02", 90), Given(score=3))
    assert judged([(asked, Given(score=1)), rest]).level == "label"
    assert judged([(asked, Given(score=2)), rest]).level == "distinction"
    assert judged([(asked, Given(LEFT_OUT)), rest]).level == "label"


def test_practice_is_not_measured_before_a_placement_has_run():
    practice, promise = Rule("C20", 50, practice=True), Rule("C01", 50)
    pairs = [(practice, Given(score=0)), (promise, Given(score=3))]
    assert judged(pairs, has_run=False).total == 100
    assert judged(pairs, has_run=False).lines[0].judgement == NOT_MEASURABLE
    assert judged(pairs, has_run=True).total == 50


def test_a_knock_out_is_not_left_out():
    assert two(Given(LEFT_OUT), Given(score=3), knock_out=True).knocked_out_by == ["C01"]


@pytest.mark.parametrize("wrong", [None, -1, 4])
def test_a_score_is_0_to_3(wrong):
    with pytest.raises(ValueError, match="C01"):
        two(Given(score=wrong), Given(score=1))


@given(files, strategies.booleans())
def test_weights_sum_to_a_hundred_after_spreading(pairs, has_run):
    result = judged(pairs, has_run)
    weights = sum(line.weight for line in result.lines)
    assert weights in (0, 100)
    assert (weights == 0) == (not any(line.judgement in ("scored", UNANSWERED) for line in result.lines))
    assert 0 <= result.total <= 100


@given(files, strategies.data())
def test_a_better_score_never_costs_points_or_the_level(pairs, data):
    scored = [i for i, (_, answer) in enumerate(pairs) if answer.score is not None and answer.score < 3]
    if not scored:
        return
    chosen = data.draw(strategies.sampled_from(scored))
    rule, answer = pairs[chosen]
    better = [*pairs[:chosen], (rule, replace(answer, score=answer.score + 1)), *pairs[chosen + 1 :]]
    levels = ["refused", "label", "distinction"]
    before, after = judged(pairs), judged(better)
    assert after.total >= before.total
    assert levels.index(after.level) >= levels.index(before.level)


@given(files)
def test_a_low_knock_out_is_always_refused(pairs):
    low = (Rule("KO", 1, knock_out=True), Given(score=1))
    assert judged([*pairs, low]).level == "refused"


@given(files)
def test_what_is_not_measured_yet_never_costs(pairs):
    """Leaving a criterion of practice unmeasured gives at least what a score of 0 would give."""
    practice = Rule("P", 10, practice=True)
    zero = judged([*pairs, (practice, Given(score=0))])
    unmeasured = judged([*pairs, (practice, Given(NOT_MEASURABLE))])
    assert unmeasured.total >= zero.total
