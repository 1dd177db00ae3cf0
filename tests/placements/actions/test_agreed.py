"""Registering what was agreed by telephone."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from marketplace.notifications.models import Notification
from marketplace.workflow import Refused
from placements.actions import agreed as actions
from placements.models import Capacity, Offer, PlacementRequest
from tests.factories.companies import MentorFactory, SiteFactory
from tests.factories.offers import make_market
from tests.factories.schools import HomeFactory, StudentFactory

pytestmark = pytest.mark.django_db
DAYS = {"starts_on": date(2026, 11, 30), "ends_on": date(2027, 6, 30), "weekdays": [3, 4]}


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-11-23 09:00 +0100", tick=False):
        yield


@pytest.fixture
def market():
    market = make_market()
    market.mentor()
    return market


@pytest.fixture
def student(market):
    student = StudentFactory(school=market.school, programme=market.programme)
    HomeFactory(student=student)
    return student


def register(market, student, capacity, **fields):
    return actions.register_agreed(student=student, capacity=capacity, by=market.coordinator, **(DAYS | fields))


def test_the_request_is_made_and_the_company_asked(market, student):
    offer = register(market, student, market.capacity())
    assert (offer.kind, offer.status) == ("agreed", "sent")
    assert (offer.request.student, offer.request.starts_on, offer.request.weekdays) == (
        student,
        DAYS["starts_on"],
        [3, 4],
    )
    told = Notification.objects.get(code="offer.agreed")
    assert told.organisation_id == market.company.pk
    assert student.last_name not in str(told.parameters)


def test_an_open_request_gets_the_agreed_days(market):
    request = market.request()
    offer = register(market, request.student, market.capacity())
    assert offer.request_id == request.pk
    request.refresh_from_db()
    assert (request.starts_on, request.weekdays) == (DAYS["starts_on"], [3, 4])


def test_how_far_was_settled_by_telephone(market, student):
    student.homes.update(lat=50.88, lon=4.70)  # some 40 km away
    assert register(market, student, market.capacity()).request.reach_km > 40


@pytest.mark.parametrize(
    ("place", "days"),
    [
        ({"minimum_age": 18}, {}),
        ({"week": {"1": ["08:00", "16:00"]}}, {}),
        ({"status": "closed"}, {}),
        ({"places": 1, "taken": 1}, {}),
        ({}, {"starts_on": date(2026, 8, 31), "ends_on": date(2026, 12, 1)}),
    ],
)
def test_every_hard_rule_holds_and_nothing_is_half_stored(market, student, place, days):
    capacity = market.capacity(**place)
    with pytest.raises(Refused):
        register(market, student, capacity, **days)
    assert not Offer.objects.exists()
    assert not PlacementRequest.objects.exists()


def test_a_student_of_another_school_is_refused(market):
    with pytest.raises(Refused) as refused:
        register(market, StudentFactory(programme=market.programme), market.capacity())
    assert refused.value.code == "request.not_your_student"


def test_only_a_coordinator_registers(market, student):
    with pytest.raises(PermissionDenied):
        actions.register_agreed(student=student, capacity=market.capacity(), by=market.coach_actor, **DAYS)


def test_the_company_confirms_it_itself(market, student):
    placement = market.placement(
        register(market, student, market.capacity(places=1)), mentor=MentorFactory(site=market.site)
    )
    assert placement.student == student
    assert Capacity.objects.get().left == 0


def test_a_site_without_places_is_asked_to_publish(market):
    site = SiteFactory(company=market.company)
    actions.ask_to_publish(site=site, programme=market.programme, by=market.coordinator)
    told = Notification.objects.get(code="capacity.asked")
    assert (told.organisation_id, told.path) == (market.company.pk, "/capacity/new/")
    with pytest.raises(PermissionDenied):
        actions.ask_to_publish(site=site, programme=market.programme, by=market.hr)
