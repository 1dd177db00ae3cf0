"""The hard rules between a request and seats, each defined once, over whole blocks of pairs.

A rule answers with a mask of the pairs that it refuses: (n, 1) when it only looks at the request, (1, m) when it only
looks at the seats, (n, m) otherwise. Ids like R01 stand in docs/reference/field.md.
"""

from collections.abc import Callable, Mapping

import numpy as np

from .columns import ALL_SCHOOLS, DA, DUAL, OAO, PAID, STAGE, WORK, Block, Numbers

Refuses = Callable[[Block], Numbers]


def _rows(column: Numbers) -> Numbers:
    return column[:, None]


def _lacks(asked: Numbers, has: Numbers) -> Numbers:
    return (asked & ~has) != 0


def _form_here(block: Block) -> Numbers:
    """[n, m] the form that the pair would get: a paid contract is a DA under the Social Maribel, else an OAO (R03)."""
    form = _rows(block.requests.form)
    return np.where((form & PAID) != 0, np.where(block.seats.maribel, DA, OAO), form)


def _is(block: Block, forms: int) -> Numbers:
    return _rows(block.requests.form & forms) != 0


def not_published(block: Block) -> Numbers:
    return ~block.seats.published[None, :]


def locked(block: Block) -> Numbers:
    return block.seats.locked[None, :]


def unverified(block: Block) -> Numbers:
    return ~block.seats.verified[None, :]


def company_without_code(block: Block) -> Numbers:
    """R23."""
    return ~block.seats.code_signed[None, :]


def school_without_code(block: Block) -> Numbers:
    """R23."""
    return ~_rows(block.requests.code_signed)


def suspended(block: Block) -> Numbers:
    """R32: no new matches, whatever the form."""
    return block.seats.suspended[None, :]


def without_label(block: Block) -> Numbers:
    """Real work needs a label today, and on the first day as far as is known; a suspended one has its own rule."""
    seats = block.seats
    ends_first = seats.label_until[None, :] < _rows(block.requests.starts_on)
    return _is(block, WORK) & ~seats.suspended & ((seats.label == 0) | ends_first)


def other_programme(block: Block) -> Numbers:
    return _rows(block.requests.programme) != block.seats.programme


def form_against_programme(block: Block) -> Numbers:
    """R03."""
    return _rows(_lacks(block.requests.form, block.requests.form_allowed))


def form_not_accepted(block: Block) -> Numbers:
    return _lacks(_form_here(block), block.seats.forms)


def too_young_to_work(block: Block) -> Numbers:
    """R01: 16, or 15 with the first two years of secondary school followed, on the first day."""
    requests, ages = block.requests, block.ages
    after_two_years = (requests.age >= ages.work_after_two_years) & (requests.years_followed >= 2)
    old_enough = (requests.age >= ages.work) | after_two_years
    return _is(block, WORK) & ~_rows(old_enough)


def stage_in_first_grade(block: Block) -> Numbers:
    """R02."""
    return _is(block, STAGE) & _rows(block.requests.first_grade)


def other_school_year(block: Block) -> Numbers:
    return _rows(block.requests.school_year) != block.seats.school_year


def outside_period(block: Block) -> Numbers:
    requests, seats = block.requests, block.seats
    return (_rows(requests.starts_on) < seats.starts_on) | (_rows(requests.ends_on) > seats.ends_on)


def days_not_offered(block: Block) -> Numbers:
    return _lacks(_rows(block.requests.weekdays), block.seats.weekdays)


def too_far(block: Block) -> Numbers:
    """From any home; what is not located is not refused here."""
    return block.farthest_km > _rows(block.requests.reach_km)


def not_located(block: Block) -> Numbers:
    return np.isnan(block.farthest_km)


def language_missing(block: Block) -> Numbers:
    return _lacks(block.seats.languages, _rows(block.requests.languages))


def under_minimum_age(block: Block) -> Numbers:
    return _rows(block.requests.age) < block.seats.minimum_age


def under_minimum_study_year(block: Block) -> Numbers:
    return _rows(block.requests.study_year) < block.seats.minimum_study_year


def attest_missing(block: Block) -> Numbers:
    return _lacks(block.seats.attests, _rows(block.requests.attests))


def without_recognition(block: Block) -> Numbers:
    """SAO, OAO and DA: a recognition in force on the first day, or requested; R05 itself blocks at the signature."""
    starts_on, seats = _rows(block.requests.starts_on), block.seats
    in_force = (seats.recognised_from <= starts_on) & (seats.recognised_until >= starts_on)
    return _is(block, DUAL) & ~in_force


def without_mentor(block: Block) -> Numbers:
    """R10 to R12: real work needs a mentor's free seat, and SAO, OAO and DA a mentor who may guide them."""
    seats = block.seats
    free = np.where(_is(block, DUAL), seats.mentor_seats_dual, seats.mentor_seats)
    return _is(block, WORK) & (free <= 0)


def full(block: Block) -> Numbers:
    """R27; seats that wait for a school are told apart."""
    return ((block.seats.seats <= 0) & (block.seats.reserved_elsewhere <= 0))[None, :]


def reserved(block: Block) -> Numbers:
    seats = block.seats
    others = (seats.school != ALL_SCHOOLS) & (seats.school != _rows(block.requests.school))
    return others | ((seats.seats <= 0) & (seats.reserved_elsewhere > 0))


def declined_before(block: Block) -> Numbers:
    """A request and a capacity that said no to each other."""
    mask = np.zeros(block.shape, bool)
    for request, capacity in block.declined:
        rows, columns = block.requests.id == request, block.seats.id == capacity
        mask[np.ix_(rows, columns)] = True
    return mask


RULES: dict[str, Refuses] = {
    "capacity.not_published": not_published,
    "capacity.locked": locked,
    "company.unverified": unverified,
    "company.code_unsigned": company_without_code,
    "school.code_unsigned": school_without_code,
    "label.suspended": suspended,
    "label.none": without_label,
    "programme.not_offered": other_programme,
    "form.against_programme": form_against_programme,
    "form.not_accepted": form_not_accepted,
    "student.too_young": too_young_to_work,
    "student.first_grade": stage_in_first_grade,
    "student.minimum_age": under_minimum_age,
    "student.minimum_study_year": under_minimum_study_year,
    "period.school_year": other_school_year,
    "period.outside": outside_period,
    "days.not_offered": days_not_offered,
    "place.too_far": too_far,
    "language.missing": language_missing,
    "attest.missing": attest_missing,
    "recognition.none": without_recognition,
    "mentor.none": without_mentor,
    "capacity.full": full,
    "capacity.reserved": reserved,
    "pair.declined": declined_before,
}
NOT_LOCATED = "place.not_located"  # a warning for one request; in a round such pairs stay out
ROUND_RULES = {**RULES, NOT_LOCATED: not_located}


def refusals(block: Block, rules: Mapping[str, Refuses] = RULES) -> dict[str, Numbers]:
    """The mask of each rule by its code, each broadcast to (n, m)."""
    return {code: np.broadcast_to(refuses(block), block.shape) for code, refuses in rules.items()}


def eligible(block: Block, rules: Mapping[str, Refuses] = RULES) -> Numbers:
    """[n, m] the pairs that no rule refuses."""
    mask = np.ones(block.shape, bool)
    for refuses in rules.values():
        mask &= ~refuses(block)
    return mask
