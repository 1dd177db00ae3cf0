"""Work that a company offers a student: what the code allows, what opens a case, and hints that only ask (R24)."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from labels.models import Case, Report
from labels.offers_allowed import WHAT, WHO
from marketplace.audit.models import AuditEvent
from marketplace.workflow import Refused
from placements.actions.hiring import ask_about_leavers, clear_question, note_hiring
from placements.actions.placement import end_early
from placements.models import Hiring, HiringQuestion, Placement
from placements.models.hiring import NOTED
from placements.rules.hiring import last_school_day
from schools.enums import DiplomaStage
from schools.models import Student
from tests.constraints import breaks
from tests.factories.agreements import draft, student_actor
from tests.factories.offers import make_market

pytestmark = pytest.mark.django_db
TODAY = date(2027, 3, 3)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-11-23 09:00 +0100", tick=False) as moved:
        yield moved


@pytest.fixture
def market():
    return make_market()


@pytest.fixture
def running(market, clock):
    """A placement that runs since 11 January 2027, until 30 June."""
    placement = draft(market).placement
    Placement.objects.filter(pk=placement.pk).update(status="running")
    clock.move_to("2027-03-03 09:00 +0100")
    return Placement.objects.select_related("student").get(pk=placement.pk)


def of_student(placement, **facts):
    Student.objects.filter(pk=placement.student_id).update(**facts)


def note(placement, by, what="contract_now", **facts):
    given = {"made_on": TODAY, "starts_on": None, "depends_on_diploma": False} | facts
    return note_hiring(placement=placement, what=what, by=by, **given)


def refused(action, *arguments, **named):
    with pytest.raises(Refused) as caught:
        action(*arguments, **named)
    return caught.value.code


def ended(placement, by, reason="HIRED"):
    facts = {"last_on": TODAY, "next_step": "Praat met de ouders", "next_person": "An Demo"}
    return end_early(placement=placement, by=by, reason=reason, **facts)


def test_the_words_of_the_code_and_of_the_diploma_are_the_same():
    assert set(WHO) == set(DiplomaStage.values)
    assert {*NOTED, "training"} == set(WHAT)


def test_a_contract_before_the_diploma_opens_a_case_with_the_school_as_its_witness(market, running):
    hiring = note(running, market.coach_actor)
    case = Case.objects.get()
    assert (hiring.is_allowed, hiring.stage) == (False, "studying")
    assert (case.organisation_id, case.site_id, case.kind) == (running.company_id, running.site_id, "early_offer")
    report = Report.objects.get(case=case)
    assert (report.role, report.user_id) == ("coach", market.coach_actor.user_id)
    assert "contract dat nu begint, op wo 3 mrt 2027" in report.words
    assert str(running.student) not in report.words
    assert AuditEvent.objects.filter(verb="hiring.noted", data__allowed=False).count() == 1


@pytest.mark.parametrize(
    ("diploma", "what", "facts", "allowed"),
    [
        ({}, "talk", {}, True),
        ({}, "job_elsewhere", {}, True),
        ({}, "job_here", {}, False),
        ({}, "summer_job", {"starts_on": date(2027, 7, 1)}, True),
        ({}, "later_contract", {"starts_on": date(2027, 7, 1), "depends_on_diploma": True}, False),
        ({"diploma_decided_on": TODAY}, "later_contract", {"starts_on": date(2027, 7, 1)}, False),
        (
            {"diploma_decided_on": TODAY},
            "later_contract",
            {"starts_on": date(2027, 7, 1), "depends_on_diploma": True},
            True,
        ),
        (
            {"diploma_decided_on": TODAY},
            "later_contract",
            {"starts_on": date(2027, 6, 30), "depends_on_diploma": True},
            False,
        ),
        ({"diploma_on": date(2026, 6, 30)}, "later_contract", {"starts_on": date(2027, 7, 1)}, True),
        ({"diploma_on": date(2026, 6, 30)}, "contract_now", {}, False),
        ({"diploma_on": date(2026, 6, 30), "left_on": date(2027, 3, 1)}, "contract_now", {}, True),
        ({"diploma_on": date(2026, 6, 30), "left_on": date(2027, 3, 4)}, "contract_now", {}, False),
    ],
)
def test_the_diploma_decides_what_is_allowed(market, running, diploma, what, facts, allowed):
    of_student(running, **diploma)
    assert note(running, market.coach_actor, what, **facts).is_allowed is allowed
    assert Case.objects.exists() is not allowed


@pytest.mark.parametrize(("what", "kind"), [("bonus", "pressure"), ("poaching", "poaching"), ("ibo", "early_offer")])
def test_a_case_is_called_by_its_name(market, running, what, kind):
    note(running, market.coordinator, what)
    assert Case.objects.get().kind == kind


def test_what_does_not_hold_together_is_refused(market, running):
    assert refused(note, running, market.coach_actor, made_on=date(2027, 3, 4)) == "hiring.ahead"
    assert refused(note, running, market.coach_actor, made_on=date(2026, 1, 10)) == "hiring.long_before"
    assert refused(note, running, market.coach_actor, "later_contract") == "hiring.no_start"
    june = {"starts_on": date(2027, 6, 1)}
    assert refused(note, running, market.coach_actor, "summer_job", **june) == "hiring.not_summer"
    for actor in (market.hr, student_actor(running)):
        with pytest.raises(PermissionDenied):
            note(running, actor)
    with pytest.raises(Placement.DoesNotExist):
        note(running, make_market().coach_actor)
    assert not Hiring.objects.exists()


def test_the_school_year_ends_on_30_june_or_when_the_student_left(market, running):
    assert last_school_day(running) == date(2027, 6, 30)
    running.student.left_on = date(2027, 2, 1)
    assert last_school_day(running) == date(2027, 2, 1)


def test_a_hired_ending_asks_the_school_and_accuses_nobody(market, running):
    ended(running, market.hr)
    question = HiringQuestion.objects.get()
    assert (question.status, question.cause, question.due_on) == ("open", "hired", date(2027, 3, 10))
    assert not Case.objects.exists()
    assert not HiringQuestion.objects.visible_to(market.hr).exists()
    assert refused(clear_question, placement=running, answer=" ", by=market.coach_actor) == "hiring.empty"
    clear_question(placement=running, answer="Het was een studentenjob elders.", by=market.coach_actor)
    question.refresh_from_db()
    assert (question.status, question.answered_by_id) == ("cleared", market.coach_actor.user_id)
    assert not Case.objects.exists()
    assert refused(clear_question, placement=running, answer="Nog eens.", by=market.coordinator) == "hiring.answered"
    question.refresh_from_db()
    assert question.answer == "Het was een studentenjob elders."


def test_the_answer_may_open_the_case(market, running):
    ended(running, market.coach_actor)
    note(running, market.coach_actor)
    question = HiringQuestion.objects.get()
    assert (question.status, Case.objects.count()) == ("reported", 1)
    assert question.answer.startswith("Nee.")


def test_who_has_the_diploma_and_is_no_pupil_any_more_is_not_asked_about(market, running):
    of_student(running, diploma_on=date(2026, 6, 30), left_on=date(2027, 3, 1))
    ended(running, market.coach_actor)
    assert not HiringQuestion.objects.exists()


@pytest.mark.parametrize("reason", ["PUPIL_STOPS", "MUTUAL"])
def test_other_endings_ask_nothing(market, running, reason):
    ended(running, market.coach_actor, reason)
    assert not HiringQuestion.objects.exists()


@pytest.mark.parametrize(
    ("facts", "asked"),
    [
        ({"left_on": date(2027, 3, 2)}, 1),
        ({"left_on": None}, 0),
        ({"left_on": date(2027, 3, 4)}, 0),
        ({"left_on": date(2027, 1, 10)}, 0),
        ({"left_on": date(2027, 3, 2), "diploma_on": date(2027, 3, 1)}, 0),
    ],
)
def test_who_leaves_school_without_diploma_is_asked_about_once(market, running, facts, asked):
    of_student(running, **facts)
    assert ask_about_leavers(by=market.coach_actor) == asked
    assert ask_about_leavers(by=market.coach_actor) == 0
    assert HiringQuestion.objects.filter(cause="left_school").count() == asked


def test_long_after_the_placement_nobody_asks(market, running, clock):
    of_student(running, left_on=date(2027, 12, 1))
    Placement.objects.filter(pk=running.pk).update(status="ended", ended_on=date(2027, 6, 30), end_reason="END_DATE")
    clock.move_to("2027-12-02 09:00 +0100")
    assert ask_about_leavers(by=market.coach_actor) == 0


def test_promises_of_the_database(market, running):
    note(running, market.coach_actor)
    with breaks("hiring_what_known"):
        Hiring.objects.update(what="training")
    with breaks("hiring_stage_known"):
        Hiring.objects.update(stage="?")
    with breaks("hiring_no_contract_before_diploma"):
        Hiring.objects.update(is_allowed=True)
    ended(running, market.coach_actor)
    with breaks("hiring_question_status_known"):
        HiringQuestion.objects.update(
            status="?", answer="a", answered_at="2027-03-03T09:00Z", answered_by=market.coach_actor.user_id
        )
    with breaks("hiring_question_cause_known"):
        HiringQuestion.objects.update(cause="?")
    with breaks("hiring_question_answered_by_somebody"):
        HiringQuestion.objects.update(status="cleared")
