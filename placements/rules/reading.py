"""Who reads on of the representatives: those with a say over a minor, and whom an adult student lets."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from marketplace.workflow import Refusal
from placements.models import Placement
from placements.rules.placement import is_minor
from placements.rules.signatory import of_minor
from schools.models import LegalRepresentative

CHOICE_NEEDED = Refusal("reading.choice", _("Kies wie mag meelezen, en of dat mag."))


def may_set(placement: Placement, representative: LegalRepresentative, on: date) -> Refusal | None:
    """Of a minor the representatives read anyhow (R07); nobody else's are let in."""
    if representative.student_id != placement.student_id:
        return Refusal("reading.not_family", _("Deze persoon hoort niet bij jou."))
    if is_minor(placement, on):
        return Refusal("reading.minor", _("Zolang je minderjarig bent, leest je ouder of voogd mee."))
    return None


def follows(placement: Placement, representative_id: int, on: date) -> bool:
    """Whether a representative follows what goes on; who signed keeps the sealed copy, and nothing that comes after."""
    if is_minor(placement, on):
        return representative_id in of_minor(placement, on).allowed
    return representative_id in placement.lets_read
