"""On the home of a student each line names the company and what it is about, never the student."""

from datetime import date

import pytest
import time_machine

from marketplace.web.panels import waiting_for
from placements.actions.evaluation import plan_evaluations
from placements.actions.start import make_checks
from tests.factories.agreements import in_signing, student_actor
from tests.factories.amendments import amended, opened, running
from tests.factories.offers import make_market

pytestmark = pytest.mark.django_db
HOST = "Bakkerij Peeters"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-11-23 09:00 +0100", tick=False) as moved:
        yield moved


@pytest.fixture
def market():
    found = make_market()
    found.company.organisation.name = HOST
    found.company.organisation.save()
    return found


def lines(placement, day="2026-11-23"):
    items = waiting_for(student_actor(placement), date.fromisoformat(day))
    assert all(str(placement.student) not in item.subject for item in items)
    return sorted({(item.subject, str(item.verb)) for item in items})


def test_what_to_sign_and_to_tick_before_the_first_day(market):
    placement = in_signing(market).placement
    make_checks(placement=placement)
    placement.checks.update(owner="student")
    assert lines(placement) == [
        (f"Je plaats bij {HOST}", "Vul de startlijst aan"),
        (f"Overeenkomst met {HOST}", "Teken"),
    ]


def test_an_amendment_to_sign_and_what_to_tell_while_it_runs(market, clock):
    first = running(market)
    plan_evaluations(placement=first.placement)
    clock.move_to("2027-01-14 09:00 +0100")
    opened(market, amended(market, first))
    assert lines(first.placement, "2027-01-14") == [
        (f"Bijlage bij de overeenkomst met {HOST}", "Teken"),
        (f"Hoe ver sta je bij {HOST}?", "Zeg het"),
        (f"Week van 11 januari bij {HOST}", "Vertel"),
    ]
