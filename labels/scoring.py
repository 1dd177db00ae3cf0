"""Points and level of one label: weights are spread, knock-outs come first, and every line can be explained.

Pure: plain values in, plain values out. Each criterion has a score of 0 (absent), 1 (started), 2 (in order) or 3
(exemplary) and gives weight x score / 3 points. The weight of what does not count is spread over what does, in
proportion, so that the weights always sum to 100.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

ALL = 100
IN_ORDER, BEST = 2, 3
REFUSED, LABEL, DISTINCTION = "refused", "label", "distinction"
SCORED, NOT_APPLICABLE, NOT_MEASURABLE, LEFT_OUT, UNANSWERED = (
    "scored",
    "not_applicable",
    "not_measurable",
    "left_out",
    "unanswered",
)


@dataclass(frozen=True)
class Rule:
    """One criterion: `knock_out` is whether it knocks out in this case, `practice` that a placement must have run."""

    code: str
    weight: int
    knock_out: bool = False
    practice: bool = False
    for_distinction: bool = False


@dataclass(frozen=True)
class Given:
    """What one criterion was given: a score of 0 to 3, or why it does not count."""

    judgement: str = SCORED
    score: int | None = None


@dataclass(frozen=True)
class Line:
    """One criterion explained: the weight after spreading, the points (both of 100), and what stands in the way."""

    code: str
    judgement: str
    score: int | None
    weight: Fraction
    points: Fraction
    knocks_out: bool
    blocks_distinction: bool


@dataclass(frozen=True)
class Result:
    """The total of 100, the level, and a line for each criterion in the order in which they came."""

    total: Fraction
    level: str
    lines: tuple[Line, ...]

    @property
    def points(self) -> float:
        """The total of 100 for pages."""
        return float(self.total)

    @property
    def knocked_out_by(self) -> list[str]:
        """The codes of the knock-outs below score 2."""
        return [line.code for line in self.lines if line.knocks_out]


def score(
    rules: Sequence[Rule], given: Sequence[Given], *, label_from: int, distinction_from: int, has_run: bool
) -> Result:
    """Judge one label; `given` goes along with `rules`, `has_run` says whether a placement has run there.

    A criterion of practice is not yet measurable while none has run, and then never counts against a file. What has no
    answer counts as score 0. A knock-out always counts: it cannot be left out or set aside except as not applicable.
    Raises ValueError when the two are not as long, or a score is not 0 to 3.
    """
    pairs = [(rule, _judged(rule, one, has_run)) for rule, one in zip(rules, given, strict=True)]
    counting = sum(rule.weight for rule, one in pairs if _counts(one))
    lines = tuple(_line(rule, one, counting) for rule, one in pairs)
    total = sum((line.points for line in lines), Fraction(0))
    return Result(total, _level(total, lines, label_from, distinction_from), lines)


def _judged(rule: Rule, given: Given, has_run: bool) -> Given:
    if given.judgement == SCORED and (given.score is None or not 0 <= given.score <= BEST):
        raise ValueError(f"A score of {rule.code} is 0, 1, 2 or 3.")
    if rule.practice and not has_run and given.judgement != LEFT_OUT:
        return Given(NOT_MEASURABLE)
    if rule.knock_out and given.judgement == LEFT_OUT:
        return Given(UNANSWERED)
    return given


def _counts(given: Given) -> bool:
    return given.judgement in (SCORED, UNANSWERED)


def _line(rule: Rule, given: Given, counting: int) -> Line:
    weight = Fraction(rule.weight * ALL, counting) if _counts(given) else Fraction(0)
    points = weight * (given.score or 0) / BEST if _counts(given) else Fraction(0)
    low = _counts(given) and (given.score or 0) < IN_ORDER
    # a distinction is never given on what could not be seen yet
    unseen = given.judgement != SCORED
    blocks = rule.for_distinction and (low or unseen)
    return Line(rule.code, given.judgement, given.score, weight, points, rule.knock_out and low, blocks)


def _level(total: Fraction, lines: tuple[Line, ...], label_from: int, distinction_from: int) -> str:
    if total < label_from or any(line.knocks_out for line in lines):
        return REFUSED
    if total < distinction_from or any(line.blocks_distinction for line in lines):
        return LABEL
    return DISTINCTION
