"""Who may let a representative read on: a student of age, and somebody of their own."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from marketplace.workflow import Refusal
from placements.models import Placement
from placements.rules.placement import is_minor
from schools.models import LegalRepresentative

CHOICE_NEEDED = Refusal("reading.choice", _("Kies wie mag meelezen, en of dat mag."))


def may_set(placement: Placement, representative: LegalRepresentative, on: date) -> Refusal | None:
    """Of a minor the representatives read anyhow (R07); nobody else's are let in."""
    if representative.student_id != placement.student_id:
        return Refusal("reading.not_family", _("Deze persoon hoort niet bij jou."))
    if is_minor(placement, on):
        return Refusal("reading.minor", _("Zolang je minderjarig bent, leest je ouder of voogd mee."))
    return None
