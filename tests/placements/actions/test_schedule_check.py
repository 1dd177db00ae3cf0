"""Every night: each version of a placement is looked at as long as it holds, and a broken rule is told once."""

from datetime import date, time

import pytest
import time_machine

from marketplace.actor import SYSTEM
from marketplace.audit.models import AuditEvent
from marketplace.notifications.models import Notification
from placements.actions.schedule_check import check_schedules
from placements.models import Schedule
from tests.factories.amendments import FROM, amended, opened, running, signed
from tests.factories.offers import make_market

pytestmark = pytest.mark.django_db
MARCH, JUNE = date(2027, 3, 1), date(2027, 6, 1)


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2027-02-01 02:30 +0100", tick=False):
        yield


@pytest.fixture
def market():
    return make_market()


@pytest.fixture
def versions(market):
    """The first version, one from June that a newer one overtakes, and the newer one from March."""
    first = running(market)
    second = signed(market, opened(market, amended(market, first, JUNE)))
    return first, second, signed(market, opened(market, amended(market, second, MARCH)))


def too_late(agreement):
    """A minor would work until half past eleven in the evening."""
    Schedule.objects.get(agreement=agreement).blocks.filter(is_work=True).update(ends="23:30")


def told():
    return Notification.objects.filter(code="placement.hours_problem")


def test_one_rule_that_two_versions_break_is_told_once(market):
    first = running(market)
    second = signed(market, opened(market, amended(market, first, FROM)))
    for version in (first, second):
        too_late(version)
    rules = check_schedules(by=SYSTEM)
    assert set(told().values_list("role", flat=True)) == {"hr", "coach"}
    assert told().count() == 2
    codes = AuditEvent.objects.get(verb="placement.hours_problem").data["codes"]
    assert len(set(codes)) == len(codes) == rules
    assert {version.schedule.warnings.count() for version in (first, second)} == {rules}
    assert check_schedules(by=SYSTEM) == 0


def test_what_another_version_broke_already_is_not_told_again(market):
    first = running(market)
    second = signed(market, opened(market, amended(market, first, FROM)))
    too_late(first)
    assert check_schedules(by=SYSTEM) > 0
    too_late(second)
    assert check_schedules(by=SYSTEM) == 0
    assert second.schedule.warnings.exists()
    assert told().count() == 2


def test_a_version_holds_until_the_earliest_of_all_later_ones(versions):
    first, _second, third = versions
    too_late(first)
    with time_machine.travel("2027-03-01 02:30 +0100", tick=False):
        assert check_schedules(by=SYSTEM) == 0
        too_late(third)
        assert check_schedules(by=SYSTEM) > 0


def test_one_that_never_holds_is_not_looked_at(versions):
    """Its own text would miss the day that makes up for the holiday; what holds in its place has it."""
    first, second, third = versions
    for version in (first, second, third):
        day = version.schedule.days.create(day=date(2027, 2, 10), kind="holiday", reason="Lossen")
        version.schedule.blocks.create(exception=day, starts=time(8), ends=time(12))
    for version in (first, third):
        version.schedule.days.create(day=date(2027, 6, 9), kind="recovery")
    assert check_schedules(by=SYSTEM) == 0
