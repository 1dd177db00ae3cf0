"""An agreement that was signed on paper or in the official counter: note it, with its scan."""

from datetime import date
from hashlib import sha256

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from labels.evidence_file import clean
from marketplace.actor import Actor
from marketplace.workflow import refuse_if
from placements.actions.agreement import held
from placements.actions.in_force import put_in_force
from placements.actions.registration import store_registration
from placements.actions.seat import promises_told
from placements.actions.signature import tell_sealed
from placements.enums import Binding
from placements.models import Agreement
from placements.rules import outside as rules
from placements.rules.registration import is_registered
from placements.workflow.agreement import agreements


@promises_told()
def sign_outside(*, agreement: Agreement, signed_on: date, reference: str, data: bytes, by: Actor) -> Agreement:
    """Everybody has signed the document that binds: its day, its reference and its scan end the signing here.

    What was signed in the official counter is registered there with the same reference (R09).
    The scan is a copy to read, cleaned of what hides in files and named after its SHA-256; the paper stays what binds.

    Refused: `outside.signed_here`, `outside.day_ahead`, `outside.day_long_past`, `outside.after_first_day` (R06),
    `outside.after_amendment`, `outside.amendment_gone`, `outside.reference_needed`,
    `agreement.sign_outside.wrong_status`, R05 and R10, and what `labels.evidence_file.clean` refuses of a file.
    Raises PermissionDenied for all but coach, coordinator and HR.
    """
    at = timezone.now()
    row = held(agreement, by)
    refuse_if(rules.outside_is_whole(row, signed_on, reference, timezone.localdate(at)))
    scan = clean(data)
    name = f"scans/{sha256(scan.data).hexdigest()}{scan.suffix}"
    kept = {"signed_outside_on": signed_on, "outside_reference": reference.strip(), "scan": name}
    row = agreements.take(row, "sign_outside", by=by, at=at, **kept)
    row.placement = placement = put_in_force(row, at)
    if row.amends_id is None and row.binding == Binding.COUNTER and is_registered(placement):
        store_registration(placement=placement, reference=reference, registered_on=signed_on, by=by)
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(scan.data))
    tell_sealed(row)
    return row
