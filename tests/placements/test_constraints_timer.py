"""The promises of the database about timers, registrations, rests and calendar addresses, each broken once."""

from datetime import date

import pytest
from django.utils import timezone

from placements.models import CalendarFeed, Registration, Reminder, Suspension, Timer
from tests.constraints import breaks
from tests.factories.accounts import UserFactory
from tests.factories.schools import RepresentativeFactory
from tests.placements.test_constraints_placement import make_placement

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 23)


@pytest.fixture
def placement():
    return make_placement()


def timer(placement, **fields):
    known = {"key": "k", "kind": "health", "starts_on": DAY, "due_on": DAY}
    return Timer.objects.create(school=placement.school, student=placement.student, **{**known, **fields})


def feed(placement, **fields):
    known = {"party": "company", "token_hash": "a", "made_at": timezone.now(), "made_by": UserFactory()}
    return CalendarFeed.objects.create(placement=placement, **{**known, **fields})


def test_timers_and_reminders(placement):
    row = timer(placement)
    with breaks("timer_key_once"):
        timer(placement)
    with breaks("timer_kind_known"):
        timer(placement, key="other", kind="birthday")
    Reminder.objects.create(timer=row, mark=1, sent_at=timezone.now())
    with breaks("reminder_once_per_mark"):
        Reminder.objects.create(timer=row, mark=1, sent_at=timezone.now())


def test_registrations(placement):
    with breaks("registration_has_reference"):
        Registration.objects.create(placement=placement, reference="", registered_on=DAY)


def test_rests(placement):
    with breaks("suspension_cause_known"):
        Suspension.objects.create(placement=placement, cause="flu", starts_on=DAY)
    with breaks("suspension_ends_after_start"):
        Suspension.objects.create(placement=placement, cause="closed", starts_on=DAY, ends_on=date(2026, 11, 22))
    Suspension.objects.create(placement=placement, cause="closed", starts_on=DAY)
    with breaks("suspension_one_at_a_time"):
        Suspension.objects.create(placement=placement, cause="no_work", starts_on=DAY)


def test_calendar_addresses(placement):
    feed(placement)
    with breaks("calendar_feed_token_once"):
        feed(placement, party="school")
    with breaks("calendar_feed_one_per_party"):
        feed(placement, token_hash="b")
    with breaks("calendar_feed_of_known_party"):
        feed(placement, party="representative", token_hash="c")
    with breaks("calendar_feed_of_known_party"):
        feed(placement, party="neighbour", token_hash="d")
    parent = RepresentativeFactory(student=placement.student)
    feed(placement, party="representative", representative=parent, token_hash="e")
    with breaks("calendar_feed_one_per_representative"):
        feed(placement, party="representative", representative=parent, token_hash="f")
    with breaks("calendar_feed_of_staff_has_a_maker"):
        feed(placement, party="school", token_hash="h", made_by=None)
    feed(placement, token_hash="g", withdrawn_at=timezone.now())
