"""Timers: started from what is not done, reminded once a mark, escalated when late, stopped when it is done."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from marketplace.actor import SYSTEM, Role
from marketplace.notifications.models import Notification
from marketplace.workflow import Refused
from placements.actions.evaluation import hold_evaluation
from placements.actions.hiring import ask_about_leavers, clear_question
from placements.actions.offer import accept, decline
from placements.actions.registration import store_registration
from placements.actions.start import tick_check
from placements.actions.suspension import resume, suspend
from placements.actions.timer import run_timers
from placements.models import Evaluation, HiringQuestion, MentorAssignment, Placement, Reminder, Timer
from schools.models import Student
from tests.factories.accounts import CityFactory
from tests.factories.agreements import agreed_placement, make_ready, student_actor
from tests.factories.offers import OfferFactory, make_market

pytestmark = pytest.mark.django_db
STARTED = date(2026, 9, 7)


@pytest.fixture
def market():
    with time_machine.travel("2026-09-01 09:00 +0200", tick=False):
        yield make_market()


@pytest.fixture
def running(market):
    """A dual placement that began on 7 September 2026, with its papers in order and no evaluation planned."""
    placement = make_ready(agreed_placement(market))
    Placement.objects.filter(pk=placement.pk).update(status="running", starts_on=STARTED)
    placement.checks.filter(item="risk_analysis").update(document_on=STARTED - timedelta(days=5))
    MentorAssignment.objects.filter(placement=placement).update(starts_on=STARTED)
    return Placement.objects.get(pk=placement.pk)


def refused(code):
    return pytest.raises(Refused, check=lambda error: error.code == code)


def night(day):
    """The daily task on the morning of a day."""
    with time_machine.travel(f"{day.isoformat()} 05:30 +0100", tick=False):
        return run_timers(by=SYSTEM)


def told(code):
    return list(Notification.objects.filter(code=code).order_by("pk").values_list("role", flat=True))


def running_kinds():
    return set(Timer.objects.running().values_list("kind", flat=True))


def test_a_teacher_has_no_search_and_an_offer_of_a_teacher_says_so(market):
    with time_machine.travel("2026-09-01 09:00 +0200", tick=False):
        request = market.request(student={"is_teacher": True, "born_on": date(1988, 3, 4)}, form="TEACHER")
        OfferFactory(request=request, capacity=market.capacity(forms=["TEACHER"]), answer_by_on=date(2026, 9, 10))
    night(date(2026, 9, 9))
    assert (running_kinds(), told("timer.offer_answer.teacher")) == ({"offer_answer"}, ["hr"])


class TestRegistration:
    def test_reminded_at_thirty_sixty_and_eighty_days_once(self, running):
        for day, total in ((29, 0), (30, 2), (31, 2), (60, 4), (80, 6)):
            night(STARTED + timedelta(days=day))
            assert len(told("timer.registration")) == total, day
        assert told("timer.registration")[:2] == ["hr", "coach"]

    def test_late_goes_to_coach_and_city(self, running):
        CityFactory()
        night(date(2026, 12, 8))
        assert told("timer.registration.late") == ["hr", "coach"]
        assert told("timer.city_late") == [Role.ADMINISTRATOR]
        night(date(2026, 12, 9))
        assert len(told("timer.city_late")) == 1
        message = Notification.objects.get(code="timer.city_late")
        assert str(running.student) not in message.sentence

    def test_a_stored_reference_stops_it(self, market, running):
        night(STARTED + timedelta(days=30))
        assert "registration" in running_kinds()
        with time_machine.travel("2026-10-08 09:00 +0200", tick=False):
            for reference, day, code in (
                (" ", date(2026, 10, 8), "registration.reference"),
                ("WD-1", date(2026, 10, 9), "registration.day_ahead"),
                ("WD-1", date(1926, 10, 8), "registration.day_long_past"),
            ):
                with refused(code):
                    store_registration(placement=running, reference=reference, registered_on=day, by=market.hr)
            with pytest.raises(PermissionDenied):
                store_registration(placement=running, reference="x", registered_on=STARTED, by=student_actor(running))
            stored = store_registration(
                placement=running, reference=" WD-1 ", registered_on=date(2026, 10, 8), by=market.hr
            )
        assert stored.reference == "WD-1"
        assert "registration" not in running_kinds()
        night(STARTED + timedelta(days=60))
        assert len(told("timer.registration")) == 2

    def test_only_what_is_signed_and_dual_is_registered(self, market):
        placement = agreed_placement(market)
        with refused("registration.not_asked"):
            store_registration(placement=placement, reference="x", registered_on=STARTED, by=market.hr)


class TestSearch:
    def test_five_ten_and_fifteen_training_days_then_late(self, market):
        market.request()
        CityFactory()
        for day, total in ((7, 0), (8, 2), (9, 2), (15, 4), (22, 6), (29, 6)):
            night(date(2026, 9, day))
            assert len(told("timer.contract_search")) == total, day
        assert told("timer.contract_search")[:2] == ["coach", "coordinator"]
        assert "nog 15 opleidingsdagen" in Notification.objects.filter(code="timer.contract_search")[0].sentence
        night(date(2026, 9, 30))
        assert sorted(told("timer.contract_search.late")) == ["coach", "coordinator"]
        assert told("timer.city_late") == [Role.ADMINISTRATOR]

    def test_an_agreement_stops_it_and_its_end_begins_a_new_one(self, running):
        night(date(2026, 9, 8))
        assert "contract_search" not in running_kinds()
        Placement.objects.filter(pk=running.pk).update(
            status="ended_early", ended_on=date(2026, 10, 1), end_reason="MUTUAL"
        )
        night(date(2026, 10, 2))
        assert Timer.objects.running().get(kind="contract_search").starts_on == date(2026, 10, 1)

    def test_a_sweeper_that_was_away_tells_once_of_what_it_missed(self, market):
        market.request()
        night(date(2026, 9, 22))
        assert len(told("timer.contract_search")) == 2
        assert sorted(Reminder.objects.values_list("mark", flat=True)) == [1, 2, 3]


class TestPapers:
    def test_a_risk_analysis_is_made_again_every_year(self, market, running):
        Placement.objects.filter(pk=running.pk).update(ends_on=date(2027, 12, 1))
        night(date(2027, 8, 4))
        assert told("timer.risk_analysis") == ["hr"]
        check = running.checks.get(item="risk_analysis")
        with time_machine.travel("2027-08-10 09:00 +0200", tick=False):
            tick_check(check=check, done_on=date(2027, 8, 10), document_on=date(2027, 8, 10), by=market.hr)
        assert "risk_analysis" not in running_kinds()
        night(date(2027, 8, 28))
        assert told("timer.risk_analysis") == ["hr"]

    def test_what_is_missing_before_the_first_day(self, market):
        placement = make_ready(agreed_placement(market))  # starts on 11 January 2027
        placement.checks.update(done_on=None, document_on=None, outcome="")
        night(date(2026, 12, 28))
        assert told("timer.health") == ["hr"]
        assert told("timer.risk_analysis") == ["hr"]
        night(date(2027, 1, 6))
        assert told("timer.health") == ["hr", "hr"]

    def test_a_health_item_that_is_done_is_reminded_no_more(self, market):
        placement = make_ready(agreed_placement(market))
        placement.checks.filter(item="health").update(done_on=None, outcome="")
        night(date(2026, 12, 28))
        check = placement.checks.get(item="health")
        with time_machine.travel("2026-12-29 09:00 +0100", tick=False):
            tick_check(check=check, done_on=date(2026, 12, 29), outcome="fit", by=market.hr)
        assert "health" not in running_kinds()
        night(date(2027, 1, 6))
        assert told("timer.health") == ["hr"]

    def test_the_training_of_the_mentor(self, running):
        mentor = running.mentors.get(seat__isnull=False).mentor
        mentor.trained_on, mentor.designated_on = None, date(2026, 3, 1)
        mentor.save()
        night(date(2026, 9, 8))
        assert told("timer.mentor_training") == ["hr"]
        night(date(2026, 12, 1))
        assert told("timer.mentor_training") == ["hr", "hr"]
        mentor.trained_on = date(2026, 12, 2)
        mentor.save()
        night(date(2027, 2, 1))
        assert told("timer.mentor_training") == ["hr", "hr"]


class TestEvaluation:
    def test_reminded_a_week_and_a_day_before_until_it_is_held(self, market, running):
        row = Evaluation.objects.create(placement=running, moment="week_4", planned_on=date(2026, 10, 5))
        night(date(2026, 9, 28))
        night(date(2026, 10, 4))
        assert told("timer.evaluation") == ["coach", "coach"]
        with time_machine.travel("2026-10-05 15:00 +0200", tick=False):
            hold_evaluation(evaluation=row, held_on=date(2026, 10, 5), by=market.coach_actor)
        assert "evaluation" not in running_kinds()
        night(date(2026, 10, 6))
        assert told("timer.evaluation.late") == []

    def test_one_that_nobody_held_is_heard_of_by_the_city(self, running):
        CityFactory()
        Evaluation.objects.create(placement=running, moment="week_4", planned_on=date(2026, 10, 5))
        night(date(2026, 10, 6))
        assert told("timer.evaluation.late") == ["coach"]
        assert told("timer.city_late") == [Role.ADMINISTRATOR]


class TestOffer:
    def test_an_unanswered_offer_is_reminded_twice(self, market):
        with time_machine.travel("2026-11-23 09:00 +0100", tick=False):
            offer = market.offer()
        before = offer.answer_by_on - timedelta(days=2)
        night(before)
        night(offer.answer_by_on)
        assert told("timer.offer_answer") == ["hr", "hr"]

    @pytest.mark.parametrize("answer", [accept, decline])
    def test_an_answer_stops_it(self, market, answer):
        with time_machine.travel("2026-11-23 09:00 +0100", tick=False):
            offer = market.offer()
        said = {accept: {"wants_meeting": False, "mentor": market.mentor()}, decline: {"reason": "no_mentor"}}
        night(offer.answer_by_on - timedelta(days=2))
        with time_machine.travel("2026-11-24 09:00 +0100", tick=False):
            answer(offer=offer, by=market.hr, **said[answer])
        night(offer.answer_by_on)
        assert (told("timer.offer_answer"), "offer_answer" in running_kinds()) == (["hr"], False)


class TestSuspension:
    def test_fourteen_days_tell_the_coach(self, market, running):
        with time_machine.travel("2026-10-01 09:00 +0200", tick=False):
            row = suspend(placement=running, cause="no_work", starts_on=date(2026, 10, 1), by=market.hr)
            with refused("suspension.rests_already"):
                suspend(placement=running, cause="no_work", starts_on=date(2026, 10, 1), by=market.hr)
        night(date(2026, 10, 14))
        assert told("timer.suspension") == []
        night(date(2026, 10, 15))
        assert told("timer.suspension") == ["coach"]
        with time_machine.travel("2026-10-20 09:00 +0200", tick=False):
            with refused("suspension.last_day"):
                resume(suspension=row, ends_on=date(2026, 9, 30), by=market.hr)
            resume(suspension=row, ends_on=date(2026, 10, 19), by=market.hr)
            with refused("suspension.over"):
                resume(suspension=row, ends_on=date(2026, 10, 19), by=market.hr)
        assert "suspension" not in running_kinds()

    def test_only_what_runs_and_from_a_day_that_came(self, market, running):
        with time_machine.travel("2026-10-01 09:00 +0200", tick=False):
            with refused("suspension.day"):
                suspend(placement=running, cause="closed", starts_on=date(2026, 10, 2), by=market.hr)
            with pytest.raises(PermissionDenied):
                suspend(placement=running, cause="closed", starts_on=date(2026, 10, 1), by=student_actor(running))
            Placement.objects.filter(pk=running.pk).update(status="signed")
            with refused("suspension.not_running"):
                suspend(placement=running, cause="closed", starts_on=date(2026, 10, 1), by=market.hr)


class TestHiringQuestion:
    """R24: the coach is asked first; unanswered, the coordinator hears it and the city how many; the company never."""

    @pytest.fixture
    def asked(self, running):
        """A student left without diploma: asked on Monday 5 October, to answer within five working days."""
        CityFactory()
        Student.objects.filter(pk=running.student_id).update(left_on=date(2026, 10, 2))
        with time_machine.travel("2026-10-05 02:00 +0200", tick=False):
            ask_about_leavers(by=SYSTEM)
        question = HiringQuestion.objects.get()
        assert question.due_on == date(2026, 10, 12)
        return question

    def late(self):
        return told("timer.hiring_answer.late")

    def test_the_coach_first_then_the_coordinator_and_the_city(self, asked):
        night(date(2026, 10, 6))
        assert told("timer.hiring_answer") == []
        night(date(2026, 10, 10))
        assert (told("timer.hiring_answer"), self.late()) == (["coach"], [])
        for day in (13, 14):
            night(date(2026, 10, day))
        assert self.late() == ["coach", "coordinator"]
        message = Notification.objects.get(code="timer.city_late", parameters__kind="antwoord over aangeboden werk")
        assert message.role == Role.ADMINISTRATOR
        assert Notification.objects.filter(code="timer.hiring_answer")[0].path == (
            f"/placements/{asked.placement_id}/hiring/"
        )

    def test_the_company_hears_nothing(self, asked, market):
        night(date(2026, 10, 13))
        hints = Timer.objects.filter(kind="hiring_answer")
        assert hints.exists()
        assert not hints.visible_to(market.hr).exists()
        assert hints.visible_to(market.coach_actor).exists()
        about = Notification.objects.filter(organisation=market.company.pk)
        assert not about.filter(code__startswith="timer.hiring").exists()

    def test_an_answer_stops_it(self, asked, market):
        night(date(2026, 10, 6))
        with time_machine.travel("2026-10-06 09:00 +0200", tick=False):
            clear_question(placement=asked.placement, answer="Verhuisd naar Gent.", by=market.coach_actor)
        assert not Timer.objects.running().filter(kind="hiring_answer").exists()
        night(date(2026, 10, 13))
        assert self.late() == []
