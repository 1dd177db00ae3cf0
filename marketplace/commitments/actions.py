"""Sign a versioned text for an organisation."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.actor import Actor
from marketplace.audit.actions import record
from marketplace.commitments.models import Commitment, TextVersion
from marketplace.workflow import refuse


@transaction.atomic
def commit(*, kind: str, by: Actor) -> Commitment:
    """Sign the version in force today for the actor's organisation; signing twice changes nothing.

    Refused: `commitment.no_power_to_sign` for an actor without that power.
    """
    if not by.may_sign or by.organisation_id is None:
        refuse("commitment.no_power_to_sign", _("Alleen iemand die voor de organisatie mag tekenen, kan dit ondertekenen."))
    at = timezone.now()
    text = TextVersion.objects.in_force(kind, timezone.localdate(at))
    commitment, made = Commitment.objects.get_or_create(
        text=text, organisation_id=by.organisation_id, defaults={"signed_by_id": by.user_id, "signed_at": at}
    )
    if made:
        record("commitment.signed", subject=commitment, by=by, at=at, data={"kind": kind, "number": text.number})
    return commitment


def is_committed(organisation_id: int, kind: str, on: date) -> bool:
    """Whether the organisation has signed the version in force (or its predecessor within 30 days) on a day."""
    return Commitment.objects.in_force(kind, on).filter(organisation=organisation_id).exists()
