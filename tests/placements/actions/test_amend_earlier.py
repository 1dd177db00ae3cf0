"""An amendment from a day before that of a signed one, which then never holds: it is held beside what it follows."""

from datetime import date, timedelta

import pytest
import time_machine

from placements.actions.agreement import revise_agreement
from placements.actions.schedule import set_days
from placements.documents.agreement import printed_facts
from placements.documents.copy_sheet import marked_sections
from placements.family_news import amendment_lines
from placements.family_texts import texts_of
from placements.models import Agreement
from placements.rules.amend import may_change
from placements.rules.body_difference import in_short
from placements.rules.schedule import fits_form, hours_of
from tests.factories.amendments import FROM, amended, opened, running, signed
from tests.factories.offers import make_market
from tests.placements.views.test_schedule_page import client_of

pytestmark = pytest.mark.django_db
TODAY, FEBRUARY_24, MARCH_15 = date(2027, 2, 1), date(2027, 2, 24), date(2027, 3, 15)
WEEK = {day: ["08:00", "16:30"] for day in "123"}


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


@pytest.fixture
def overtaken(market, first):
    """A version that everybody signed, and that is to hold from March."""
    return signed(market, opened(market, amended(market, first, MARCH_15, week=WEEK)))


@pytest.fixture
def earlier(market, overtaken):
    """The next one, which copies its hours and is to hold from February."""
    return opened(market, amended(market, overtaken, FROM))


def fresh(agreement):
    return Agreement.objects.get(pk=agreement.pk)


class TestBesideWhatItFollows:
    def test_the_text_and_the_page(self, market, first, overtaken, earlier):
        assert earlier.amends == overtaken
        assert earlier.before == first
        assert (earlier.body["amends"]["version"], earlier.body["amends"]["digest"]) == (1, first.digest)
        text = client_of(market.hr_member).get(f"/agreements/{earlier.pk}/").context["text"]
        assert text["amendment"]["version"] == 1
        assert {change.column for change in text["amendment"]["changes"]} >= {"Dagen en uren", "Een gewone week"}

    def test_the_paper_the_sheet_and_the_mail(self, market, first, earlier):
        lines = amendment_lines(earlier, "Demo", texts_of("nl", is_teacher=False), "nl")
        assert "De uren van een gewone week veranderen." in lines
        marks = [mark for _title, rows in marked_sections(earlier, TODAY) for *_field, mark in rows if mark]
        assert marks
        facts = printed_facts(signed(market, earlier))["amendment"]
        assert facts["title"].startswith("Bijlage bij versie 1, geldt vanaf")
        assert "Tot die dag geldt versie 1" in facts["says"]
        assert facts["says"].endswith("Versie 2, die nog niet was ingegaan, gaat niet in.")
        assert facts["changes"]

    def test_the_one_that_never_holds_does_not_say_that_it_does(self, market, overtaken, earlier):
        signed(market, earlier)
        page = client_of(market.hr_member).get(f"/agreements/{overtaken.pk}/").content.decode()
        assert "Versie 2: gaat niet in" in page
        assert "geldt vanaf ma 15 mrt 2027" not in page

    def test_its_day_is_told_as_it_is(self, market, overtaken, earlier):
        third = signed(market, earlier)
        refusal = may_change(third, {"in_force_on": MARCH_15}, TODAY)
        assert str(refusal.sentence) == "Vanaf die dag is versie 2 al getekend. Kies een andere dag."


def test_days_before_a_day_that_moves_are_as_they_were_signed(market, first):
    draft = amended(market, first, FROM)
    set_days(agreement=draft, starts_on=FEBRUARY_24, ends_on=FEBRUARY_24, kind="free", by=market.hr)
    assert in_short(first.body, opened(market, fresh(draft)).body).days == 1
    moved = revise_agreement(agreement=fresh(draft), changes={"in_force_on": date(2027, 3, 1)}, by=market.coach_actor)
    assert not moved.schedule.days.exists()
    assert in_short(first.body, opened(market, moved).body).days == 0


def test_days_after_a_new_last_day_are_no_difference(market, first):
    draft = amended(market, first, FROM)
    set_days(agreement=draft, starts_on=MARCH_15, ends_on=MARCH_15, kind="free", by=market.hr)
    second = signed(market, opened(market, fresh(draft)))
    third = opened(market, amended(market, second, FEBRUARY_24, ends_on=date(2027, 3, 12)))
    said = in_short(second.body, third.body)
    assert (said.last_day, said.days) == (True, 0)


def test_the_hours_of_a_form_are_those_of_the_whole_placement(market):
    """R03 asks twenty hours a week on average over the year: less in the last month makes no other form."""
    first = running(market, form="OAO")
    longer = signed(market, opened(market, amended(market, first, FROM, week=dict.fromkeys("1345", WEEK["1"]))))
    one_day = {"3": ["08:00", "16:30"]}
    plan = hours_of(fresh(amended(market, longer, date(2027, 6, 7), week=one_day)).schedule)
    assert plan.average.work < timedelta(hours=20) < plan.average_in_turn.work
    assert fits_form(plan) is None
