"""A plan negotiated over HTTP: the activity list, what differs, the gauge, versions and classmates."""

import pytest
import time_machine

from placements.actions.agreement import check_data, revise_agreement
from placements.actions.plan_line import propose_line
from placements.models import LineProposal, PlanLine, SiteCompetence
from tests.factories.agreements import agreed_placement, draft
from tests.factories.offers import make_market
from tests.factories.schools import CompetenceFactory, SchoolClassFactory
from tests.placements.views.test_agreement_journey import login, text

pytestmark = pytest.mark.django_db
TERMS = {"place": "W", "work_hours": 400, "school_hours": 0, "third_hours": 0}


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-11-23 09:00 +0100", tick=False):
        yield


@pytest.fixture
def market():
    return make_market()


@pytest.fixture
def hr(market):
    return login(market.hr_member)


@pytest.fixture
def coach(market):
    return login(market.coach_member)


def test_a_line_goes_back_and_forth(market, hr, coach):
    CompetenceFactory(programme=market.programme, work_hours=100, school_hours=300)
    agreement = draft(market)
    page, line = f"/agreements/{agreement.pk}/plan/", PlanLine.objects.order_by("pk")[0]
    shown = text(hr.get(page))
    assert "50 % op de werkplek" in shown
    assert "Aanvaard alle 2 ongewijzigde lijnen" in shown
    wrong = hr.post(f"/plan-lines/{line.pk}/", {**TERMS, "work_hours": -5, "activities": "kassa"})
    assert wrong.status_code == 409
    assert "kassa" in text(wrong)
    unnamed = hr.post(f"/plan-lines/{line.pk}/", {**TERMS, "third_hours": 5})
    assert "Noem de derde plaats" in text(unnamed)
    assert hr.post(f"/plan-lines/{line.pk}/", TERMS).status_code == 302
    assert "Voorstel voor het plan van" in text(coach.get("/dashboard/"))
    shown = text(coach.get(page))
    assert "71 % op de werkplek" in shown  # where the gauge goes
    assert "50 % op de werkplek" in shown
    assert "Aanvaard 1 ongewijzigde lijn" in shown
    assert "wacht nog een voorstel" in text(coach.get(f"/agreements/{agreement.pk}/"))

    shown = text(coach.get(f"/plan-lines/{line.pk}/"))
    assert "Doe een tegenvoorstel" in shown
    assert coach.post(f"/plan-lines/{line.pk}/", {**TERMS, "school_hours": 50}).status_code == 302
    counter = LineProposal.objects.waiting().get()
    assert coach.post(f"/plan-proposals/{counter.pk}/accept/").status_code == 409
    assert hr.post(f"/plan-proposals/{counter.pk}/accept/").status_code == 302
    assert hr.post(f"/plan-proposals/{counter.pk}/accept/").status_code == 409
    assert "tegenvoorstel gedaan" in text(hr.get(f"/plan-lines/{line.pk}/"))
    assert hr.post(f"{page}accept/").status_code == 302
    shown = text(hr.get(page))
    assert "Jouw kant zei ja op elke lijn" in shown
    assert "69 % op de werkplek" in shown


def test_a_yes_on_every_line_does_not_lose_hours_that_were_typed(market, hr):
    agreement = draft(market)
    line, page = agreement.plan.lines.get(), f"/agreements/{agreement.pk}/plan/"
    saved = {name: hr.get(page).context["form"][name].value() for name in hr.get(page).context["form"].fields}
    answer = hr.post(f"{page}accept/", {**saved, f"work_hours_{line.pk}": 321})
    assert answer.status_code == 409
    assert "Bewaar dat eerst" in text(answer)
    assert 'value="321"' in text(answer)
    assert agreement.plan.lines.get().company_accepted_at is None
    assert hr.post(f"{page}accept/", saved).status_code == 302
    assert agreement.plan.lines.get().company_accepted_at is not None


def test_taken_back(market, hr, coach):
    line = draft(market).plan.lines.get()
    proposal = propose_line(line=line, by=market.hr, work_hours=1)
    assert coach.post(f"/plan-proposals/{proposal.pk}/withdraw/").status_code == 409
    assert hr.post(f"/plan-proposals/{proposal.pk}/withdraw/").status_code == 302
    assert login(make_market().hr_member).get(f"/plan-lines/{line.pk}/").status_code == 404


def test_what_a_version_changes(market, coach):
    agreement = draft(market)
    assert "eerste versie" in text(coach.get(f"/agreements/{agreement.pk}/plan/changes/"))
    for actor in (market.hr, market.coach_actor):
        check_data(agreement=agreement, by=actor)
    second = revise_agreement(agreement=agreement, changes={}, by=market.hr)
    page = f"/agreements/{second.pk}/plan/"
    assert "gelijk aan dat van de vorige versie" in text(coach.get(f"{page}changes/"))
    line = second.plan.lines.get()
    hours = {f"place_{line.pk}": "B", f"work_hours_{line.pk}": 550, f"school_hours_{line.pk}": 20}
    coach.post(page, {**hours, f"third_hours_{line.pk}": 0, "general_hours": 0, "weeks": 34})
    assert "Wat is er anders dan in de vorige versie?" in text(coach.get(page))
    shown = text(coach.get(f"{page}changes/"))
    assert line.competence.code in shown
    assert '<td data-label="Van">600</td><td data-label="Naar">550</td>' in shown


def test_one_plan_for_a_class(market, coach):
    group = SchoolClassFactory(school=market.school, programme=market.programme)
    first, second = (draft(market, agreed_placement(market, school_class=group)) for _ in range(2))
    page = f"/agreements/{first.pk}/plan/share/"
    assert "Neem dit plan over voor klasgenoten" in text(coach.get(f"/agreements/{first.pk}/plan/"))
    assert str(second.placement.student) in text(coach.get(page))
    assert coach.post(page, {"next": ""}).status_code == 409
    assert coach.post(page, {"classmates": [first.pk]}).status_code == 409
    assert coach.post(page, {"classmates": [second.pk]}).status_code == 302
    alone = draft(market)
    assert "geen klasgenoot" in text(coach.get(f"/agreements/{alone.pk}/plan/share/"))


def test_the_activity_list(market, hr, coach):
    one, two = (CompetenceFactory(programme=market.programme, work_hours=600) for _ in range(2))
    capacity = market.capacity()
    page = f"/capacity/{capacity.pk}/activities/{market.programme.pk}/"
    assert page in text(hr.get(f"/capacity/{capacity.pk}/"))
    assert hr.get(page).status_code == 200
    both = hr.post(page, {f"activities_{one.pk}": "kassa", f"missing_{one.pk}": "on"})
    assert both.status_code == 409
    assert "Kies één van de twee" in text(both)
    assert hr.post(page, {f"activities_{one.pk}": "kassa draaien", f"missing_{two.pk}": "on"}).status_code == 302
    assert SiteCompetence.objects.count() == 2
    assert "kassa draaien" in text(hr.get(page))
    agreement = draft(market)
    assert "kassa draaien" in text(coach.get(f"/agreements/{agreement.pk}/"))
    alarm = text(coach.get(f"/agreements/{agreement.pk}/"))
    assert f"Niemand biedt dit aan: {two.code}." in alarm
    assert f"Niemand biedt dit aan: {two.code}." in text(coach.get(f"/agreements/{agreement.pk}/plan/"))
