"""The gauge of a plan: the shares of real examples, the four thresholds, and what is asked outside the band."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.template.loader import render_to_string

from marketplace.reference.models import Figure
from marketplace.web.templatetags.house import gauge
from placements.actions.plan import LineHours, save_plan
from placements.models import TrainingPlan
from placements.rules.plan import distance_in_words, plan_warnings, split_of, threshold_rows
from tests.factories.agreements import agreed_placement, draft
from tests.factories.offers import make_market

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
WEEKS = 10  # hours a week of the examples, times ten
EXAMPLES = {  # docs/reference/field.md: work and school hours a week, the share shown in whole per cent
    "City gardening pupil, Kapellen": ("23", "15", 61),
    "3 days of 5, 38-hour week": ("22.8", "15.2", 60),
    "Large retail, 36-hour week": ("20", "16", 56),
    "Construction, 40-hour week": ("24", "16", 60),
    "Syntra, 4 days and 1": ("30.4", "7.6", 80),
    "Chemical process, 16 of 32 weeks": ("16", "16", 50),
}


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-11-23 09:00 +0100", tick=False):
        yield


@pytest.fixture
def market():
    return make_market()


@pytest.fixture
def agreement(market):
    return draft(market)


def write(market, agreement, work, school, general=0, third=0, weeks=WEEKS, place="B", explanation=""):
    """One competence with these hours a week, in a plan of ten weeks."""
    (line,) = agreement.plan.lines.all()
    hours = LineHours(place, *(int(Decimal(number) * WEEKS) for number in (work, school, third)))
    save_plan(
        agreement=agreement,
        general_hours=general,
        weeks=weeks,
        explanation=explanation,
        lines={line.pk: hours},
        by=market.coach_actor,
    )
    return TrainingPlan.objects.get(agreement=agreement)


@pytest.mark.parametrize(("work", "school", "share"), EXAMPLES.values(), ids=EXAMPLES)
def test_real_examples_on_the_gauge(market, agreement, work, school, share):
    plan = write(market, agreement, work, school)
    shown = render_to_string("web/tags/gauge.html", gauge(split_of(plan, TODAY)))
    assert f"{share} % op de werkplek, doel 60 %" in " ".join(shown.split())


def test_general_education_and_the_third_place_count_in_the_whole(market, agreement):
    split = split_of(write(market, agreement, work="6", school="1", general=20, third="1"), TODAY)
    assert (split.work_hours, split.school_hours, split.general_hours, split.third_hours) == (60, 10, 20, 10)
    assert split.share * 100 == 60
    assert str(distance_in_words(split)) == "Precies op het doel."


def test_the_distance_is_told(market, agreement):
    split = split_of(write(market, agreement, "15", "15"), TODAY)
    assert str(distance_in_words(split)) == "10,0 procentpunt onder het doel: dat zijn 30,0 uren."


def test_four_thresholds_inform(market, agreement):
    rows = threshold_rows(write(market, agreement, "18", "8"), TODAY)
    assert [(row.name, row.value, row.minimum, row.met) for row in rows] == [
        ("weekly_work_hours", "18,0 uur", "20,0 uur", False),
        ("weekly_total_hours", "26,0 uur", "28,0 uur", False),
        ("premium_share", "69,2 %", "50,0 %", True),
        ("yearly_school_hours", "80,0 uur", "70,6 uur", True),  # 240 for a minor, 10 of 34 weeks
    ]


def test_an_adult_needs_fewer_school_hours(market):
    agreement = draft(market, born_on=date(2006, 1, 1))
    rows = threshold_rows(write(market, agreement, "18", "8", weeks=34), TODAY)
    assert rows[3].minimum == "150,0 uur"


def test_below_half_tells_of_the_premium_and_asks_for_an_explanation(market, agreement):
    plan = write(market, agreement, "10", "20")
    assert [warning.code for warning in plan_warnings(plan, TODAY)] == ["plan.below_premium", "plan.explanation_asked"]
    plan = write(market, agreement, "10", "20", explanation="De machines staan op school.")
    assert [warning.code for warning in plan_warnings(plan, TODAY)] == ["plan.below_premium"]


def test_inside_the_band_nothing_is_asked(market, agreement):
    assert plan_warnings(write(market, agreement, "22.8", "15.2"), TODAY) == []


def test_the_bands_are_figures_that_an_administrator_changes(market, agreement):
    plan = write(market, agreement, "22.8", "15.2")
    Figure.objects.create(code="split_green_low", value="0.65", in_force_on=TODAY, source="test")
    assert [warning.code for warning in plan_warnings(plan, TODAY)] == ["plan.explanation_asked"]


def test_the_plan_starts_from_what_is_still_to_learn(market):
    agreement = draft(market)
    (line,) = agreement.plan.lines.all()
    assert (line.place, line.work_hours, line.school_hours) == ("W", 600, 20)
    assert (agreement.plan.general_hours, agreement.plan.weeks) == (380, 34)
    placement = agreed_placement(market)
    placement.offer.request.competences.add(line.competence)
    assert draft(market, placement).plan.lines.get().competence == line.competence
