"""What the page of a placement shows of the learning allowance."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from placements.models import Placement
from placements.placement_allowance import allowance_on


def paid_on(placement: Placement, on: date) -> dict[str, Any] | None:
    """The allowance today, or on the first day when that is still to come; None for a form without allowance."""
    day = min(max(on, placement.starts_on), placement.ends_on)
    paid = allowance_on(placement, day)
    return {"paid": paid, "day": day, "reason": _(paid.step.reason)} if paid else None
