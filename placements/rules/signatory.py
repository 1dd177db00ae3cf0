"""Which representatives a placement's student has on a day, and who of them signs."""

from datetime import date

from placements.enums import WORK_FORMS
from placements.models import Placement
from placements.rules.placement import is_minor
from placements.signatories import Representative, Required, required


def required_on(placement: Placement, on: date) -> Required | None:
    """Whose signatures the agreement needs on a day; None where no representative signs: an adult, or no real work."""
    return of_minor(placement, on) if placement.form in WORK_FORMS and is_minor(placement, on) else None


def of_minor(placement: Placement, on: date) -> Required:
    """Who decides for this student while a minor, without those whom the school kept out for a tie to the host."""
    kept_out = {row.representative_id for row in placement.host_ties.all() if row.may_sign is False}
    people = (row for row in placement.student.representatives.all() if row.pk not in kept_out)
    return required(
        [Representative(row.pk, row.signs, row.authority_from_on, row.authority_until_on) for row in people], on
    )
