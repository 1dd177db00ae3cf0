"""The page of coaches over HTTP: divide students, write hours, name a stand-in; placements follow."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from marketplace.actor import SYSTEM
from placements.actions.coach import assign_coach, follow_coaches
from schools.models import CoachHours, CoachStandIn
from tests.factories.agreements import agreed_placement
from tests.factories.offers import make_market
from tests.factories.schools import CoachFactory, StudentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-11-23 09:00 +0100", tick=False):
        yield


@pytest.fixture
def market():
    return make_market()


@pytest.fixture
def other(market):
    return CoachFactory(school=market.school, name="Tine Tweede")


@pytest.fixture
def coordinator(market, client_of):
    return client_of(market.coordinator_member)


def test_standing_placements_follow_their_student(market, other):
    placement = agreed_placement(market)
    moved = assign_coach(coach=other, students=[placement.student], by=market.coordinator)
    placement.refresh_from_db()
    assert (moved, placement.coach) == (1, other)
    assert assign_coach(coach=other, students=[placement.student], by=market.coordinator) == 0


def test_what_a_form_or_class_list_wrote_is_followed_at_night(market, other):
    placement, stopped = agreed_placement(market), agreed_placement(market)
    type(stopped).objects.filter(pk=stopped.pk).update(status="stopped", ended_on=date(2026, 11, 1), end_reason="OTHER")
    for row in (placement, stopped):
        type(row.student).objects.filter(pk=row.student_id).update(coach=other)
    assert (follow_coaches(by=SYSTEM), follow_coaches(by=SYSTEM)) == (1, 0)
    placement.refresh_from_db()
    stopped.refresh_from_db()
    assert (placement.coach, stopped.coach) == (other, market.coach)


def test_divide_the_students_of_nobody(market, other, coordinator):
    student = StudentFactory(school=market.school, first_name="Zonder", last_name="Begeleider", coach=None)
    hours = {"school_year": "2026", "week_hours": "1,5", "most_students": "1"}
    coordinator.post(reverse("coach-hours", args=[other.pk]), hours)
    assert "Kies een begeleider voor 1 leerling" in coordinator.get(reverse("coach-list")).text
    address = f"{reverse('coach-assign')}?coach=none"
    assert "Zonder Begeleider" in coordinator.get(address).text
    more = StudentFactory(school=market.school, coach=None)
    answer = coordinator.post(address, {"students": [student.pk, more.pk], "coach": other.pk}, follow=True)
    assert "Tine Tweede begeleidt nu 2 leerlingen meer." in answer.text
    assert "Tine Tweede heeft nu 2 leerlingen. Afgesproken is hoogstens 1." in answer.text
    assert "Te veel leerlingen voor Tine Tweede" in coordinator.get(reverse("dashboard")).text
    assert "Elke leerling heeft een begeleider." in coordinator.get(address).text


@pytest.mark.parametrize("hours", ["0", "41", "veel"])
def test_hours_that_no_week_has_keep_what_was_typed(other, coordinator, hours):
    typed = {"school_year": "2026", "week_hours": hours, "most_students": "12"}
    answer = coordinator.post(reverse("coach-hours", args=[other.pk]), typed)
    assert 'value="12"' in answer.text
    assert not CoachHours.objects.exists()


def test_a_stand_in_is_named_and_stopped(market, other, coordinator):
    address = reverse("coach-stand-in", args=[market.coach.pk])
    days = {"starts_on": "2026-11-23", "ends_on": "2026-12-04"}
    wrong = coordinator.post(address, {"stand_in": other.pk} | days | {"ends_on": "2026-11-20"})
    assert "De laatste dag kan niet voor de eerste dag liggen." in wrong.text
    coordinator.post(address, {"stand_in": other.pk} | days)
    again = coordinator.post(address, {"stand_in": other.pk} | days)
    assert "Voor een van deze dagen is er al een vervanger." in again.text
    row = CoachStandIn.objects.get()
    assert "Tine Tweede" in coordinator.get(reverse("coach-list")).text
    coordinator.post(reverse("coach-stand-in-end", args=[row.pk]))
    assert not CoachStandIn.objects.filter(ends_on__gt=date(2026, 11, 23)).exists()


def test_a_coach_reads_and_changes_nothing(market, client_of):
    client = client_of(market.coach_member)
    assert client.get(reverse("coach-list")).status_code == 200
    assert client.get(reverse("coach-assign")).status_code == 403
