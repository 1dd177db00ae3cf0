"""What the pages of an agreement say of a document that binds elsewhere."""

from datetime import date
from typing import Any

from marketplace.actor import Actor, Role
from placements.models import Agreement
from placements.rules.agreement import day_has_passed
from placements.rules.outside import text_is_fixed
from placements.workflow.agreement import WRITERS

COPIERS = (*WRITERS, Role.DIRECTOR)


def outside_of(agreement: Agreement, actor: Actor, on: date) -> dict[str, Any]:
    """Which document binds, and what the actor may do for it."""
    elsewhere, fixed = not agreement.is_signed_here, text_is_fixed(agreement) is None
    return {
        "binds_elsewhere": elsewhere and fixed,
        "may_copy": fixed and actor.has(*COPIERS),
        "may_note": elsewhere and fixed and actor.has(*WRITERS) and not agreement.scan,
        "was_to_be_signed": day_has_passed(agreement, on),
    }
