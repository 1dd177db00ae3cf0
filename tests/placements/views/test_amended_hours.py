"""Who plans by the hours, or pays them, is told what a signed amendment changes later; and nothing when none comes."""

from datetime import date

import pytest
import time_machine
from django.template.defaultfilters import floatformat

from placements.actions.amend import drop_amendment
from placements.actions.schedule import set_days
from placements.rules.schedule import hours_of
from placements.worktime import hours
from tests.factories.amendments import FROM, amended, opened, running, signed
from tests.factories.offers import make_market
from tests.placements.views.test_schedule_page import client_of

pytestmark = pytest.mark.django_db
WEEK = {day: ["08:00", "16:30"] for day in "123"}
OTHER = "gelden andere uren"


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2027-02-01 09:00 +0100", tick=False):
        yield


@pytest.fixture
def market():
    return make_market()


@pytest.fixture
def first(market):
    return running(market)


def sealed(market, of, in_force_on=FROM, **changes):
    return signed(market, opened(market, amended(market, of, in_force_on, **changes)))


def page_of(market, path):
    answer = client_of(market.hr_member).get(path, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def hours_now(market, first):
    return page_of(market, f"/placements/{first.placement_id}/hours/")


class TestHours:
    def test_those_of_now_lead_to_the_other_ones_that_everybody_signed(self, market, first):
        assert OTHER not in hours_now(market, first)
        draft = amended(market, first, week=WEEK)
        assert OTHER not in hours_now(market, first)
        second = signed(market, opened(market, draft))
        page = hours_now(market, first)
        assert "Vanaf ma 8 feb 2027 gelden andere uren." in page
        assert f'href="/agreements/{second.pk}/schedule/"' in page
        assert "Bekijk de uren die nu gelden" not in page
        with time_machine.travel("2027-02-08 09:00 +0100", tick=False):
            assert OTHER not in hours_now(market, first)

    def test_one_day_is_enough_and_another_plan_or_last_day_is_not(self, market, first):
        second = sealed(market, first, ends_on=date(2027, 6, 29))
        assert OTHER not in hours_now(market, first)
        draft = amended(market, second, date(2027, 3, 1))
        set_days(agreement=draft, starts_on=date(2027, 3, 4), ends_on=date(2027, 3, 4), kind="free", by=market.hr)
        third = signed(market, opened(market, draft))
        page = hours_now(market, first)
        assert "Vanaf ma 1 mrt 2027 gelden andere uren." in page
        assert f'href="/agreements/{third.pk}/schedule/"' in page

    def test_those_of_another_day_say_so_and_lead_to_those_of_now(self, market, first):
        second = sealed(market, first, week=WEEK)
        page = page_of(market, f"/agreements/{second.pk}/schedule/")
        assert "Versie 2: geldt vanaf ma 8 feb 2027." in page
        assert f'href="/placements/{first.placement_id}/hours/"' in page
        assert OTHER not in page
        with time_machine.travel("2027-02-08 09:00 +0100", tick=False):
            assert "Versie 1: gold tot en met zo 7 feb 2027." in page_of(market, f"/agreements/{first.pk}/schedule/")

    def test_those_that_never_hold_bring_no_later_ones(self, market, first):
        second = sealed(market, first, date(2027, 6, 1), week=WEEK)
        sealed(market, second, date(2027, 3, 1))
        page = page_of(market, f"/agreements/{second.pk}/schedule/")
        assert "Versie 2: gaat niet in" in page
        assert OTHER not in page
        assert "Daarna geldt" not in page_of(market, f"/agreements/{second.pk}/")

    def test_those_of_an_amendment_that_is_made_or_dropped(self, market, first):
        draft = amended(market, first, week=WEEK)
        page = page_of(market, f"/agreements/{draft.pk}/schedule/")
        assert "bijlage vanaf ma 8 feb 2027, als iedereen tekent" in page
        drop_amendment(agreement=draft, by=market.hr)
        page = page_of(market, f"/agreements/{draft.pk}/schedule/")
        assert '<span class="pill">vervallen</span></h1>' in page
        assert "Bekijk de uren die nu gelden" in page


class TestPayroll:
    def test_it_says_from_which_day_and_what(self, market, first):
        path = f"/placements/{first.placement_id}/payroll/"
        assert "verandert:" not in page_of(market, path)
        draft = amended(market, first, week=dict.fromkeys("1234", WEEK["1"]), ends_on=date(2027, 5, 28))
        assert "verandert:" not in page_of(market, path)
        week = hours_of(signed(market, opened(market, draft)).schedule).average
        assert hours(week.work) > 21  # what the first three days were
        page = page_of(market, path)
        said = f"gemiddeld {floatformat(hours(week.work))} uur op de werkplek en"
        assert f"Vanaf ma 8 feb 2027 verandert:</strong> {said}" in page
        assert "; laatste dag vr 28 mei 2027." in page
        assert "; leervergoeding" not in page
        with time_machine.travel("2027-02-08 09:00 +0100", tick=False):
            assert "verandert:" not in page_of(market, path)

    def test_each_one_that_follows_against_the_one_before(self, market, first):
        path = f"/placements/{first.placement_id}/payroll/"
        second = sealed(market, first)
        assert "verandert:" not in page_of(market, path)
        third = sealed(market, second, date(2027, 3, 1), ends_on=date(2027, 6, 25))
        draft = amended(market, third, date(2027, 4, 12))
        set_days(agreement=draft, starts_on=date(2027, 4, 15), ends_on=date(2027, 4, 15), kind="free", by=market.hr)
        signed(market, opened(market, draft))
        page = page_of(market, path)
        assert page.count("verandert:") == 2
        assert "Vanaf ma 1 mrt 2027 verandert:</strong> laatste dag vr 25 jun 2027." in page
        assert "Vanaf ma 12 apr 2027 verandert:</strong> andere uren op één dag." in page

    def test_the_step_in_the_text_is_of_the_first_day_and_no_change(self, market, first):
        second = sealed(market, first)
        second.body["allowance"] = {"step": 2, "reason": "", "month_cents": 65_000}
        second.save(update_fields=["body"])
        assert "verandert:" not in page_of(market, f"/placements/{first.placement_id}/payroll/")
