"""Until which day a company may answer an offer (R29)."""

from datetime import date

from marketplace.period import Period
from marketplace.reference.models import Figure
from marketplace.school_calendar import add_training_days, add_working_days
from placements.models import Capacity, PlacementRequest
from schools.timers import countdowns, days_off


def answer_by(request: PlacementRequest, capacity: Capacity, on: date) -> date:
    """The last day for an answer to an offer sent on a day.

    Five working days (figure `answer_working_days`), holidays and the site's declared closures not counted, but never
    beyond a third of the training days that the student has left to find a contract (R08); at least one working day.
    """
    closed = closed_days(capacity)
    term = add_working_days(on, int(Figure.objects.value("answer_working_days", on)), days_off=closed)
    third = third_of_search(request, on)
    return term if third is None else max(min(term, third), add_working_days(on, 1))


def closed_days(capacity: Capacity) -> frozenset[date]:
    """Every day on which the site is closed."""
    closures = capacity.site.closures.values_list("starts_on", "ends_on")
    return frozenset(day for starts_on, ends_on in closures for day in Period(starts_on, ends_on).each_day())


def third_of_search(request: PlacementRequest, on: date) -> date | None:
    """The day on which a third of the training days left under R08 has passed; None when no such clock runs."""
    countdown = countdowns([request.student], on).get(request.student_id)
    if countdown is None:
        return None
    off = days_off([request.school_id]).get(request.school_id, frozenset())
    return add_training_days(on, max(countdown.days_left, 0) // 3, days_off=off)
