"""A draft of a programme that had no competence list starts from that list once a school wrote it."""

import pytest
from django.core.exceptions import PermissionDenied

from marketplace.workflow import Refused
from placements.actions.plan import fill_plan
from placements.models import PlanLine, TrainingPlan
from schools.actions.competence import drop_competences, write_competences
from schools.curriculum import CompetenceRow
from schools.models import Competence
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


def test_a_list_in_a_plan_stays(market, agreement, listed):
    drop_competences(programme=market.programme, by=market.coach_actor)
    write_competences(programme=market.programme, rows=ROWS, general_hours=180, by=market.coach_actor)
    fill_plan(agreement=agreement, by=market.coach_actor)
    assert refused(drop_competences, programme=market.programme, by=market.coach_actor) == "competences.used"


def test_a_list_in_a_request_stays(market, agreement, listed):
    agreement.placement.offer.request.competences.add(listed[0])
    assert refused(drop_competences, programme=market.programme, by=market.coach_actor) == "competences.used"
    assert Competence.objects.filter(programme=market.programme).count() == 2


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
