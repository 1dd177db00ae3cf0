"""Who stands in for the mentor or the coach of a placement, from when to when, and whom to call then."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from marketplace.actor import Role
from marketplace.period import Period
from placements.enums import HOLDS_SEAT
from placements.models import MentorAssignment, Placement
from placements.rules.link import contact_of
from schools.models import CoachStandIn


@dataclass(frozen=True)
class StandIn:
    """Somebody in the place of the mentor or the coach on the days of `period`, with whom to call on those days."""

    role: str  # Role.MENTOR or Role.COACH: whose place it is
    name: str
    period: Period
    call: tuple[str, str]  # name and telephone


def stand_ins_of(placement: Placement, mentors: Iterable[MentorAssignment], on: date) -> list[StandIn]:
    """Those of a standing placement, with its mentors, today and later, the first day first."""
    if placement.status not in HOLDS_SEAT:
        return []
    found = [_of_mentor(row, placement) for row in mentors if row.is_stand_in and row.ends_on >= on]
    found += [_of_coach(row, placement) for row in _coaches(placement, on)]
    return sorted(found, key=lambda row: (row.period.starts_on, row.role, row.name))


def contact_on(placement: Placement, stand_ins: Iterable[StandIn], on: date) -> tuple[str, str]:
    """Whom the family calls at school on a day: the coach, or who follows the coach's students that day."""
    now = (row.call for row in stand_ins if row.role == Role.COACH and row.period.contains(on))
    return next(now, contact_of(placement))


def _of_mentor(row: MentorAssignment, placement: Placement) -> StandIn:
    """The number of the workplace: that of a mentor is for HR."""
    return StandIn(
        Role.MENTOR, row.mentor.name, row.period, (placement.site.contact_name, placement.site.contact_phone)
    )


def _of_coach(row: CoachStandIn, placement: Placement) -> StandIn:
    name, phone = row.stand_in.name, row.stand_in.phone or placement.school.phone
    return StandIn(Role.COACH, name, row.period, (name, phone))


def _coaches(placement: Placement, on: date) -> Iterable[CoachStandIn]:
    rows = CoachStandIn.objects.filter(coach=placement.coach_id, ends_on__gte=on, starts_on__lte=placement.ends_on)
    return rows.select_related("stand_in")
