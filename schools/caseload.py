"""How full each coach of a school is: students, hours of the school year, and who stands in."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, F, Q, QuerySet

from marketplace.period import school_year_of
from schools.models import Coach, CoachHours, CoachStandIn, Student

MINUTES = 60


@dataclass(frozen=True)
class Caseload:
    """One coach with the number of students who have not left, the year's hours or none, and stand-ins to come."""

    coach: Coach
    students: int
    hours: CoachHours | None
    stand_ins: list[CoachStandIn] = field(default_factory=list)

    @property
    def is_over_full(self) -> bool:
        """More students than the school agreed for this year."""
        return self.hours is not None and self.students > self.hours.most_students

    @property
    def minutes(self) -> int | None:
        """Minutes a week for each student; None without hours or students."""
        if self.hours is None or not self.students:
            return None
        return int(self.hours.week_hours * MINUTES / self.students)


def caseloads(coaches: Iterable[Coach], on: date) -> list[Caseload]:
    """Those of coaches in the school year of a day, in their order; three queries however many there are."""
    rows = list(coaches)
    keys = [coach.pk for coach in rows]
    counted = Student.objects.filter(coach__in=keys, left_on=None).values_list("coach").annotate(count=Count("pk"))
    students = dict(counted.order_by())
    hours = {row.coach_id: row for row in CoachHours.objects.filter(coach__in=keys, school_year=school_year_of(on))}
    away: dict[int, list[CoachStandIn]] = {}
    named = CoachStandIn.objects.filter(coach__in=keys, ends_on__gte=on).select_related("stand_in")
    for row in named.order_by("starts_on", "pk"):
        away.setdefault(row.coach_id, []).append(row)
    return [Caseload(row, students.get(row.pk, 0), hours.get(row.pk), away.get(row.pk, [])) for row in rows]


def over_full(school_id: int | None, on: date) -> QuerySet[CoachHours]:
    """The year's hours of coaches of a school with more students than was agreed."""
    now = Count("coach__student", filter=Q(coach__student__left_on=None))
    rows = CoachHours.objects.filter(coach__school=school_id, school_year=school_year_of(on), coach__is_active=True)
    return rows.annotate(students=now).filter(students__gt=F("most_students"))
