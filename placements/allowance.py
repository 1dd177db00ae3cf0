"""The learning allowance of a student with an OAO: a share of the guaranteed minimum income, rounded up to ten cents.

Shares and income are dated figures that an administrator edits; an adult in adult education has an amount of its own.
"""

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from marketplace.translatable import gettext_noop

TEN_CENTS = 10


@dataclass(frozen=True)
class Learner:
    """What decides on the step; `years_passed` are school years of alternating training that were passed."""

    years_passed: int = 0
    has_second_grade: bool = False  # certificate of the second grade
    passed_first_of_third_grade: bool = False
    passed_qualification_phase: bool = False  # BuSO OV3


@dataclass(frozen=True)
class Step:
    """One of the three steps, with the reason in a sentence."""

    number: int
    reason: str


def step_of(learner: Learner) -> Step:
    """The highest step that holds (steps of the OAO allowance, page of the Flemish government, November 2025)."""
    grounds = (
        (3, learner.years_passed >= 2, gettext_noop("twee jaar alternerende opleiding geslaagd")),
        (3, learner.passed_first_of_third_grade, gettext_noop("eerste jaar van de derde graad geslaagd")),
        (3, learner.passed_qualification_phase, gettext_noop("kwalificatiefase BuSO OV3 geslaagd")),
        (2, learner.years_passed == 1, gettext_noop("eerste jaar alternerende opleiding geslaagd")),
        (2, learner.has_second_grade, gettext_noop("getuigschrift van de tweede graad")),
    )
    found = next((Step(number, reason) for number, holds, reason in grounds if holds), None)
    return found or Step(1, gettext_noop("eerste jaar alternerende opleiding"))


def allowance_cents(minimum_income_cents: int, share: Decimal) -> int:
    """The allowance of a month in cents: `share` (0.29 for 29 %) of the guaranteed minimum, up to the next ten cents.

    Raises ValueError with one sentence for an income that is not positive or a share outside 0 to 1.
    """
    if minimum_income_cents <= 0:
        raise ValueError(gettext_noop("Het gewaarborgd inkomen moet boven nul zijn."))
    if not 0 < share <= 1:
        raise ValueError(gettext_noop("Het aandeel ligt tussen 0 en 1."))
    tens = (minimum_income_cents * share / TEN_CENTS).to_integral_value(ROUND_CEILING)
    return int(tens) * TEN_CENTS
