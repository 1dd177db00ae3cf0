"""Which days people see filled in when they offer places or ask for one."""

from datetime import date

from marketplace.period import school_year_of, school_year_period

PLANNING_STARTS = 4  # from April on, schools and companies plan the next school year


def usual_period(on: date) -> tuple[date, date]:
    """First and last day: the rest of this school year up to 30 June, from April on the whole next one."""
    year = school_year_of(on) + (PLANNING_STARTS <= on.month <= 8)
    return max(on, school_year_period(year).starts_on), date(year + 1, 6, 30)
