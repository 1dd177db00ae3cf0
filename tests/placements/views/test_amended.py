"""What reads an agreement reads the version that holds on the day; an amendment that is being made changes nothing."""

import subprocess
from datetime import date, datetime

import icalendar
import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from marketplace.actor import SYSTEM
from marketplace.jobs.actions import run
from marketplace.jobs.models import Job
from marketplace.notifications.models import Notification
from placements.actions.amend import drop_amendment
from placements.actions.calendar_feed import make_feed
from placements.actions.document import document_of
from placements.actions.prior_learning import (
    Shown,
    ask_prior_learning,
    decide_prior_learning,
    propose_prior_learning,
)
from placements.actions.schedule_check import check_schedules
from placements.models import Agreement, Placement, Schedule
from placements.rules.body_difference import body_changes
from placements.rules.documents import papers_of
from placements.rules.label_facts import facts_on
from placements.rules.link import agreement_of
from placements.rules.premium import conditions
from placements.views.follow_up_facts import follow_up_of
from tests.factories.agreements import student_actor
from tests.factories.amendments import FROM, amended, opened, running, signed
from tests.factories.offers import make_market
from tests.factories.schools import CompetenceFactory, school_member
from tests.placements.views.test_schedule_page import client_of

pytestmark = pytest.mark.django_db
WEEK = {"1": ["08:00", "16:30"], "2": ["08:00", "16:30"], "3": ["08:00", "16:30"]}


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


def fresh(agreement):
    return Agreement.objects.get(pk=agreement.pk)


def with_hours(market, first, work_hours, **changes):
    """A draft that plans so many hours of its one competence at work."""
    draft = amended(market, first, **changes)
    draft.plan.lines.update(work_hours=work_hours)
    return fresh(draft)


class TestCalendar:
    def days(self, path):
        events = icalendar.Calendar.from_ical(Client().get(path).content).walk("VEVENT")
        work = [event for event in events if "Werkplek" in event["summary"]]
        assert {str(event["status"]) for event in work} == {"CONFIRMED"}
        return {event["dtstart"].dt.date() for event in work}

    @pytest.mark.parametrize("side", ["family", "staff"])
    def test_old_hours_before_and_new_ones_from_the_day_on(self, market, first, side):
        by = student_actor(first.placement) if side == "family" else market.hr
        address = make_feed(placement=first.placement, by=by)
        path = "/calendar/" + address.rpartition("/")[2]
        before = self.days(path)
        draft = amended(market, first, week=WEEK)
        assert self.days(path) == before
        signed(market, opened(market, draft))
        after = self.days(path)
        assert {day for day in after if day < FROM} == {day for day in before if day < FROM}
        assert {day.isoweekday() for day in after if day >= FROM} == {1, 2, 3}


class TestFollowUp:
    def planned(self, market, first):
        placement = Placement.objects.get(pk=first.placement_id)
        on = datetime.now().astimezone().date()
        return follow_up_of(placement, market.hr, on)

    def test_the_plan_that_holds_stands_beside_the_hours_of_each_day(self, market, first):
        signed(market, opened(market, with_hours(market, first, 300, week=WEEK)))
        assert self.planned(market, first)["planned"].work_hours == 600
        with time_machine.travel("2027-02-07 20:00 +0100", tick=False):
            until = self.planned(market, first)["realised"].work_hours
        with time_machine.travel("2027-02-12 20:00 +0100", tick=False):
            shown = self.planned(market, first)
        assert shown["planned"].work_hours == 300
        assert shown["realised"].work_hours >= until


def test_papers_payroll_and_hours_are_of_what_holds(market, first):
    hours = f"/placements/{first.placement_id}/hours/"
    hr = client_of(market.hr_member)
    draft = with_hours(market, first, 0)
    assert {paper.asked.document: paper.is_there for paper in papers_of(first.placement, date(2027, 2, 1))}["plan"]
    assert hr.get(hours)["Location"] == f"/agreements/{first.pk}/schedule/"
    draft.plan.lines.update(work_hours=500)
    signed(market, opened(market, fresh(draft)))
    assert hr.get(hours)["Location"] == f"/agreements/{first.pk}/schedule/"
    with time_machine.travel("2027-02-08 09:00 +0100", tick=False):
        assert hr.get(hours)["Location"] == f"/agreements/{draft.pk}/schedule/"
        assert hr.get(f"/placements/{first.placement_id}/payroll/").status_code == 200
        said = conditions(Placement.objects.get(), fresh(draft), FROM)
    assert date(2026, 11, 23) in {condition.day for condition in said if condition.met}


def test_a_label_counts_one_plan_a_placement(market, first):
    signed(market, opened(market, with_hours(market, first, 60)))
    shares = {on: share_on(on) for on in (date(2027, 2, 7), FROM)}
    assert [share["plans"] for share in shares.values()] == [1, 1]
    assert shares[FROM]["share"] < shares[date(2027, 2, 7)]["share"]


def share_on(on):
    return next(fact.value for fact in facts_on(on) if fact.key == "work_share")


def test_at_night_each_version_is_looked_at_until_the_day_of_the_next(market, first):
    second = signed(market, opened(market, amended(market, first)))
    Schedule.objects.get(agreement=first).blocks.filter(is_work=True).update(ends="23:30")
    with time_machine.travel("2027-02-08 02:30 +0100", tick=False):
        assert check_schedules(by=SYSTEM) == 0
    assert check_schedules(by=SYSTEM) > 0
    assert not second.schedule.warnings.exists()
    with time_machine.travel("2027-02-08 02:30 +0100", tick=False):
        assert check_schedules(by=SYSTEM) == 0
        Schedule.objects.get(agreement=second).blocks.filter(is_work=True).update(ends="23:30")
        assert check_schedules(by=SYSTEM) > 0


def test_a_link_is_for_what_is_signed_now_and_then_for_what_everybody_signed(market, first):
    draft = amended(market, first)
    assert agreement_of(first.placement) == first
    waiting = opened(market, draft)
    assert agreement_of(first.placement) == waiting
    Agreement.objects.filter(pk=draft.pk).update(status="refused")
    assert agreement_of(first.placement) == first
    Agreement.objects.filter(pk=draft.pk).update(status="signing")
    signed(market, waiting)
    assert agreement_of(first.placement) == draft


class TestPriorLearning:
    def recognised(self, market, first):
        line, coordinator = first.plan.lines.get(), market.coordinator
        shown = [Shown("test", "proef", date(2027, 1, 20))]
        student = first.placement.student
        row = ask_prior_learning(student=student, competence=line.competence, evidence=shown, by=market.coach_actor)
        row = propose_prior_learning(prior_learning=row, advice="ja", by=market.coach_actor)
        return decide_prior_learning(
            prior_learning=row, is_recognised=True, council_on=date(2027, 2, 1), reason="ja", by=coordinator
        )

    def told(self):
        return dict(
            Notification.objects.filter(code__startswith="prior_learning", role="hr").values_list("code", "path")
        )

    def test_what_runs_asks_an_amendment(self, market, first):
        self.recognised(market, first)
        assert self.told() == {"prior_learning.amend": f"/agreements/{first.pk}/amend/"}
        assert amended(market, first).plan.lines.get().prior_learning is not None
        assert fresh(first).plan.lines.get().work_hours == 600

    def test_an_amendment_that_is_being_made_changes_itself(self, market, first):
        draft = amended(market, first)
        self.recognised(market, first)
        assert self.told() == {"prior_learning.left_out": f"/agreements/{draft.pk}/plan/"}
        assert draft.plan.lines.get().work_hours == 0


def test_the_paper_says_what_it_amends(market, first, tmp_path):
    second = signed(market, opened(market, with_hours(market, first, 500, ends_on=date(2027, 6, 25))))
    for job in Job.objects.filter(kind="agreement_document", arguments__agreement_id=second.pk):
        run(job.pk)
    with document_of(second).file.open("rb") as file:
        (tmp_path / "paper.pdf").write_bytes(file.read())
    command = ["pdftotext", "-layout", str(tmp_path / "paper.pdf"), "-"]
    text = " ".join(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())
    assert "Bijlage bij versie 1, geldt vanaf 8 februari 2027" in text
    assert first.digest[:12] in text
    assert "25 juni 2027" in text


def test_the_difference_between_two_texts(market, first):
    draft = opened(market, with_hours(market, first, 500, ends_on=date(2027, 6, 25), week=WEEK))
    found = {(change.column, change.before, change.after) for change in body_changes(first.body, draft.body)}
    assert {("Laatste dag", "30 juni 2027", "25 juni 2027"), ("Uren werkplek", "600", "500")} <= found
    assert {column for column, _before, _after in found} >= {"Dagen en uren", "Een gewone week"}
    assert body_changes(first.body, first.body) == []


def test_another_school_sees_neither_page(market, first):
    stranger = client_of(school_member(make_market().school))
    draft = amended(market, first)
    assert stranger.get(f"/agreements/{first.pk}/amend/").status_code == 404
    assert stranger.post(f"/agreements/{draft.pk}/drop/").status_code == 404


def test_pages_ask_no_more_of_many_versions_and_lines(market, first):
    hr = client_of(market.hr_member)

    def asked(draft):
        pages = [f"/agreements/{first.pk}/", f"/agreements/{draft.pk}/", f"/agreements/{draft.pk}/sign/"]
        counts = []
        for page in pages:
            with CaptureQueriesContext(connection) as queries:
                assert hr.get(page).status_code == 200
            counts.append(len(queries))
        return counts

    draft = opened(market, amended(market, first))
    few = asked(draft)
    assert max(few) <= 15
    for _number in range(3):
        drop_amendment(agreement=fresh(draft), by=market.hr)
        draft = amended(market, first)
        line = draft.plan.lines.first()
        for _line in range(3):
            line.pk, line.competence = None, CompetenceFactory(programme=market.programme)
            line.save(force_insert=True)
        draft = opened(market, draft)
    assert asked(draft) == few


def test_the_pages_say_what_holds_and_what_waits(market, first):
    hr = client_of(market.hr_member)
    of_placement, of_first = f"/placements/{first.placement_id}/", f"/agreements/{first.pk}/"
    before = hr.get(of_placement).context["days"]
    draft = amended(market, first, week=WEEK)
    assert "Er wacht een bijlage die zou gelden vanaf ma 8 feb 2027" in hr.get(of_first).content.decode()
    signed(market, opened(market, draft))
    page = hr.get(of_first).content.decode()
    assert "Versie 1: geldt nu, tot en met zo 7 feb 2027." in page
    assert "Er wacht een bijlage" not in page
    assert hr.get(of_placement).context["days"] == before
    with time_machine.travel("2027-02-08 09:00 +0100", tick=False):
        assert hr.get(of_placement).context["days"] != before


def test_a_day_that_cannot_be_is_told_at_its_field_and_nothing_typed_is_lost(market, first):
    typed = {"in_force_on": "2027-07-09", "ends_on": "2027-07-16", "start_2": "08:30", "end_2": "15:00"}
    page = client_of(market.hr_member).post(f"/agreements/{first.pk}/amend/", typed)
    assert page.status_code == 409
    assert page.context["form"].errors == {
        "in_force_on": ["Kies een dag tot en met 1 juli 2027, de dag na de laatste dag van de plaats."]
    }
    assert [page.context["form"][name].value() for name in typed] == list(typed.values())
    typed |= {"in_force_on": "2027-03-01", "ends_on": "2027-02-15"}
    page = client_of(market.hr_member).post(f"/agreements/{first.pk}/amend/", typed)
    assert list(page.context["form"].errors) == ["ends_on"]
