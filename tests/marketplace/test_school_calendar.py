from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.period import Period, school_year_of
from marketplace.school_calendar import (
    FRIDAY,
    MONDAY,
    SATURDAY,
    TUESDAY,
    add_training_days,
    add_working_days,
    holidays,
    is_school_day,
    is_working_day,
    public_holidays,
    training_days_between,
)

DAYS = st.dates(date(2020, 1, 1), date(2060, 12, 31))

# School year: autumn, Christmas, carnival, Easter (with Easter Monday when it follows), Ascension, Whit Monday.
PUBLISHED = {
    2024: ("1028-1103", "1223-0105", "0303-0309", "0407-0421", "0529", "0609"),
    2025: ("1027-1102", "1222-0104", "0216-0222", "0406-0419", "0514", "0525"),
    2026: ("1102-1108", "1221-0103", "0208-0214", "0329-0411", "0506", "0517"),
    2027: ("1101-1107", "1227-0109", "0228-0305", "0403-0417", "0525", "0605"),
    2028: ("1030-1105", "1225-0107", "0212-0218", "0402-0415", "0510", "0521"),
    2029: ("1029-1104", "1224-0106", "0304-0310", "0408-0422", "0530", "0610"),
}


def day_of(school_year, text):
    month, day = int(text[:2]), int(text[2:])
    return date(school_year if month >= 9 else school_year + 1, month, day)


def period_of(school_year, text):
    first, _, last = text.partition("-")
    return Period(day_of(school_year, first), day_of(school_year, last or first))


@pytest.mark.parametrize("school_year", PUBLISHED)
def test_the_holidays_equal_the_published_table(school_year):
    autumn, christmas, carnival, easter, ascension, whit_monday = PUBLISHED[school_year]
    found = {holiday.name: holiday.period for holiday in holidays(school_year)}
    thursday = day_of(school_year, ascension)
    assert found == {
        "herfstvakantie": period_of(school_year, autumn),
        "Wapenstilstand": period_of(school_year, "1111"),
        "kerstvakantie": period_of(school_year, christmas),
        "krokusvakantie": period_of(school_year, carnival),
        "paasvakantie": period_of(school_year, easter),
        "Dag van de Arbeid": period_of(school_year, "0501"),
        "O.L.H.-Hemelvaart en de dag erna": Period(thursday, thursday + timedelta(days=1)),
        "pinkstermaandag": period_of(school_year, whit_monday),
        "zomervakantie": period_of(school_year, "0701-0831"),
    }


@pytest.mark.parametrize("year", range(2020, 2060))
def test_the_year_has_ten_public_holidays_and_none_is_a_school_day(year):
    days = [holiday.period.starts_on for holiday in public_holidays(year)]
    assert len(days) == 10
    assert days == sorted(days)
    assert not any(is_school_day(day) or is_working_day(day) for day in days)


@pytest.mark.parametrize("year", range(2020, 2060))
def test_the_long_holidays_start_on_a_monday_and_come_in_order(year):
    found = holidays(year)
    assert found == sorted(found, key=lambda holiday: holiday.period)
    weeks = {"herfstvakantie": 7, "kerstvakantie": 14, "krokusvakantie": 7, "paasvakantie": 14}
    for holiday in found:
        if holiday.name in weeks:
            assert holiday.period.starts_on.weekday() == MONDAY
            assert holiday.period.days - weeks[holiday.name] in (0, 1)


@pytest.mark.parametrize(
    ("day", "open_"),
    [
        (date(2026, 9, 1), True),
        (date(2026, 9, 5), False),
        (date(2026, 11, 11), False),
        (date(2027, 4, 12), True),
        (date(2027, 5, 7), False),
        (date(2028, 4, 17), False),
        (date(2027, 7, 1), False),
    ],
)
def test_is_school_day(day, open_):
    assert is_school_day(day) is open_


def test_twenty_training_days_after_the_first_of_september():
    assert add_training_days(date(2026, 9, 1), 20) == date(2026, 9, 29)


def test_the_search_for_a_contract_stops_in_the_autumn_holiday_and_on_days_of_the_school():
    assert add_training_days(date(2026, 10, 12), 20) == date(2026, 11, 17)
    assert add_training_days(date(2026, 10, 12), 20, days_off={date(2026, 10, 20)}) == date(2026, 11, 18)


def test_only_the_days_of_the_student_count():
    assert add_training_days(date(2026, 9, 1), 4, weekdays=(MONDAY, TUESDAY)) == date(2026, 9, 15)
    assert add_training_days(date(2026, 9, 4), 2, weekdays=(FRIDAY, SATURDAY)) == date(2026, 9, 11)


def test_a_student_without_training_days_is_refused():
    with pytest.raises(ValueError, match="at least one training day"):
        add_training_days(date(2026, 9, 1), 20, weekdays=())


def test_a_negative_number_of_days_is_refused():
    with pytest.raises(ValueError, match="cannot be negative"):
        add_working_days(date(2026, 9, 1), -1)


@given(DAYS, st.integers(0, 60))
def test_counting_is_the_reverse_of_adding(start, days):
    assert training_days_between(start, add_training_days(start, days)) == days


@given(DAYS, st.integers(1, 60))
def test_the_day_reached_is_a_day_that_counts(start, days):
    assert is_school_day(add_training_days(start, days))
    assert is_working_day(add_working_days(start, days))


def test_working_days_skip_weekend_public_holiday_and_closure():
    assert add_working_days(date(2026, 11, 6), 5) == date(2026, 11, 16)
    closed = Period(date(2026, 12, 24), date(2026, 12, 31)).each_day()
    assert add_working_days(date(2026, 12, 23), 1, days_off=set(closed)) == date(2027, 1, 4)


@given(DAYS)
def test_a_school_day_lies_in_no_holiday(day):
    inside = any(holiday.period.contains(day) for holiday in holidays(school_year_of(day)))
    assert not (inside and is_school_day(day))
