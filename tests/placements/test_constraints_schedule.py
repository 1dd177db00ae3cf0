"""The promises of the database about week schedules and contacts in holidays, each broken once."""

from datetime import date, time

import pytest
from django.utils import timezone

from placements.models import Agreement, Schedule, ScheduleBlock, ScheduleDay, ScheduleWarning, SchoolContact
from tests.constraints import breaks
from tests.placements.test_constraints_placement import make_placement

pytestmark = pytest.mark.django_db
HOURS = {"starts": time(8), "ends": time(12)}
DAY = date(2026, 11, 2)


@pytest.fixture
def schedule():
    return Schedule.objects.create(agreement=Agreement.objects.create(placement=make_placement(), version=1))


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("schedule_block_of_weekday_or_day", {}),
        ("schedule_block_weekday", {"weekday": 0}),
        ("schedule_block_weekday", {"weekday": 8}),
        ("schedule_block_has_length", {"weekday": 1, "ends": time(8)}),
    ],
)
def test_blocks(schedule, name, fields):
    with breaks(name):
        ScheduleBlock.objects.create(schedule=schedule, **{**HOURS, **fields})


def test_a_block_stands_once(schedule):
    day = ScheduleDay.objects.create(schedule=schedule, day=DAY, kind="other")
    ScheduleBlock.objects.create(schedule=schedule, weekday=1, **HOURS)
    ScheduleBlock.objects.create(schedule=schedule, exception=day, **HOURS)
    with breaks("schedule_block_weekday_once"):
        ScheduleBlock.objects.create(schedule=schedule, weekday=1, starts=time(8), ends=time(10))
    with breaks("schedule_block_day_once"):
        ScheduleBlock.objects.create(schedule=schedule, exception=day, starts=time(8), ends=time(10))
    with breaks("schedule_block_of_weekday_or_day"):
        ScheduleBlock.objects.create(schedule=schedule, weekday=2, exception=day, **HOURS)


@pytest.mark.parametrize(
    ("name", "fields"),
    [("schedule_day_kind_known", {"kind": "party"}), ("schedule_holiday_has_reason", {"kind": "holiday"})],
)
def test_days(schedule, name, fields):
    with breaks(name):
        ScheduleDay.objects.create(schedule=schedule, day=DAY, **fields)


def test_a_day_stands_once(schedule):
    ScheduleDay.objects.create(schedule=schedule, day=DAY, kind="free")
    with breaks("schedule_day_once"):
        ScheduleDay.objects.create(schedule=schedule, day=DAY, kind="recovery")


def test_a_warning_is_told_once(schedule):
    ScheduleWarning.objects.create(schedule=schedule, code="worktime.day", told_at=timezone.now())
    with breaks("schedule_warning_once"):
        ScheduleWarning.objects.create(schedule=schedule, code="worktime.day", told_at=timezone.now())


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("school_contact_ends_after_start", {"ends_on": date(2026, 11, 1)}),
        ("school_contact_can_be_called", {"name": ""}),
        ("school_contact_can_be_called", {"phone": ""}),
    ],
)
def test_contacts(schedule, name, fields):
    known = {"name": "Wie", "phone": "+32470000000", "starts_on": DAY, "ends_on": DAY}
    with breaks(name):
        SchoolContact.objects.create(placement=schedule.agreement.placement, **{**known, **fields})
