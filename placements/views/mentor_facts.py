"""Mentors and stand-ins on the page of a placement."""

from datetime import date
from typing import Any

from companies.models import Mentor
from marketplace.actor import Actor, Role
from placements.forms.placement import MentorForm, StandInForm, TakeOverForm
from placements.models import Placement
from placements.rules.mentor import is_replaced_with_a_day, notes
from placements.rules.seat import may_name_mentor
from placements.rules.stand_in import stand_ins_of

WARNED = (Role.HR, Role.COACH, Role.COORDINATOR)


def mentors_of(placement: Placement, actor: Actor, on: date) -> dict[str, Any]:
    """Who guides the student, what HR and school are warned of, and the forms of HR."""
    rows = sorted(placement.mentors.all(), key=lambda row: (row.is_stand_in, row.starts_on, row.pk))
    return {
        "mentors": rows,
        "standing_in": stand_ins_of(placement, rows, on),
        "stand_ins": [row for row in rows if row.is_stand_in and row.ends_on >= on],
        "mentor_notes": notes(placement, rows, on, by_name=actor.has(Role.HR)) if actor.has(*WARNED) else [],
        **_forms(placement, actor, on, signed=is_replaced_with_a_day(placement)),
    }


def _forms(placement: Placement, actor: Actor, on: date, *, signed: bool) -> dict[str, Any]:
    if may_name_mentor(placement, actor):
        return {}
    mentors = Mentor.objects.choosable(placement.site_id, on)
    days = {"starts_on": placement.starts_on, "ends_on": placement.ends_on}
    return {
        "mentor_form": None if signed else MentorForm(mentors=mentors),
        "take_over_form": TakeOverForm(mentors=mentors, auto_id="take_over_%s") if signed else None,
        "stand_in_form": StandInForm(mentors=mentors, initial=days, auto_id="stand_in_%s"),
    }
