"""Own students of a coach or a mentor: where each stands, and what is due within a month."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from marketplace.actor import Actor, Role
from placements.actions.timer import path_of
from placements.enums import PlacementStatus, TimerKind
from placements.models import Contact, Evaluation, Placement, Timer, WeekNote
from placements.views.own_students_visits import Visits, visits_of
from schools.models import Coach, CoachStandIn, Student

SOON = timedelta(days=30)


@dataclass(frozen=True)
class Due:
    """Something to do for one student: the words, the page, and the last day or none."""

    words: str
    url: str
    on: date | None = None


@dataclass
class OwnStudent:
    """One student with their placement, the coach who is away today, and what is due, nearest first."""

    student: Student
    placement: Placement | None
    away: Coach | None = None
    due: list[Due] = field(default_factory=list)
    visits: Visits | None = None

    @property
    def first_due_on(self) -> date:
        """Its nearest last day; one far away when there is none."""
        return min((item.on for item in self.due if item.on), default=date.max)


def own_students(actor: Actor, on: date) -> list[OwnStudent]:
    """Those of a coach, with those of coaches they replace today, and those a mentor guides; the nearest day first."""
    rows = [
        *(_coached(actor, on) if actor.has(Role.COACH) else ()),
        *(_guided(actor) if actor.has(Role.MENTOR) else ()),
    ]
    due, visits = _due(actor, rows, on), visits_of(actor, [row.placement for row in rows if row.placement], on)
    for row in rows:
        row.visits = visits.get(row.student.pk)
        row.due = sorted(
            [*due[row.student.pk], *_missed_visit(row, on)], key=lambda item: (item.on is None, item.on or on)
        )
    return sorted(rows, key=lambda row: (row.first_due_on, str(row.student)))


def _coached(actor: Actor, on: date) -> Iterator[OwnStudent]:
    """Students who have not left, each with the placement that stands."""
    mine = Coach.objects.visible_to(actor).filter(user=actor.user_id)
    now = CoachStandIn.objects.filter(stand_in__in=mine, starts_on__lte=on, ends_on__gte=on).select_related("coach")
    away = {row.coach_id: row.coach for row in now}
    own = set(mine.values_list("pk", flat=True))
    students = Student.objects.visible_to(actor).filter(left_on=None, coach__in=[*own, *away])
    held = Placement.objects.visible_to(actor).holding_seats().filter(student__in=students)
    placed = {row.student_id: row for row in held.select_related("site__company__organisation").order_by("starts_on")}
    for student in students.select_related("programme"):
        replaced = None if student.coach_id in own else away.get(student.coach_id or 0)
        yield OwnStudent(student, placed.get(student.pk), replaced)


def _guided(actor: Actor) -> Iterator[OwnStudent]:
    """Whom a mentor or stand-in guides, until thirty days after; a place that did not go on is none."""
    mine = Placement.objects.visible_to(actor).filter(company=actor.organisation_id)
    mine = mine.exclude(status=PlacementStatus.STOPPED)
    rows = mine.select_related("student__programme", "site__company__organisation").order_by("starts_on", "pk")
    return (OwnStudent(row.student, row) for row in rows)


def _due(actor: Actor, rows: Iterable[OwnStudent], on: date) -> dict[int, list[Due]]:
    """By student what is due; four queries however many students there are."""
    students = [row.student.pk for row in rows]
    placed = {row.placement.pk: row.student.pk for row in rows if row.placement}
    found: dict[int, list[Due]] = defaultdict(list)
    for timer in _timers(actor, students, on):
        found[timer.student_id].append(Due(timer.get_kind_display(), path_of(timer), timer.due_on))
    for place, item in (*_talks(actor, placed, on), *_weeks(actor, placed)):
        found[placed[place]].append(item)
    return found


def _timers(actor: Actor, students: list[int], on: date) -> Iterable[Timer]:
    """Those of the students; evaluations are listed by themselves."""
    rows = Timer.objects.visible_to(actor).running().filter(student__in=students, due_on__lte=on + SOON)
    return rows.exclude(kind__in=(TimerKind.EVALUATION, TimerKind.OFFER_ANSWER))


def _talks(actor: Actor, placed: Iterable[int], on: date) -> Iterator[tuple[int, Due]]:
    """Evaluations and visits of running placements that nobody noted as held."""
    near: dict[str, Any] = {"placement__in": list(placed), "held_on": None, "planned_on__lte": on + SOON}
    near["placement__status"] = PlacementStatus.RUNNING
    for talk in Evaluation.objects.visible_to(actor).filter(**near):
        words = _("evaluatie: %(moment)s") % {"moment": talk.get_moment_display()}
        yield talk.placement_id, Due(words, reverse("evaluation-detail", args=[talk.pk]), talk.planned_on)
    for visit in Contact.objects.visible_to(actor).filter(**near):
        yield visit.placement_id, Due(visit.get_kind_display(), _follow_up(visit.placement_id), visit.planned_on)


def _missed_visit(row: OwnStudent, on: date) -> Iterator[Due]:
    """One line late in the year for a running placement whose student is visited less than promised."""
    place = row.placement
    if place and place.status == PlacementStatus.RUNNING and row.visits and row.visits.are_missed(on):
        yield Due(_("plan nog een bezoek"), _follow_up(place.pk))


def _weeks(actor: Actor, placed: Iterable[int]) -> Iterator[tuple[int, Due]]:
    """One line for the weeks that wait for the mentor's word."""
    if not actor.has(Role.MENTOR):
        return
    waiting = WeekNote.objects.visible_to(actor).filter(placement__in=list(placed), confirmed_at=None)
    for place in waiting.values_list("placement", flat=True).distinct():
        yield place, Due(_("bevestig wat de leerling schreef"), _follow_up(place))


def _follow_up(placement_id: int) -> str:
    return reverse("follow-up", args=[placement_id])
