"""Who still looks for a place, the most urgent first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, QuerySet

from placements.enums import DUAL_FORMS, RequestStatus
from placements.models import Placement, PlacementRequest
from schools.models import Student
from schools.timers import Countdown, countdowns


@dataclass(frozen=True)
class Search:
    """A request with the countdown of R08, where one runs."""

    request: PlacementRequest
    countdown: Countdown | None

    @property
    def lacks_start(self) -> bool:
        """Whether R08 runs, but the day on which the student began is not known, so that nothing can be counted."""
        return self.countdown is None and _counts(self.request)


def searches(requests: Iterable[PlacementRequest], on: date) -> list[Search]:
    """Open requests by the last day of R08, then by first day, then the others; few queries for any number."""
    rows = list(requests)
    open_dual = [row.student for row in rows if _counts(row)]
    clocks = countdowns(open_dual, on, since=last_agreement_days(open_dual, on))
    found = [Search(row, clocks.get(row.student_id) if row.status == RequestStatus.OPEN else None) for row in rows]
    return sorted(found, key=_urgency)


def last_agreement_days(students: Iterable[Student], on: date) -> dict[int, date]:
    """By student id the last day of an agreement that ended: there the search began again (R08)."""
    ended = Placement.objects.filter(student__in=[student.pk for student in students], form__in=DUAL_FORMS)
    return dict(ended.filter(ended_on__lte=on).values_list("student").annotate(last=Max("ended_on")))


def without_request(students: QuerySet[Student], starts_on: date, ends_on: date) -> QuerySet[Student]:
    """Students still at school who have neither an open request nor a place in a period."""
    live = PlacementRequest.objects.filter(
        status__in=(RequestStatus.OPEN, RequestStatus.PLACED), starts_on__lte=ends_on, ends_on__gte=starts_on
    )
    return students.filter(left_on=None).exclude(pk__in=live.values("student"))


def _counts(request: PlacementRequest) -> bool:
    return request.status == RequestStatus.OPEN and request.form in DUAL_FORMS


def _urgency(search: Search) -> tuple[bool, date, date, int]:
    request, clock = search.request, search.countdown
    closed = request.status != RequestStatus.OPEN
    return closed, clock.last_on if clock else date.max, request.starts_on, request.pk
