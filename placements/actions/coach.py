"""Give students to a coach; standing placements follow their student's coach."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import F

from marketplace.actor import Actor
from marketplace.audit.actions import record
from placements.models import Placement
from placements.models.placement import PlacementQuerySet
from schools.actions.coach import give_students
from schools.models import Coach, Student


@transaction.atomic
def assign_coach(*, coach: Coach, students: Iterable[Student], by: Actor) -> int:
    """Let a coach guide these students and their standing placements; how many had another coach or none.

    Refused: `coach.not_active`.
    """
    moved = give_students(coach=coach, students=students, by=by)
    _follow(Placement.objects.filter(student__in=moved), by)
    return len(moved)


@transaction.atomic
def follow_coaches(*, by: Actor) -> int:
    """Give each standing placement the coach that its student has now, however that was written; how many changed."""
    return _follow(Placement.objects.exclude(student__coach=None), by)


def _follow(rows: PlacementQuerySet, by: Actor) -> int:
    other = rows.holding_seats().exclude(coach=F("student__coach"))
    held = other.select_for_update(of=("self",), no_key=True).select_related("student").order_by("pk")
    for placement in (found := list(held)):
        placement.coach_id = placement.student.coach_id
        placement.save(update_fields=["coach"])
        record("placement.coach", subject=placement, by=by, data={"coach": placement.coach_id})
    return len(found)
