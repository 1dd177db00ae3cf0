"""The learning allowance of a placement on a day, with its step and the reason, from what the school has noted."""

from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta

from marketplace.reference.models import Figure
from placements.allowance import Learner, Step, allowance_cents, step_of
from placements.enums import Form
from placements.models import Placement
from schools.enums import ProofKind
from schools.models import Student

INCOME = "minimum_income_cents"
GROWS_OLD = relativedelta(years=1)  # the income follows the index: an older amount is no longer sure


@dataclass(frozen=True)
class Allowance:
    """What a company pays a month, in cents, on one day; `since_on` is the day from which the amount holds."""

    step: Step
    month_cents: int
    since_on: date
    is_old: bool  # the income is more than a year old on that day


def allowance_on(placement: Placement, on: date) -> Allowance | None:
    """The allowance under an OAO; under a DA the wage is that of the sector, other forms pay none."""
    if placement.form != Form.OAO:
        return None
    step, since_on = step_of(learner_on(placement.student, on)), Figure.objects.since(INCOME, on)
    income = int(Figure.objects.value(INCOME, on))
    share = Figure.objects.value(f"allowance_share_{step.number}", on)
    return Allowance(step, allowance_cents(income, share), since_on, is_old=since_on + GROWS_OLD < on)


def learner_on(student: Student, on: date) -> Learner:
    """What the student has earned on a day."""
    kinds = [proof.kind for proof in student.study_proofs.all() if proof.earned_on <= on]
    return Learner(
        years_passed=kinds.count(ProofKind.YEAR_PASSED),
        has_second_grade=ProofKind.SECOND_GRADE in kinds,
        passed_first_of_third_grade=ProofKind.FIRST_OF_THIRD in kinds,
        passed_qualification_phase=ProofKind.QUALIFICATION in kinds,
    )
