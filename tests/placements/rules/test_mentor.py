"""How many students a mentor has at once, counted day by day in the test."""

from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from marketplace.period import Period
from placements.models import MentorAssignment
from placements.rules.mentor import students_at_once

FIRST = date(2026, 9, 1)
DAYS = st.tuples(st.integers(0, 40), st.integers(0, 20)).map(
    lambda drawn: (FIRST + timedelta(days=drawn[0]), FIRST + timedelta(days=drawn[0] + drawn[1]))
)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(DAYS, max_size=6), DAYS)
def test_the_most_on_one_day(runs, asked):
    rows = [MentorAssignment(starts_on=first, ends_on=last) for first, last in runs]
    period = Period(*asked)
    by_day = [sum(first <= day <= last for first, last in runs) for day in period.each_day()]
    assert students_at_once(rows, period) == max(by_day)
