"""The negotiation of a plan: propose, counter, accept, withdraw, and the rest at once."""

from dataclasses import asdict
from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from marketplace.actor import Actor, Role
from marketplace.notifications.models import Notification
from marketplace.workflow import Refused
from placements.actions.agreement import check_data, revise_agreement
from placements.actions.amend import amend_agreement
from placements.actions.plan import LineHours, save_plan
from placements.actions.plan_line import (
    accept_line,
    accept_unchanged,
    counter_line,
    propose_line,
    propose_or_counter,
    withdraw_line,
)
from placements.actions.plan_share import share_plan
from placements.actions.site_competence import Offered, save_activity_list
from placements.agreement_body import body_of
from placements.models import (
    Agreement,
    LineProposal,
    Placement,
    PlanLine,
    PriorLearning,
    SiteCompetence,
    TrainingPlan,
)
from placements.rules.plan import plan_warnings, split_of
from placements.rules.plan_difference import line_changes, plan_changes
from schools.models import SchoolClass
from tests.factories.agreements import agreed_placement, draft
from tests.factories.offers import make_market
from tests.factories.schools import CompetenceFactory, SchoolClassFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-11-23 09:00 +0100", tick=False):
        yield


@pytest.fixture
def market():
    return make_market()


@pytest.fixture
def agreement(market):
    CompetenceFactory(programme=market.programme, work_hours=100, school_hours=300)
    return draft(market)


@pytest.fixture
def line(agreement):
    return first_line(agreement)


def first_line(agreement):
    return agreement.plan.lines.order_by("pk")[0]


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def refused(code):
    return pytest.raises(Refused, check=lambda error: error.code == code)


def save(market, agreement, lines):
    return save_plan(agreement=agreement, general_hours=0, weeks=34, explanation="", lines=lines, by=market.coach_actor)


class TestPropose:
    def test_the_line_stays_until_the_other_side_says_yes(self, market, agreement, line):
        before = split_of(agreement.plan, TODAY).share
        proposal = propose_line(line=line, by=market.hr, work_hours=300, activities="kassa draaien")
        assert (fresh(line).work_hours, proposal.side) == (100, "company")
        accept_line(proposal=proposal, by=market.coach_actor)
        after = fresh(line)
        assert (after.work_hours, after.activities) == (300, "kassa draaien")
        assert split_of(agreement.plan, TODAY).share > before
        assert after.company_accepted_by_id == market.hr.user_id
        assert after.school_accepted_by_id == market.coach_actor.user_id
        assert after.company_accepted_at == after.school_accepted_at

    def test_only_what_differs_is_shown(self, market, line):
        proposal = propose_line(line=line, by=market.hr, work_hours=300)
        changes = line_changes("x", line.terms, proposal.terms)
        assert [(str(change.column), change.before, change.after) for change in changes] == [
            ("Uren werkplek", "100", "300")
        ]

    @pytest.mark.parametrize(
        ("terms", "code"),
        [
            ({"work_hours": -1}, "plan_line.hours"),
            ({"school_hours": None}, "plan_line.hours"),
            ({"place": "Q"}, "plan_line.place"),
            ({"third_hours": 20}, "plan_line.third_place_unnamed"),
            ({"place": "X", "third_place": " "}, "plan_line.third_place_unnamed"),
            ({"starts_on": date(2026, 1, 1)}, "plan_line.period_outside"),
            ({"starts_on": date(2027, 3, 2), "ends_on": date(2027, 3, 1)}, "plan_line.ends_before_start"),
            ({}, "plan_line.nothing_changed"),
        ],
    )
    def test_terms_that_cannot_stand(self, market, line, terms, code):
        with refused(code):
            propose_line(line=line, by=market.hr, **terms)
        assert not LineProposal.objects.exists()

    def test_one_at_a_time_and_not_by_the_family(self, market, line):
        propose_line(line=line, by=market.hr, work_hours=300)
        for actor in (market.hr, market.coach_actor):
            with refused("plan_line.proposal_waits"):
                propose_line(line=line, by=actor, work_hours=200)
        with pytest.raises(PermissionDenied):
            propose_line(line=line, by=Actor(roles=frozenset({Role.STUDENT})), work_hours=200)

    def test_not_of_a_foreign_company(self, line):
        with pytest.raises(Agreement.DoesNotExist):
            propose_line(line=line, by=make_market().hr, work_hours=300)


class TestAnswer:
    @pytest.fixture
    def proposal(self, market, line):
        return propose_line(line=line, by=market.hr, work_hours=300)

    def test_two_people_at_once(self, market, line, proposal):
        accept_line(proposal=proposal, by=market.coach_actor)
        for answer in (accept_line, counter_line):
            arguments = {"work_hours": 5} if answer is counter_line else {}
            with pytest.raises(Refused, match="al geantwoord"):
                answer(proposal=proposal, by=market.coordinator, **arguments)
        assert fresh(line).work_hours == 300

    def test_a_counter_goes_back(self, market, line, proposal):
        counter = counter_line(proposal=proposal, by=market.coach_actor, school_hours=250)
        assert (counter.work_hours, counter.school_hours, counter.side) == (300, 250, "school")
        assert fresh(proposal).status == "countered"
        with refused("plan_line.own_proposal"):
            accept_line(proposal=counter, by=market.coach_actor)
        accept_line(proposal=counter, by=market.hr)
        assert (fresh(line).work_hours, fresh(line).school_hours) == (300, 250)

    def test_the_same_verb_proposes_or_answers(self, market, line, proposal):
        with refused("plan_line.proposal_waits"):
            propose_or_counter(line=line, by=market.hr, work_hours=200)
        counter = propose_or_counter(line=line, by=market.coach_actor, work_hours=200)
        assert (counter.side, fresh(proposal).status) == ("school", "countered")
        with pytest.raises(Agreement.DoesNotExist):
            propose_or_counter(line=line, by=make_market().hr, work_hours=1)

    def test_the_same_is_a_yes(self, market, proposal):
        with refused("plan_line.same_as_proposed"):
            counter_line(proposal=proposal, by=market.coach_actor)

    def test_who_proposed_takes_it_back(self, market, line, proposal):
        with refused("plan_line.not_yours"):
            withdraw_line(proposal=proposal, by=market.coach_actor)
        withdraw_line(proposal=proposal, by=market.hr)
        assert fresh(line).work_hours == 100
        propose_line(line=line, by=market.coach_actor, work_hours=120)

    def test_nobody_checks_or_rewrites_past_it(self, market, agreement, line, proposal):
        with refused("agreement.plan_negotiated"):
            check_data(agreement=agreement, by=market.coach_actor)
        with refused("plan_line.proposal_waits"):
            save(market, agreement, {line.pk: LineHours("B", 1, 1)})
        save(market, agreement, {line.pk: LineHours(line.place, line.work_hours, line.school_hours)})

    def test_the_other_side_is_told(self, market, proposal):
        assert {row.role for row in Notification.objects.filter(code="plan.proposed")} == {"coach", "coordinator"}
        accept_line(proposal=proposal, by=market.coach_actor)
        assert Notification.objects.get(code="plan.accepted").role == "hr"

    def test_not_once_it_is_being_signed(self, market, agreement, line, proposal):
        Agreement.objects.filter(pk=agreement.pk).update(status="voided")
        with refused("agreement.not_draft"):
            accept_line(proposal=proposal, by=market.coach_actor)


class TestUnchanged:
    def test_one_click_for_all_that_nobody_wants_otherwise(self, market, agreement, line):
        propose_line(line=line, by=market.hr, work_hours=300)
        assert accept_unchanged(agreement=agreement, by=market.hr) == agreement.plan.lines.count() - 1
        assert accept_unchanged(agreement=agreement, by=market.hr) == 0
        assert fresh(line).company_accepted_at is None
        assert not PlanLine.objects.exclude(school_accepted_at=None).exists()

    def test_a_rewritten_line_is_asked_again(self, market, agreement, line):
        accept_unchanged(agreement=agreement, by=market.hr)
        save(market, agreement, {line.pk: LineHours("B", 90, 300)})
        after = fresh(line)
        assert (after.company_accepted_at, after.school_accepted_by_id) == (None, market.coach_actor.user_id)

    def test_a_new_version_is_asked_again(self, market, agreement):
        for actor in (market.hr, market.coach_actor):
            accept_unchanged(agreement=agreement, by=actor)
            check_data(agreement=agreement, by=actor)
        second = revise_agreement(agreement=agreement, changes={}, by=market.hr)
        assert second.version == 2
        assert not second.plan.lines.exclude(company_accepted_at=None).exists()
        line = first_line(second)
        save(market, second, {line.pk: LineHours("W", 400, 0)})
        changes = plan_changes(agreement.plan, TrainingPlan.objects.get(agreement=second))
        assert [(change.before, change.after) for change in changes][-2:] == [("100", "400"), ("300", "0")]


def test_a_line_of_another_plan(market, agreement):
    other = draft(market)
    with refused("plan_line.of_other_plan"):
        save(market, agreement, {first_line(other).pk: LineHours("W", 1)})


def test_negative_hours_are_refused_before_the_database(market, agreement, line):
    with refused("plan_line.hours"):
        save(market, agreement, {line.pk: LineHours("W", -1)})


class TestActivityList:
    def said(self, market, **rows):
        return save_activity_list(site=market.site, programme=market.programme, rows=rows["rows"], by=market.hr)

    @pytest.mark.parametrize("provider", ["Opleidingscentrum Demo", "Tweede vestiging: Magazijn Haven, Demo Kraan"])
    def test_a_new_plan_starts_from_it(self, market, provider):
        done, missing, silent = (
            CompetenceFactory(programme=market.programme, usual_place="W", work_hours=50, school_hours=10)
            for _ in range(3)
        )
        rows = {done.pk: Offered(True, "lossen", "heftruck"), missing.pk: Offered(False), silent.pk: Offered()}
        assert self.said(market, rows=rows) == 2
        plan = draft(market).plan
        lines = {line.competence_id: line for line in plan.lines.all()}
        assert (lines[done.pk].activities, lines[done.pk].equipment) == ("lossen", "heftruck")
        third = lines[missing.pk]
        assert (third.place, third.work_hours, third.third_hours, third.school_hours) == ("X", 0, 50, 10)
        assert (lines[silent.pk].work_hours, lines[silent.pk].activities) == (50, "")
        alarm = next(row for row in plan_warnings(plan, TODAY) if row.code == "plan.uncovered")
        assert missing.code in str(alarm.sentence)
        assert done.code not in str(alarm.sentence)
        propose = propose_line(line=third, by=market.coach_actor, third_place=provider)
        accept_line(proposal=propose, by=market.hr)
        assert "plan.uncovered" not in [row.code for row in plan_warnings(plan, TODAY)]
        told = {row["code"]: row for row in body_of(plan.agreement)["plan"]["lines"]}
        assert told[missing.code]["third_place"] == provider
        assert "activities" not in told[silent.code]

    def test_what_is_emptied_is_forgotten(self, market):
        row = CompetenceFactory(programme=market.programme)
        self.said(market, rows={row.pk: Offered(True, "lossen")})
        self.said(market, rows={row.pk: Offered(True, " ")})
        assert not SiteCompetence.objects.exists()

    def test_only_hr_of_the_company(self, market):
        for actor in (market.coach_actor, make_market().hr):
            with pytest.raises(PermissionDenied):
                save_activity_list(site=market.site, programme=market.programme, rows={}, by=actor)


class TestShare:
    @pytest.fixture
    def class_of_two(self, market):
        group = SchoolClassFactory(school=market.school, programme=market.programme)
        first = draft(market, agreed_placement(market, school_class=group))
        second = draft(market, agreed_placement(market, school_class=group))
        return first, second

    def test_drafted_once_for_a_class_at_a_site(self, market, class_of_two):
        first, second = class_of_two
        line = first_line(first)
        save(market, first, {line.pk: LineHours("W", 222, 11)})
        assert share_plan(agreement=first, classmates=[second], by=market.coach_actor) == 1
        mine = PlanLine.objects.get(plan__agreement=second, competence=line.competence_id)
        assert asdict(LineHours(mine.place, mine.work_hours, mine.school_hours)) == asdict(LineHours("W", 222, 11))
        assert mine.school_accepted_at is None

    def test_the_days_are_those_of_the_amendment_that_takes_it_over(self, market, class_of_two):
        """An amendment that makes the placement longer has days of its own."""
        first, second = class_of_two
        last = second.placement.ends_on
        first_plan = PlanLine.objects.filter(plan__agreement=first)
        first_plan.update(starts_on=last - timedelta(days=20), ends_on=last)
        sealed = {"status": "sealed", "digest": "x"} | dict.fromkeys(
            ("coach_checked_at", "hr_checked_at", "sealed_at"), timezone.now()
        )
        Agreement.objects.filter(pk=second.pk).update(**sealed)
        Placement.objects.filter(pk=second.placement_id).update(status="running", ends_on=last - timedelta(days=9))
        day = second.placement.starts_on + timedelta(days=7)
        changes = {"ends_on": last}
        third = amend_agreement(
            agreement=Agreement.objects.get(pk=second.pk), in_force_on=day, changes=changes, by=market.coach_actor
        )
        share_plan(agreement=first, classmates=[third], by=market.coach_actor)
        taken = PlanLine.objects.filter(plan__agreement=third, competence__in=first_plan.values("competence"))
        assert set(taken.values_list("ends_on", flat=True)) == {last}

    def test_another_class(self, market, class_of_two):
        first, second = class_of_two
        student = second.placement.student
        student.school_class = SchoolClassFactory(school=market.school, programme=market.programme)
        student.save()
        assert SchoolClass.objects.count() == 2
        with refused("plan.other_class"):
            share_plan(agreement=first, classmates=[second], by=market.coach_actor)

    def test_not_over_a_negotiation(self, market, class_of_two):
        first, second = class_of_two
        propose_line(line=first_line(second), by=market.hr, work_hours=9)
        with refused("agreement.plan_negotiated"):
            share_plan(agreement=first, classmates=[second], by=market.coach_actor)

    def recognised(self, agreement):
        """The class council recognised the first competence for this student, before the plans are shared."""
        line = first_line(agreement)
        line.prior_learning = PriorLearning.objects.create(
            student=agreement.placement.student,
            competence=line.competence,
            status="recognised",
            asked_at=timezone.now(),
            asked_side="school",
            council_on=TODAY,
            reason="Getoond in een proef.",
            decided_at=timezone.now(),
        )
        line.work_hours = line.school_hours = 0
        line.save()
        return line

    def test_what_a_classmate_acquired_elsewhere_stays_without_hours(self, market, class_of_two):
        first, second = class_of_two
        known = self.recognised(second)
        share_plan(agreement=first, classmates=[second], by=market.coach_actor)
        assert fresh(known).terms == known.terms
        assert fresh(known).prior_learning.student == second.placement.student

    def test_what_only_the_first_acquired_elsewhere_keeps_its_hours_for_classmates(self, market, class_of_two):
        first, second = class_of_two
        self.recognised(first)
        share_plan(agreement=first, classmates=[second], by=market.coach_actor)
        mine = first_line(second)
        assert (mine.work_hours, mine.school_hours, mine.prior_learning) == (600, 20, None)

    @pytest.mark.parametrize(
        ("theirs", "mine"),
        [
            ((date(2026, 12, 1), date(2027, 6, 30)), (date(2027, 1, 11), date(2027, 5, 28))),
            ((date(2027, 1, 11), date(2027, 5, 28)), (date(2027, 1, 11), date(2027, 5, 28))),
            ((None, date(2027, 1, 10)), (None, None)),
            ((date(2027, 5, 29), None), (None, None)),
            ((date(2027, 2, 1), None), (date(2027, 2, 1), None)),
            ((None, None), (None, None)),
        ],
    )
    def test_days_are_those_of_the_classmates_own_period(self, market, class_of_two, theirs, mine):
        first, second = class_of_two
        PlanLine.objects.filter(pk=first_line(first).pk).update(starts_on=theirs[0], ends_on=theirs[1])
        short = {"starts_on": date(2027, 1, 11), "ends_on": date(2027, 5, 28)}
        Placement.objects.filter(pk=second.placement_id).update(**short)
        share_plan(agreement=first, classmates=[second], by=market.coach_actor)
        assert (first_line(second).starts_on, first_line(second).ends_on) == mine


@pytest.mark.parametrize(
    ("days", "is_fine"),
    [
        ({"starts_on": date(2027, 1, 11), "ends_on": date(2027, 5, 28)}, True),
        ({"starts_on": date(2027, 1, 10)}, False),
        ({"starts_on": date(2027, 5, 29)}, False),
        ({"ends_on": date(2027, 1, 10)}, False),
        ({"ends_on": date(2027, 5, 29)}, False),
    ],
)
def test_nobody_signs_a_line_with_days_outside_the_placement(market, agreement, line, days, is_fine):
    PlanLine.objects.filter(pk=line.pk).update(**days)
    change = {"starts_on": date(2027, 1, 11), "ends_on": date(2027, 5, 28)}
    revise_agreement(agreement=agreement, changes=change, by=market.hr)
    if is_fine:
        assert check_data(agreement=agreement, by=market.coach_actor).coach_checked_at
        return
    with pytest.raises(Refused, match=f"De dagen van {line.competence.code} vallen buiten de periode") as caught:
        check_data(agreement=agreement, by=market.coach_actor)
    assert caught.value.code == "agreement.line_outside"
