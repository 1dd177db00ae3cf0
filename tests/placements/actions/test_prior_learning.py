"""Competences acquired elsewhere: asked, proposed, decided, asked once more, and what they do to plans."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from marketplace.actor import Role
from marketplace.notifications.models import Notification
from marketplace.workflow import Refused
from placements.actions.agreement import check_data, revise_agreement
from placements.actions.plan import LineHours, save_plan
from placements.actions.plan_line import propose_line
from placements.actions.prior_learning import (
    Shown,
    ask_prior_learning,
    decide_prior_learning,
    propose_prior_learning,
    reopen_prior_learning,
    withdraw_prior_learning,
)
from placements.agreement_body import body_of
from placements.models import Agreement, LineProposal, PlanLine, PriorLearning
from placements.rules.plan import plan_warnings, split_of
from schools.models import Student
from tests.constraints import breaks
from tests.factories.accounts import UserFactory, actor_of
from tests.factories.agreements import agreed_placement, draft, parent_actor, student_actor
from tests.factories.offers import make_market
from tests.factories.schools import CompetenceFactory, RepresentativeFactory, school_member

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
SHOWN = [Shown("reference", "Twee zomers in een magazijn", date(2026, 8, 31))]


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-11-23 09:00 +0100", tick=False):
        yield


@pytest.fixture
def market():
    return make_market()


@pytest.fixture
def known(market):
    """A competence that takes 40 hours at school; with the line of `draft` and 104 hours of lessons: 52 % at work."""
    return CompetenceFactory(programme=market.programme, work_hours=0, school_hours=40)


@pytest.fixture
def agreement(market, known):
    return draft(market)


def asked(market, agreement, known, **fields):
    student = agreement.placement.student
    return ask_prior_learning(student=student, competence=known, evidence=SHOWN, by=market.coach_actor, **fields)


def proposed(market, agreement, known):
    row = asked(market, agreement, known)
    return propose_prior_learning(prior_learning=row, advice="Zij toonde het.", by=market.coach_actor)


def decide(row, by, *, is_recognised=True, council_on=TODAY, reason="Getoond in een proef."):
    return decide_prior_learning(
        prior_learning=row, is_recognised=is_recognised, council_on=council_on, reason=reason, by=by
    )


def refused(action, **arguments):
    with pytest.raises(Refused) as caught:
        action(**arguments)
    return caught.value.code


def test_a_plan_moves_from_52_to_60_percent(market, known):
    """156 of 300 hours at work; 40 hours that the student knows leave 156 of 260."""
    at_work = CompetenceFactory(programme=market.programme, work_hours=156, school_hours=0)
    market.programme.general_hours = 104
    market.programme.save()
    placement = agreed_placement(market)
    placement.offer.request.competences.set([at_work, known])
    agreement = draft(market, placement)
    assert split_of(agreement.plan, TODAY).share * 100 == 52
    decide(proposed(market, agreement, known), market.coordinator)
    plan = Agreement.objects.get(pk=agreement.pk).plan
    assert split_of(plan, TODAY).share * 100 == 60
    assert "plan.uncovered" not in [row.code for row in plan_warnings(plan, TODAY)]
    line = body_of(Agreement.objects.get(pk=agreement.pk))["plan"]["lines"][0]
    assert line["acquired_elsewhere"] == "2026-11-23"


def test_the_other_parties_are_told_and_check_the_data_again(market, agreement, known):
    check_data(agreement=agreement, by=market.hr)
    line = agreement.plan.lines.get(competence=known)
    propose_line(line=line, school_hours=30, by=market.hr)
    decide(proposed(market, agreement, known), market.coordinator)
    agreement.refresh_from_db()
    assert agreement.hr_checked_at is None
    assert LineProposal.objects.get().status == "withdrawn"
    told = Notification.objects.filter(code="prior_learning.left_out")
    assert set(told.values_list("role", flat=True)) == {Role.HR, Role.COACH}


def test_what_is_being_signed_changes_by_a_new_version(market, agreement, known):
    for by in (market.hr, market.coach_actor):
        check_data(agreement=agreement, by=by)
    decide(proposed(market, agreement, known), market.coordinator)
    assert agreement.plan.lines.get(competence=known).school_hours == 40
    assert Notification.objects.filter(code="prior_learning.new_version").count() == 2
    later = revise_agreement(agreement=agreement, changes={}, by=market.coach_actor)
    assert later.plan.lines.get(competence=known).school_hours == 0


def test_a_new_plan_leaves_out_what_is_known(market, known):
    placement = agreed_placement(market)
    row = ask_prior_learning(student=placement.student, competence=known, evidence=SHOWN, by=market.coach_actor)
    propose_prior_learning(prior_learning=row, advice="Ja.", by=market.coach_actor)
    decide(row, market.coordinator)
    line = draft(market, placement).plan.lines.get(competence=known)
    assert (line.school_hours, line.prior_learning_id) == (0, row.pk)


def test_a_known_line_takes_no_hours_again(market, agreement, known):
    decide(proposed(market, agreement, known), market.coordinator)
    line = PlanLine.objects.get(plan=agreement.plan, competence=known)
    lines = {line.pk: LineHours(place="S", school_hours=5)}
    whole = {"general_hours": 0, "weeks": 34, "explanation": ""}
    code = refused(save_plan, agreement=agreement, lines=lines, by=market.hr, **whole)
    assert code == refused(propose_line, line=line, school_hours=5, by=market.hr) == "plan_line.prior_learning"
    with breaks("plan_line_prior_learning_takes_no_hours"):
        PlanLine.objects.filter(pk=line.pk).update(school_hours=5)


def test_who_proposes_does_not_decide(market, agreement, known):
    row = asked(market, agreement, known)
    propose_prior_learning(prior_learning=row, advice="Ja.", by=market.coordinator)
    assert refused(decide, row=row, by=market.coordinator) == "prior_learning.own_proposal"
    director = actor_of(school_member(market.school, Role.DIRECTOR))
    assert decide(row, director).status == "recognised"
    with breaks("prior_learning_decided_by_another"):
        PriorLearning.objects.update(decided_by=market.coordinator_member.user)


def test_a_refusal_is_looked_at_once_more(market, agreement, known):
    row = decide(proposed(market, agreement, known), market.coordinator, is_recognised=False)
    again = {"prior_learning": row, "by": market.coach_actor}
    assert refused(reopen_prior_learning, evidence=[], **again) == "prior_learning.no_evidence"
    row = reopen_prior_learning(evidence=SHOWN, **again)
    assert (row.status, row.reason, row.evidence.count()) == ("asked", "", 2)
    propose_prior_learning(prior_learning=row, advice="Nee.", by=market.coach_actor)
    row = decide(row, market.coordinator, is_recognised=False)
    assert refused(reopen_prior_learning, evidence=SHOWN, **again) == "prior_learning.reopened_before"


@pytest.mark.parametrize("day", [date(2026, 11, 22), date(2026, 11, 24)])
def test_the_council_sat_between_the_question_and_today(market, agreement, known, day):
    row = proposed(market, agreement, known)
    assert refused(decide, row=row, by=market.coordinator, council_on=day) == "prior_learning.council_day"


def test_the_day_of_the_question_is_that_of_the_clock_on_the_wall(market, agreement, known):
    """Just after midnight it is still yesterday in UTC."""
    with time_machine.travel("2026-11-23 00:30 +0100", tick=False):
        row = proposed(market, agreement, known)
    assert (
        refused(decide, row=row, by=market.coordinator, council_on=date(2026, 11, 22)) == "prior_learning.council_day"
    )


def test_what_cannot_be_asked(market, agreement, known):
    ask = {"student": agreement.placement.student, "by": market.coach_actor}
    foreign = CompetenceFactory()
    assert refused(ask_prior_learning, competence=foreign, evidence=SHOWN, **ask) == "prior_learning.other_programme"
    assert refused(ask_prior_learning, competence=known, evidence=[], **ask) == "prior_learning.no_evidence"
    tomorrow = [Shown("test", "Proef", date(2026, 11, 24))]
    future = "prior_learning.evidence_in_future"
    assert refused(ask_prior_learning, competence=known, evidence=tomorrow, **ask) == future
    row = asked(market, agreement, known)
    assert refused(asked, market=market, agreement=agreement, known=known) == "prior_learning.asked_before"
    withdraw_prior_learning(prior_learning=row, by=market.coach_actor)
    assert asked(market, agreement, known).status == "asked"
    with breaks("prior_learning_once_per_competence"):
        PriorLearning.objects.update(status="asked")


def test_a_student_asks_and_only_the_school_and_the_family_read(market, agreement, known):
    placement = agreement.placement
    student = student_actor(placement)
    row = ask_prior_learning(student=placement.student, competence=known, evidence=SHOWN, by=student)
    parent = parent_actor(RepresentativeFactory(student=placement.student), placement)
    for actor in (student, parent, market.coach_actor):
        assert PriorLearning.objects.visible_to(actor).get() == row
    other = make_market()
    for actor in (market.hr, other.coach_actor, student_actor(agreed_placement(other))):
        assert not PriorLearning.objects.visible_to(actor).exists()
    with pytest.raises(PermissionDenied):
        ask_prior_learning(student=placement.student, competence=known, evidence=SHOWN, by=market.hr)
    with pytest.raises(Student.DoesNotExist):
        ask_prior_learning(student=placement.student, competence=known, evidence=SHOWN, by=other.coach_actor)


def test_the_coach_has_seen_the_evidence(market, agreement, known):
    piece = proposed(market, agreement, known).evidence.get()
    assert (piece.seen_on, piece.seen_by_id) == (TODAY, market.coach_actor.user_id)


def test_promises_of_the_database(market, agreement, known):
    row = asked(market, agreement, known)
    rows = PriorLearning.objects.filter(pk=row.pk)
    with breaks("prior_learning_status_known"):
        rows.update(status="?")
    with breaks("prior_learning_decided_with_reason"):
        rows.update(status="recognised", council_on=TODAY, decided_by=UserFactory())
    with breaks("prior_learning_evidence_kind_known"):
        row.evidence.update(kind="?")
    with breaks("prior_learning_evidence_has_text"):
        row.evidence.update(text="")
