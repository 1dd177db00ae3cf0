"""A draft of a programme that had no competence list starts from that list once a school wrote it."""

from functools import partial

import pytest
from django.core.exceptions import PermissionDenied

from marketplace.actor import Role
from marketplace.workflow import Refused
from placements.actions.plan import fill_plan
from placements.models import Agreement, PlanLine, SiteCompetence, TrainingPlan
from schools.actions.competence import write_competences
from schools.curriculum import CompetenceRow
from schools.models import Competence
from tests.factories.accounts import actor_of, city_member
from tests.factories.agreements import agreed_placement, draft, student_actor
from tests.factories.offers import make_market
from tests.placements.views.test_schedule_page import client_of

pytestmark = pytest.mark.django_db
ROWS = [CompetenceRow("", "Meet stromen", "", "W", 300, 0), CompetenceRow("", "Leest schema's", "", "B", 20, 100)]


@pytest.fixture
def market():
    return make_market()


@pytest.fixture
def agreement(market):
    """As it is made where the programme has no competence."""
    row = draft(market, agreed_placement(market))
    TrainingPlan.objects.filter(agreement=row).update(general_hours=0)
    PlanLine.objects.filter(plan__agreement=row).delete()
    Competence.objects.filter(programme=market.programme).delete()
    return row


@pytest.fixture
def listed(market, agreement):
    return write_competences(programme=market.programme, rows=ROWS, general_hours=180, by=market.coach_actor)


def refused(action, **named):
    with pytest.raises(Refused) as caught:
        action(**named)
    return caught.value.code


def plan_page(member, agreement):
    return client_of(member).get(f"/agreements/{agreement.pk}/plan/").content.decode()


def test_the_plan_takes_over_places_and_hours(market, agreement, listed):
    plan = fill_plan(agreement=agreement, by=market.coach_actor)
    rows = plan.lines.order_by("competence__number").values_list("place", "work_hours", "school_hours")
    assert list(rows) == [("W", 300, 0), ("B", 20, 100)]
    assert plan.general_hours == 180
    assert refused(fill_plan, agreement=agreement, by=market.hr) == "plan.has_lines"


def test_without_a_list_there_is_nothing_to_take_over(market, agreement):
    assert refused(fill_plan, agreement=agreement, by=market.hr) == "plan.no_list"
    with pytest.raises(PermissionDenied):
        fill_plan(agreement=agreement, by=student_actor(agreement.placement))


@pytest.mark.parametrize("use", ["plan", "request", "site"])
def test_the_city_strikes_no_competence_that_is_used(market, agreement, listed, use):
    if use == "plan":
        fill_plan(agreement=agreement, by=market.hr)
    if use == "request":
        agreement.placement.offer.request.competences.add(listed[1])
    if use == "site":
        SiteCompetence.objects.create(site=market.site, competence=listed[1], activities="Leest mee")
    city = actor_of(city_member(Role.ADMINISTRATOR))
    kept = [CompetenceRow(listed[0].code, "Meet stromen en spanningen", "", "W", 310, 0)]
    write = partial(write_competences, programme=market.programme, general_hours=180, by=city)
    assert refused(write, rows=kept) == "competences.used"
    write(rows=[*kept, CompetenceRow(listed[1].code, "Leest schema's", "", "B", 20, 110)])
    assert [row.work_hours for row in listed[0].programme.competences.order_by("number")] == [310, 20]
    if use == "plan":
        lines = agreement.plan.lines.order_by("competence__number")
        assert list(lines.values_list("work_hours", flat=True)) == [300, 20]


def test_what_is_fixed_or_no_dual_plan_takes_nothing_over(market, agreement, listed):
    stage = draft(market, agreed_placement(market, form="STAGE", first_name="Bo"))
    assert refused(fill_plan, agreement=stage, by=market.hr) == "plan.not_dual"
    Agreement.objects.filter(pk=agreement.pk).update(status="voided")
    assert refused(fill_plan, agreement=agreement, by=market.hr) == "agreement.not_draft"


def test_each_side_reads_what_to_do(market, agreement):
    write = f"/programmes/{market.programme.pk}/competences/?next=/agreements/{agreement.pk}/plan/"
    assert write in plan_page(market.coach_member, agreement)
    for_hr = plan_page(market.hr_member, agreement)
    assert "De school schrijft ze; daarna vullen jullie samen de uren in." in for_hr
    assert write not in for_hr


def test_the_page_fills_the_plan(market, agreement, listed):
    assert "Neem de lijst over in dit plan" in plan_page(market.coach_member, agreement)
    coach = client_of(market.coach_member)
    coach.post(f"/agreements/{agreement.pk}/plan/fill/")
    page = coach.get(f"/agreements/{agreement.pk}/plan/").content.decode()
    assert "Meet stromen" in page
    assert "Neem de lijst over" not in page
    answer = coach.post(f"/agreements/{agreement.pk}/plan/fill/", follow=True)
    assert "Dit plan is al ingevuld." in answer.content.decode()
