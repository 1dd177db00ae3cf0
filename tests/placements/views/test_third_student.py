"""R12 over HTTP: a mentor guides two students unless HR said three, and a third is warned of, never a fourth."""

import pytest
import time_machine
from django.urls import reverse

from placements.actions.seat import name_mentor
from tests.factories.agreements import agreed_placement
from tests.factories.offers import make_market

pytestmark = pytest.mark.django_db
WARNED = "begeleidt in deze periode 3 leerlingen tegelijk"


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-11-23 09:00 +0100", tick=False):
        yield


def name(client, placement, mentor):
    """HR chooses the mentor; what the page says then."""
    return client.post(reverse("placement-mentor", args=[placement.pk]), {"mentor": mentor.pk}, follow=True).text


def say_most(client, mentor, most):
    """HR fills in another number on the page of the mentor."""
    path = reverse("mentor-change", args=[mentor.pk])
    initial = client.get(path).context["form"].initial
    typed = {field: value for field, value in initial.items() if value not in (None, False)}
    assert client.post(path, typed | {"most_students": most}).status_code == 302


def test_a_third_student_is_refused_until_hr_says_three_and_then_warned_of(client_of):
    market = make_market()
    mentor = market.mentor()
    for _number in range(2):
        name_mentor(placement=agreed_placement(market), mentor=mentor, by=market.hr)
    third, fourth = agreed_placement(market), agreed_placement(market)

    hr = client_of(market.hr_member)
    refused = name(hr, third, mentor)
    assert "vul bij deze mentor een hoger aantal in: 3 is het meeste" in refused
    assert WARNED not in refused
    say_most(hr, mentor, 3)
    assert f"{mentor.name} {WARNED}" in name(hr, third, mentor)
    last = name(hr, fourth, mentor)
    assert "al genoeg leerlingen. Kies een andere." in last
    assert "hoger aantal" not in last

    coach = client_of(market.coach_member)
    assert f"{mentor.name} {WARNED}" in coach.get(reverse("placement-detail", args=[third.pk])).text
