"""On which day the dual placement of the demo began, and of which of its weeks its student has told."""

from datetime import date, timedelta

from marketplace.period import Period, school_year_of, school_year_period
from marketplace.school_calendar import is_school_day
from placements.rules.follow_up import monday_of

FROM_THURSDAY = timedelta(days=3)  # from then on the first page asks a student for the week
WEEKS = 2  # told before the week that is asked


def first_day(today: date) -> date:
    """The first day with lessons of the weeks to tell of; early in September the newest day with lessons."""
    september = school_year_period(school_year_of(today)).starts_on
    weeks = _weeks_with_lessons(september, today)[-WEEKS:]
    days = Period(max(weeks[0], september), today).each_day() if weeks else ()
    return next((day for day in days if is_school_day(day)), newest_school_day(today))


def told_weeks(starts_on: date, today: date) -> list[date]:
    """The Mondays of a placement's weeks with lessons before the one that is asked; at least its first."""
    return _weeks_with_lessons(starts_on, today) or [monday_of(starts_on)]


def newest_school_day(today: date) -> date:
    """Today, or the last day with lessons before it; in a long holiday just today."""
    days = (today - timedelta(days=back) for back in range(10))
    return next((day for day in days if is_school_day(day)), today)


def _weeks_with_lessons(first: date, today: date) -> list[date]:
    asked = monday_of(today - FROM_THURSDAY)
    days = Period(first, asked - timedelta(days=1)).each_day() if first < asked else ()
    return sorted({monday_of(day) for day in days if is_school_day(day)})
