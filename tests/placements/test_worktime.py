"""Working time of minors: each rule by example, and what holds for every plan."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.period import Period
from placements.worktime import (
    Block,
    Limits,
    average_week,
    check,
    check_as_law_changes,
    hours,
    plan_days,
    total,
)

MONDAY = date(2026, 11, 23)
SIXTEEN = date(2010, 1, 1)
ADULT = date(2000, 1, 1)
LIMITS = Limits()
HORECA = Limits(sector_sundays=True, sector_evening=time(22))


def at(text):
    return time.fromisoformat(text)


def work(day, *spans):
    """Work on the nth day after Monday 23 November 2026, each span as '08:00-12:00'."""
    return [Block(MONDAY + timedelta(days=day), *map(at, span.split("-"))) for span in spans]


def codes(blocks, born_on=SIXTEEN, limits=LIMITS, **more):
    return [breach.code for breach in check(blocks, born_on=born_on, limits=limits, **more)]


GOOD = ("08:00-12:00", "13:00-17:00")


@pytest.mark.parametrize(
    ("blocks", "code"),
    [
        (work(0, "08:00-12:00", "13:00-17:15"), "worktime.day"),
        (work(0, "08:00-12:45", "13:30-14:00"), "worktime.stretch"),
        (work(0, "08:00-12:00", "12:20-13:20"), "worktime.break"),
        (work(0, "08:00-12:00", "12:30-15:00"), "worktime.break"),
        (work(0, "08:00-10:00", "10:20-12:00", "12:20-14:20", "14:40-16:00"), "worktime.break"),
        (work(0, "19:00-20:15"), "worktime.night"),
        (work(0, "05:30-08:00"), "worktime.night"),
        (work(0, "22:00-02:00"), "worktime.night_never"),
        (work(6, "10:00-12:00"), "worktime.sunday"),
        (work(0, "16:00-20:00") + work(1, "07:00-11:00"), "worktime.rest"),
    ],
)
def test_one_broken_rule(blocks, code):
    assert codes(blocks) == [code]


def test_a_sentence_names_the_limits_of_its_day():
    """They are dated figures: a sentence with the numbers of yesterday would send somebody the wrong way."""
    limits = Limits(stretch=timedelta(hours=4), short_break=timedelta(minutes=20), evening=time(19))
    blocks = work(0, "08:00-12:15") + work(1, "19:00-19:30")
    told = [row.sentence % row.facts for row in check(blocks, born_on=SIXTEEN, limits=limits)]
    assert told[0] == "Boven 4.0 uur hoort 20.0 minuten pauze, boven 6.0 uur 60.0 minuten, waarvan 20.0 aan een stuk."
    assert told[1] == "Na 4.0 uur werk hoort een pauze."
    assert told[2].startswith("Tussen 19 en 6 uur werkt een minderjarige niet")


@pytest.mark.parametrize(
    "blocks",
    [
        work(0, *GOOD),
        work(0, "08:00-12:30"),
        work(0, "08:00-12:00", "12:30-14:30"),
        work(0, "08:00-10:00", "10:30-13:00", "13:30-15:00"),
        work(0, "06:00-08:00"),
        work(0, "18:00-20:00"),
        work(0, "16:00-20:00") + work(1, "08:00-12:00"),
        work(5, *GOOD),
    ],
)
def test_exactly_at_the_limit_is_allowed(blocks):
    assert codes(blocks) == []


def test_touching_blocks_are_one_stretch():
    assert codes(work(0, "08:00-10:00", "10:00-12:40")) == ["worktime.break", "worktime.stretch"]


def test_saturday_and_monday_leave_no_weekly_rest():
    assert codes(work(5, "08:00-12:00") + work(7, "08:00-12:00")) == ["worktime.weekly_rest"]


def test_school_on_monday_does_not_take_the_rest_of_a_saturday():
    lessons = Block(MONDAY + timedelta(days=7), at("08:30"), at("12:00"), is_work=False)
    assert codes([*work(5, "08:00-12:00"), lessons]) == []


def week_of(minutes):
    """Five days of eight hours, and more minutes on the Saturday."""
    days = [block for day in range(5) for block in work(day, *GOOD)]
    end = (8 * 60 + minutes) // 60, (8 * 60 + minutes) % 60
    return days if not minutes else [*days, Block(MONDAY + timedelta(days=5), time(8), time(*end))]


def test_forty_hours_warn_and_more_hold_back():
    wide = Limits(sector_week=timedelta(hours=48))
    assert codes(week_of(0), limits=wide) == ["worktime.week_long"]
    assert codes(week_of(15), limits=wide) == ["worktime.week"]


def test_school_counts_in_day_and_week():
    lessons = [Block(MONDAY, at("08:00"), at("12:00"), is_work=False)]
    assert codes(lessons + work(0, "13:00-17:30")) == ["worktime.day"]


def test_the_week_of_the_sector_warns_an_adult_too():
    found = check(week_of(0), born_on=ADULT, limits=LIMITS)
    assert [(breach.code, breach.is_hard) for breach in found] == [("worktime.sector_week", False)]
    assert found[0].sentence % found[0].facts == (
        "School en werk samen zijn 40.0 uur: meer dan de week van 38.0 uur in de sector."
    )


def test_evenings_of_the_sector_are_from_sixteen():
    evening = work(0, "18:00-22:00")
    assert codes(evening, limits=HORECA) == []
    assert codes(evening, limits=HORECA, born_on=MONDAY.replace(year=2010) + timedelta(days=1)) == ["worktime.night"]
    assert codes(work(0, "18:00-22:15"), limits=HORECA) == ["worktime.night"]


@pytest.mark.parametrize(
    ("spans", "found"),
    [
        (["07:00-08:00", "19:00-23:00"], []),
        (["06:45-07:45", "19:00-22:15"], ["worktime.night"]),
        (["06:00-07:00", "18:00-22:00"], []),
        (["19:00-23:00"], []),
        (["19:00-23:15"], ["worktime.night"]),
        (["06:00-10:00"], []),
        (["05:45-10:00"], ["worktime.night"]),
        (["20:00-00:00"], ["worktime.night"]),
        (["20:00-00:15"], ["worktime.night_never"]),
    ],
)
def test_eleven_in_the_evening_is_for_who_begins_at_seven_or_later(spans, found):
    shifts = Limits(sector_evening=time(23))
    assert codes(work(0, *spans), limits=shifts) == found
    assert codes(work(0, *spans), limits=shifts, born_on=ADULT) == []


def test_the_hours_of_late_shifts_are_dated_figures():
    earlier = Limits(sector_evening=time(23), late_evening=time(21), late_morning=time(8))
    assert codes(work(0, "07:00-08:00", "18:00-21:00"), limits=earlier) == []
    (breach,) = check(work(0, "07:00-08:00", "18:00-21:15"), born_on=SIXTEEN, limits=earlier)
    assert breach.sentence % breach.facts == "Wie minderjarig is en na 21 uur werkt, begint die dag niet voor 8 uur."
    assert breach.is_hard


def test_sundays_of_the_sector_warn_and_never_two_in_a_row():
    sundays = work(6, "10:00-12:00") + work(13, "10:00-12:00")
    found = check(sundays, born_on=SIXTEEN, limits=HORECA)
    assert [(breach.code, breach.is_hard) for breach in found] == [
        ("worktime.sunday", False),
        ("worktime.sunday", False),
        ("worktime.sundays_in_a_row", True),
    ]
    every_other = work(6, "10:00-12:00") + work(20, "10:00-12:00")
    assert "worktime.sundays_in_a_row" not in codes(every_other, limits=HORECA)


def test_a_public_holiday_is_like_a_sunday():
    assert codes(work(0, "10:00-12:00"), public_holidays={MONDAY}) == ["worktime.sunday"]


def test_nothing_of_this_binds_from_the_eighteenth_birthday():
    long_days = work(0, "08:00-18:00") + work(1, "08:00-18:00")
    turns_on_tuesday = date(2008, 11, 24)
    days = {breach.day for breach in check(long_days, born_on=turns_on_tuesday, limits=LIMITS)}
    assert days == {MONDAY}


def test_a_birthday_on_29_february_turns_on_28_february():
    nine = [Block(date(2026, 2, 27), time(8), time(17, 30)), Block(date(2026, 2, 28), time(8), time(17, 30))]
    days = {breach.day for breach in check(nine, born_on=date(2008, 2, 29), limits=LIMITS)}
    assert days == {date(2026, 2, 27)}


@pytest.mark.parametrize(("day", "real"), [(date(2026, 10, 24), 9), (date(2027, 3, 27), 7), (date(2026, 11, 14), 8)])
def test_a_night_in_which_the_clock_changes_counts_its_real_hours(day, real):
    assert Block(day, time(22), time(6)).length == timedelta(hours=real)


def test_exceptions_replace_a_day_and_days_off_are_free():
    week = {1: ((time(8), time(12)),), 2: ((time(8), time(12)),)}
    found = plan_days(
        week,
        Period(MONDAY, MONDAY + timedelta(days=8)),
        off={MONDAY + timedelta(days=1)},
        exceptions={MONDAY: (), MONDAY + timedelta(days=2): ((time(9), time(10)),)},
    )
    assert [(block.day.day, block.starts.hour) for block in found] == [(25, 9), (30, 8), (1, 8)]


def test_a_day_is_judged_by_the_law_in_force_on_it():
    nine_hours = work(0, "08:00-12:30", "13:30-18:00") + work(2, "08:00-12:30", "13:30-18:00")
    longer = Limits(day=timedelta(hours=9))
    changes_on = MONDAY + timedelta(days=2)
    law = [(MONDAY, LIMITS), (changes_on, longer)]
    assert [breach.day for breach in check_as_law_changes(nine_hours, born_on=SIXTEEN, law=law)] == [MONDAY]
    law = [(MONDAY, longer), (changes_on, LIMITS)]
    assert [breach.day for breach in check_as_law_changes(nine_hours, born_on=SIXTEEN, law=law)] == [changes_on]


def test_the_hours_of_a_sector_warn_at_any_age():
    retail = Limits(sector_hours=(time(6), time(20)))
    for span in ("05:45-09:00", "17:00-20:15", "22:00-02:00"):
        found = check(work(0, span), born_on=ADULT, limits=retail)
        assert [(breach.code, breach.is_hard) for breach in found] == [("worktime.sector_hours", False)]
    assert check(work(0, "06:00-10:00", "16:00-20:00"), born_on=ADULT, limits=retail) == []


def test_the_average_week_leaves_out_weeks_with_a_day_off():
    period = Period(MONDAY, MONDAY + timedelta(days=20))
    blocks = [*work(0, "08:00-12:00"), *work(7, "08:00-16:00"), *work(14, "08:00-10:00")]
    lesson = Block(MONDAY + timedelta(days=8), at("08:30"), at("12:00"), is_work=False)
    found = average_week([*blocks, lesson], period, off=[MONDAY + timedelta(days=15)])
    assert (hours(found.work), hours(found.school), hours(found.whole)) == (6.0, 1.75, 7.75)
    saturday = MONDAY + timedelta(days=19)
    assert hours(average_week(blocks, period, off=[saturday]).work) == pytest.approx(14 / 3)


def test_there_is_no_average_without_a_whole_week():
    assert average_week(work(0, "08:00-12:00"), Period(MONDAY, MONDAY + timedelta(days=5)), off=[]) is None


@given(st.sets(st.integers(0, 27)), st.integers(0, 27))
def test_a_day_off_only_takes_its_own_week_out_of_the_average(worked, off):
    period = Period(MONDAY, MONDAY + timedelta(days=27))
    blocks = [block for day in worked for block in work(day, "08:00-12:00")]
    closed = MONDAY + timedelta(days=off)
    left = [block for block in blocks if closed.isoweekday() > 5 or (block.day - MONDAY).days // 7 != off // 7]
    weeks = 4 if closed.isoweekday() > 5 else 3
    assert average_week(blocks, period, off=[closed]).work == total(left) / weeks


spans = st.tuples(st.integers(0, 23), st.integers(1, 8)).map(lambda pair: (pair[0], min(24, sum(pair))))
plans = st.lists(st.tuples(st.integers(0, 20), spans), max_size=12)


def blocks_of(plan):
    once = dict(plan)
    return [Block(MONDAY + timedelta(days=day), time(a), time(b % 24)) for day, (a, b) in once.items()]


@given(plans)
def test_an_adult_is_only_bound_by_the_sector_week(plan):
    assert set(codes(blocks_of(plan), born_on=ADULT)) <= {"worktime.sector_week"}


@given(plans)
def test_the_order_of_the_blocks_does_not_matter(plan):
    blocks = blocks_of(plan)
    assert codes(blocks) == codes(reversed(blocks))


@given(plans)
def test_no_day_is_long_exactly_when_no_block_is(plan):
    blocks = blocks_of(plan)
    told = {breach.day for breach in check(blocks, born_on=SIXTEEN, limits=LIMITS) if breach.code == "worktime.day"}
    assert told == {block.day for block in blocks if block.length > LIMITS.day}


@given(plans)
def test_hard_weeks_are_exactly_those_above_forty_hours(plan):
    blocks = blocks_of(plan)
    weeks = {block.day.isocalendar()[:2] for block in blocks}
    long = {week for week in weeks if total(b for b in blocks if b.day.isocalendar()[:2] == week) > LIMITS.week_most}
    found = check(blocks, born_on=SIXTEEN, limits=LIMITS)
    assert {breach.day.isocalendar()[:2] for breach in found if breach.code == "worktime.week"} == long
