"""What HR's page says about mentors and recognitions of one capacity."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from companies.models import Mentor, Recognition
from labels.models import Label
from marketplace.reference.models import Figure
from placements.enums import DUAL_FORMS, WORK_FORMS, CapacityStatus
from placements.models import Capacity
from placements.rules.capacity import needs_label
from placements.rules.match_mentors import mentor_rooms
from schools.models import Programme


def mentor_facts(capacity: Capacity, on: date) -> dict[str, Any]:
    """How many of the free places can be matched with the mentors of the site, named or promised for later.

    `dual` is how many of those a dual student can get, where the places are for others too and it is fewer (R10).
    """
    room = mentor_rooms([capacity.site_id], capacity.period, figures=Figure.objects.in_force(on))[capacity.site_id]
    later = 0 if capacity.status == CapacityStatus.PUBLISHED else capacity.mentors_later  # else counted already
    seats, dual = max(0, room.seats + later), max(0, room.seats_dual + later)
    work = WORK_FORMS.intersection(capacity.forms)  # watching and visiting need no mentor
    if work and work <= DUAL_FORMS:
        seats = dual
    matchable = min(capacity.left, seats)
    return {
        "names": [mentor.name for mentor in Mentor.objects.choosable(capacity.site_id, on)],
        "later": capacity.mentors_later,
        "matchable": matchable,
        "too_few": seats < capacity.left and bool(work),
        "dual": dual if dual < matchable and work & DUAL_FORMS else None,
    }


def label_too_short(capacity: Capacity, on: date) -> Label | None:
    """The label of the site that ends before the first day: until it is renewed nobody can be matched."""
    labels = Label.objects.valid_on(on).filter(site=capacity.site_id, ends_on__lt=capacity.starts_on)
    return labels.first() if needs_label(capacity) else None


def recognition_rows(capacity: Capacity, programmes: Iterable[Programme]) -> list[dict[str, Any]]:
    """For each dual one of its programmes: the recognition of the site in force, requested, over, or none."""
    if DUAL_FORMS.isdisjoint(capacity.forms):
        return []
    known = {row.programme_code: row for row in Recognition.objects.filter(site=capacity.site_id)}
    return [
        {"programme": row, "recognition": known.get(row.code), "holds": _holds(known.get(row.code), capacity)}
        for row in programmes
        if row.is_dual
    ]


def _holds(recognition: Recognition | None, capacity: Capacity) -> bool:
    """Whether it covers every day of the places on offer (R05)."""
    if recognition is None or recognition.starts_on is None or recognition.ends_on is None:
        return False
    return recognition.starts_on <= capacity.starts_on and recognition.ends_on >= capacity.ends_on
