"""When a tie to the host may be told and decided on."""

from django.utils.translation import gettext_lazy as _

from marketplace.workflow import Refusal
from placements.enums import HostTie, SignatureStatus
from placements.models import Agreement, HostTieAnswer

DECIDED = Refusal("host_tie.decided", _("Hierover is al beslist of getekend. Vraag de school als het niet klopt."))


def may_say(answer: HostTieAnswer, agreement: Agreement) -> Refusal | None:
    """An answer may be corrected until the school decided or the person signed."""
    signed = agreement.signatures.filter(
        representative=answer.representative_id, status=SignatureStatus.SIGNED
    ).exists()
    return DECIDED if answer.may_sign is not None or signed else None


def may_decide(answer: HostTieAnswer, reason: str) -> Refusal | None:
    """A tie is decided on once, with a reason."""
    if answer.tie == HostTie.NONE or answer.may_sign is not None:
        return DECIDED
    return None if reason.strip() else Refusal("host_tie.reason_needed", _("Schrijf waarom je zo beslist."))
