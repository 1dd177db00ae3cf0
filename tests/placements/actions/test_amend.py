"""Amend the agreement of a running placement: it holds from its day once everybody signed, and until then nothing."""

from datetime import date, time

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from companies.models import Recognition
from marketplace.actor import SYSTEM
from marketplace.jobs.models import Job
from marketplace.notifications.models import Notification
from marketplace.workflow import Refused
from placements.actions.agreement import check_data, move_sign_by, revise_agreement
from placements.actions.amend import amend_agreement, drop_amendment
from placements.actions.evaluation import plan_evaluations
from placements.actions.link import issue_links, open_link
from placements.actions.placement import end, end_early
from placements.actions.plan import LineHours, save_plan
from placements.actions.prior_learning import (
    Shown,
    ask_prior_learning,
    decide_prior_learning,
    propose_prior_learning,
)
from placements.actions.schedule import forget_day, set_days
from placements.actions.school_contact import name_school_contact
from placements.actions.signature import refuse_to_sign, seal_complete, sign
from placements.actions.timer import run_timers
from placements.agreement_body import digest_of
from placements.models import Agreement, MentorAssignment, PersonalLink, Placement, Schedule, Timer
from placements.rules.amend import may_amend
from placements.rules.schedule import fits_form, hours_of
from tests.factories.accounts import UserFactory, actor_of
from tests.factories.agreements import director_of, draft, in_signing, student_actor
from tests.factories.amendments import FROM, amended, opened, running, signed, signers
from tests.factories.offers import OfferFactory, make_market
from tests.factories.schools import RepresentativeFactory

pytestmark = pytest.mark.django_db
TODAY, LAST = date(2027, 2, 1), date(2027, 6, 30)
THURSDAY_TO_SATURDAY = {day: ["08:00", "16:30"] for day in "456"}


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2027-02-01 09:00 +0100", tick=False):
        yield


@pytest.fixture
def market():
    return make_market()


@pytest.fixture
def outbox_of():
    """The last mail to an address since one last looked; empty where there is none."""
    Job.objects.filter(kind="mail").delete()

    def last(address):
        mails = Job.objects.filter(kind="mail", arguments__to=address).order_by("pk")
        texts = [row.arguments["body"] for row in mails]
        Job.objects.filter(kind="mail").delete()
        return texts[-1] if texts else ""

    return last


def refused(code):
    return pytest.raises(Refused, check=lambda error: error.code == code)


def fresh(agreement):
    return Agreement.objects.get(pk=agreement.pk)


def links_now():
    return set(PersonalLink.objects.filter(withdrawn_at=None).values_list("agreement", flat=True))


def test_a_draft_changes_nothing_until_everybody_signed(market):
    first = running(market)
    draft = amended(market, first, ends_on=date(2027, 5, 28))
    assert (draft.version, draft.status, draft.amends) == (2, "draft", first)
    assert (draft.placement.status, draft.placement.ends_on) == ("running", LAST)
    assert draft.plan.lines.count() == first.plan.lines.count()
    assert draft.schedule.blocks.count() == first.schedule.blocks.count()
    in_signature = opened(market, draft)
    assert (in_signature.status, in_signature.sign_by_on) == ("signing", FROM)
    assert in_signature.body["ends_on"] == "2027-05-28"
    assert in_signature.body["amends"] == {"version": 1, "digest": first.digest, "in_force_on": "2027-02-08"}
    assert in_signature.digest == digest_of(in_signature.body)
    people = signers(market, draft)
    signed(market, draft, people[:-1])
    assert Placement.objects.get(pk=first.placement_id).ends_on == LAST
    signed(market, draft, people[-1:])
    assert (fresh(first).status, fresh(draft).status) == ("sealed", "sealed")
    placement = Placement.objects.get(pk=first.placement_id)
    assert (placement.status, placement.ends_on) == ("running", date(2027, 5, 28))
    assert placement.mentors.get().ends_on == date(2027, 5, 28)
    held = Agreement.objects.in_force
    assert [held(day).get() for day in (date(2027, 2, 7), FROM)] == [first, draft]
    told = set(Notification.objects.filter(code="amendment.sealed_from").values_list("role", flat=True))
    assert told >= {"hr", "coach", "director"}


def test_the_plan_changes_in_the_amendment_alone(market):
    first = running(market)
    draft = amended(market, first)
    line = draft.plan.lines.get()
    hours = {line.pk: LineHours(line.place, 550, line.school_hours, line.third_hours)}
    save_plan(agreement=draft, general_hours=0, weeks=34, explanation="", lines=hours, by=market.hr)
    signed(market, opened(market, fresh(draft)))
    assert fresh(first).plan.lines.get().work_hours == fresh(first).body["plan"]["lines"][0]["work_hours"] == 600
    assert fresh(draft).body["plan"]["lines"][0]["work_hours"] == 550


@pytest.mark.parametrize(
    ("code", "in_force_on", "changes"),
    [
        ("amendment.in_the_past", date(2027, 1, 31), {}),
        ("amendment.day_outside", date(2027, 7, 2), {"ends_on": date(2027, 7, 9)}),
        ("amendment.ends_before", FROM, {"ends_on": date(2027, 2, 7)}),
        ("amendment.change_unknown", FROM, {"starts_on": date(2027, 1, 18)}),
        ("amendment.change_unknown", FROM, {"form": "SAO"}),
        ("agreement.period_outside", FROM, {"ends_on": date(2028, 7, 1)}),
        ("agreement.no_days", FROM, {"week": {}}),
    ],
)
def test_what_an_amendment_cannot_say(market, code, in_force_on, changes):
    with refused(code):
        amended(market, running(market), in_force_on, **changes)


def test_it_may_hold_from_the_day_after_the_last(market):
    first = running(market)
    Placement.objects.update(ends_on=date(2027, 5, 31))
    draft = amended(market, fresh(first), date(2027, 6, 1), ends_on=LAST)
    assert draft.in_force_on == date(2027, 6, 1)


def test_only_what_runs_and_was_signed_last_and_one_at_a_time(market):
    with time_machine.travel("2026-11-23 09:00 +0100", tick=False):
        waiting = in_signing(market)
    with refused("amendment.not_running"):
        amended(market, waiting)
    first = running(make_market_again(market))
    amended(market, first)
    with refused("amendment.open"):
        amended(market, first)


def make_market_again(market):
    Placement.objects.update(status="stopped", ended_on=TODAY, end_reason="OTHER")
    return market


def test_not_by_the_family_or_a_director(market):
    first = running(market)
    for by in (student_actor(first.placement), actor_of(director_of(market))):
        with pytest.raises(PermissionDenied):
            amend_agreement(agreement=first, in_force_on=FROM, changes={}, by=by)


def test_the_next_one_amends_the_last_and_holds_later(market):
    first = running(market)
    second = signed(market, opened(market, amended(market, first)))
    with refused("amendment.not_newest"):
        amended(market, first)
    with refused("amendment.day_taken"):
        amended(market, second, FROM)
    third = amended(market, second, date(2027, 3, 1))
    assert (third.amends, third.version) == (second, 3)


def test_it_may_begin_before_a_signed_one_and_takes_its_place(market):
    first = running(market)
    second = signed(market, opened(market, amended(market, first, date(2027, 6, 1))))
    third = signed(market, opened(market, amended(market, second, date(2027, 3, 1))))
    held = Agreement.objects.in_force
    days = (date(2027, 2, 28), date(2027, 3, 1), date(2027, 6, 1))
    assert [held(day).get() for day in days] == [first, third, third]
    with refused("amendment.day_taken"):
        amended(market, third, date(2027, 6, 1))


class TestInTime:
    def test_signing_ends_on_its_day(self, market):
        draft = amended(market, running(market))
        with time_machine.travel("2027-02-09 09:00 +0100", tick=False), refused("amendment.day_passed"):
            check_data(agreement=draft, by=market.hr)
        waiting = opened(market, draft)
        with refused("agreement.sign_by_day"):
            move_sign_by(agreement=waiting, sign_by_on=date(2027, 2, 9), by=market.hr)
        with time_machine.travel("2027-02-09 09:00 +0100", tick=False), refused("amendment.too_late"):
            sign(agreement=fresh(waiting), by=market.hr)

    def test_a_longer_placement_is_signed_while_it_runs(self, market):
        first = running(market)
        Placement.objects.update(ends_on=date(2027, 2, 5))
        waiting = opened(market, amended(market, fresh(first), date(2027, 2, 6), ends_on=LAST))
        assert waiting.sign_by_on == date(2027, 2, 5)
        with refused("agreement.sign_by_day"):
            move_sign_by(agreement=waiting, sign_by_on=date(2027, 2, 6), by=market.hr)

    def test_it_is_never_sealed_after_its_day(self, market):
        """The student turns 18 when its day has passed: then nobody is missing any more, and it is too late."""
        first = running(market, born_on=date(2009, 2, 9))
        people = signers(market, first)
        signed(market, opened(market, amended(market, first)), people[:-1])
        with time_machine.travel("2027-02-09 09:00 +0100", tick=False):
            assert seal_complete(by=SYSTEM) == 0

    def test_eighteen_in_between_needs_no_parent(self, market):
        first = running(market, born_on=date(2009, 2, 5))
        draft = amended(market, first)
        people = signers(market, first)
        signed(market, opened(market, draft), people[:-1])
        assert fresh(draft).status == "signing"
        with time_machine.travel("2027-02-05 09:00 +0100", tick=False):
            assert seal_complete(by=SYSTEM) == 1
        assert fresh(draft).status == "sealed"


class TestGoesAway:
    def test_dropped_at_each_stage_what_was_signed_stays(self, market):
        first = running(market)
        for stage in range(3):
            draft = amended(market, first)
            if stage:
                opened(market, draft)
            if stage == 2:
                refuse_to_sign(agreement=fresh(draft), by=market.hr, reason="Te vroeg")
            assert drop_amendment(agreement=fresh(draft), by=market.hr).status == "voided"
            placement = Placement.objects.get(pk=first.placement_id)
            assert (fresh(first).status, placement.status) == ("sealed", "running")
        with refused("amendment.first_version"):
            Agreement.objects.filter(pk=first.pk).update(status="draft")
            drop_amendment(agreement=fresh(first), by=market.hr)

    def test_the_family_reads_what_changes_and_that_it_does_not_go_on(self, market, outbox_of):
        draft = opened(market, amended(market, running(market), ends_on=date(2027, 5, 28)))
        parent = draft.placement.student.representatives.first()
        asked = outbox_of(parent.email)
        for said in (
            "bijlage",
            "Vanaf 8 februari 2027",
            "De laatste dag wordt 28 mei 2027.",
            "ten laatste op 8 februari",
        ):
            assert said in asked
        assert "Je zoon of dochter blijft gewoon op school." in asked
        assert "Dit stopt de school niet." not in asked
        drop_amendment(agreement=fresh(draft), by=market.hr)
        dropped = outbox_of(parent.email)
        assert "gaat niet door. De vorige afspraken blijven." in dropped
        assert "/link/" in dropped

    def test_who_signs_with_an_account_is_told_there_alone(self, market, outbox_of):
        draft = amended(market, running(market))
        student = draft.placement.student
        student.user = UserFactory()
        student.save(update_fields=["user"])
        outbox_of(student.email)
        signed(market, opened(market, fresh(draft)))
        assert outbox_of(student.email) == ""
        told = Notification.objects.get(user=student.user, code="amendment.sealed_from")
        assert (told.parameters["day"], told.path) == ("2027-02-08", f"/agreements/{draft.pk}/")

    def test_its_links_say_so_and_the_family_gets_one_to_what_holds(self, market):
        first = running(market)
        draft = opened(market, amended(market, first))
        assert set(PersonalLink.objects.filter(withdrawn_at=None).values_list("agreement", flat=True)) == {draft.pk}
        link = issue_links(placement=first.placement, by=market.coach_actor)[0]
        drop_amendment(agreement=fresh(draft), by=market.hr)
        with refused("signature.replaced"):
            sign(agreement=fresh(draft), by=market.hr)
        with refused("link.old_version"):
            open_link(token=link.url.rstrip("/").rpartition("/")[2], by=market.hr.only())
        assert set(PersonalLink.objects.filter(withdrawn_at=None).values_list("agreement", flat=True)) == {first.pk}

    def test_half_signed_it_is_replaced(self, market):
        first = running(market)
        draft = opened(market, amended(market, first))
        sign(agreement=draft, by=market.hr)
        after = revise_agreement(
            agreement=fresh(draft), changes={"in_force_on": date(2027, 2, 15)}, by=market.coach_actor
        )
        assert (after.version, after.amends, after.in_force_on) == (3, first, date(2027, 2, 15))
        assert links_now() == {first.pk}
        assert (fresh(draft).status, after.placement.status) == ("voided", "running")
        assert after.signatures.count() == 0
        with refused("signature.replaced"):
            sign(agreement=fresh(draft), by=student_actor(first.placement))

    def test_a_signed_one_is_not_revised_and_what_runs_neither(self, market):
        first = running(market)
        with refused("agreement.runs"):
            revise_agreement(agreement=first, changes={}, by=market.hr)
        second = signed(market, opened(market, amended(market, first)))
        with refused("agreement.drop.wrong_status"):
            revise_agreement(agreement=second, changes={"in_force_on": date(2027, 3, 1)}, by=market.hr)

    def test_who_refuses_sends_it_to_the_coach_and_nothing_changes(self, market):
        first = running(market)
        draft = opened(market, amended(market, first, ends_on=date(2027, 5, 28)))
        refuse_to_sign(agreement=draft, by=student_actor(first.placement), reason="Ik wil langer blijven")
        assert (fresh(draft).status, fresh(first).status) == ("refused", "sealed")
        assert Placement.objects.get().ends_on == LAST
        assert Notification.objects.filter(code="amendment.refused", role="coach").exists()

    @pytest.mark.parametrize("way", ["end", "end_early"])
    def test_with_the_placement(self, market, way):
        first = running(market)
        draft = opened(market, amended(market, first))
        with time_machine.travel("2027-06-30 09:00 +0200" if way == "end" else "2027-02-01 10:00 +0100", tick=False):
            if way == "end":
                end(placement=fresh(first).placement, by=SYSTEM)
            else:
                end_early(
                    placement=fresh(first).placement, by=market.hr, reason="MUTUAL", last_on=TODAY,
                    next_step="Gesprek", next_person="De coach",
                )  # fmt: skip
        assert (fresh(draft).status, fresh(first).status) == ("voided", "sealed")
        assert links_now() == {first.pk}
        assert Notification.objects.filter(code="amendment.dropped", role="director").exists()

    def test_what_was_recognised_in_it_alone_is_asked_again(self, market):
        first = running(market)
        draft = amended(market, first)
        competence = draft.plan.lines.get().competence
        row = ask_prior_learning(
            student=first.placement.student, competence=competence, by=market.coach_actor,
            evidence=[Shown("reference", "Twee zomers in een magazijn", date(2026, 8, 31))],
        )  # fmt: skip
        propose_prior_learning(prior_learning=row, advice="Ja.", by=market.coach_actor)
        decide_prior_learning(
            prior_learning=row, is_recognised=True, council_on=TODAY, reason="Getoond.", by=market.coordinator
        )
        asked = Notification.objects.filter(code="prior_learning.amend")
        assert not asked.exists()
        drop_amendment(agreement=fresh(draft), by=market.hr)
        assert set(asked.values_list("role", flat=True)) == {"hr", "coach"}


class TestLonger:
    @pytest.fixture
    def first(self, market):
        row = running(market)
        day = date(2027, 5, 31)
        Placement.objects.filter(pk=row.placement_id).update(ends_on=day)
        MentorAssignment.objects.update(ends_on=day)
        return fresh(row)

    def other(self, market, first, **changes):
        """A placement as this one of somebody else, in June."""
        row = Placement.objects.get(pk=first.placement_id)
        offer = OfferFactory(request=market.request(), capacity=row.capacity)
        row.pk, row.offer, row.starts_on, row.ends_on = None, offer, date(2027, 6, 7), LAST
        for name, value in changes.items():
            setattr(row, name, value)
        row.save()
        return row

    def test_a_student_who_is_elsewhere_by_then(self, market, first):
        self.other(market, first)
        with refused("seat.student_placed"):
            amended(market, first, ends_on=LAST)
        assert amended(market, first, ends_on=date(2027, 6, 6))

    def test_who_is_taken_while_it_is_signed_is_told_before_the_last_signs(self, market, first):
        draft = amended(market, first, ends_on=LAST)
        check_data(agreement=draft, by=market.hr)
        self.other(market, first)
        with refused("seat.student_placed"):
            check_data(agreement=fresh(draft), by=market.coach_actor)

    def test_a_mentor_whose_seat_is_taken_by_then(self, market, first):
        held = first.placement.mentors.get()
        placement = self.other(market, first, student=market.request().student)
        MentorAssignment.objects.create(
            placement=placement, mentor=held.mentor, seat=held.seat, starts_on=date(2027, 6, 7), ends_on=LAST
        )
        with refused("seat.mentor_full"):
            amended(market, first, ends_on=LAST)
        draft = amended(market, first, ends_on=date(2027, 6, 4))
        waiting = opened(market, draft)
        MentorAssignment.objects.filter(placement=placement).update(starts_on=date(2027, 6, 1))
        with refused("seat.mentor_full"):
            sign(agreement=waiting, by=market.hr)

    def test_the_site_is_recognised_on_the_added_days_too(self, market, first):
        Recognition.objects.update(ends_on=date(2027, 6, 1))
        waiting = opened(market, amended(market, first, ends_on=LAST))
        with refused("agreement.not_recognised"):
            sign(agreement=waiting, by=market.hr)

    def test_by_a_recognition_that_was_renewed_since_the_first_day(self, market, first):
        waiting = opened(market, amended(market, first, ends_on=LAST))
        Recognition.objects.update(starts_on=date(2027, 2, 9))
        with refused("agreement.not_recognised"):
            sign(agreement=waiting, by=market.hr)
        Recognition.objects.update(starts_on=FROM)
        assert signed(market, waiting).status == "sealed"

    def test_the_last_talk_moves_along(self, market, first):
        plan_evaluations(placement=first.placement)
        before = first.placement.evaluations.get(moment="end").planned_on
        signed(market, opened(market, amended(market, first, ends_on=LAST)))
        assert before < date(2027, 6, 1) < first.placement.evaluations.get(moment="end").planned_on

    def test_a_last_talk_that_was_just_due_moves_along_unless_it_was_held(self, market, first):
        plan_evaluations(placement=first.placement)
        talks = first.placement.evaluations
        talks.update(planned_on=date(2027, 1, 29))
        talks.filter(moment="middle").update(held_on=date(2027, 1, 29), held_by=market.coach_actor.user_id)
        signed(market, opened(market, amended(market, first, ends_on=LAST)))
        assert talks.get(moment="end").planned_on > date(2027, 6, 1)
        assert {talks.get(moment=moment).planned_on for moment in ("middle", "intake")} == {date(2027, 1, 29)}

    def test_no_second_last_talk_is_asked_when_it_gets_longer_after_one_was_held(self, market, first):
        plan_evaluations(placement=first.placement)
        talks = first.placement.evaluations
        talks.update(planned_on=date(2027, 1, 29), held_on=date(2027, 1, 29), held_by=market.coach_actor.user_id)
        signed(market, opened(market, amended(market, first, ends_on=LAST)))
        run_timers(by=SYSTEM)
        assert not talks.filter(held_on=None).exists()
        assert not Timer.objects.running().filter(kind="evaluation").exists()


def test_who_did_not_sign_hears_nothing_of_the_sealed_copy(market):
    first = running(market)
    people, parents = signers(market, first), first.placement.student.representatives
    parents.update(email="een@ouder.example")
    RepresentativeFactory(student=first.placement.student, email="twee@ouder.example")
    second = opened(market, amended(market, first))
    Job.objects.all().delete()
    signed(market, second, people)
    assert fresh(second).status == "sealed"
    told = {job.arguments["to"] for job in Job.objects.filter(kind="mail")}
    assert ("een@ouder.example" in told, "twee@ouder.example" in told) == (True, False)


class TestHours:
    def test_only_days_from_its_own_change(self, market):
        first = running(market)
        draft = amended(market, first)
        with refused("amendment.day_before"):
            set_days(agreement=draft, starts_on=date(2027, 2, 3), ends_on=date(2027, 2, 3), kind="free", by=market.hr)
        set_days(agreement=draft, starts_on=date(2027, 2, 10), ends_on=date(2027, 2, 10), kind="free", by=market.hr)
        assert (fresh(draft).schedule.days.count(), fresh(first).schedule.days.count()) == (1, 0)

    def test_another_week_waits_for_the_signatures(self, market):
        first = running(market)
        was, week = first.placement.week, {"1": ["08:00", "16:30"], "2": ["08:00", "16:30"], "3": ["08:00", "16:30"]}
        draft = amended(market, first, week=week)
        assert set(draft.schedule.blocks.filter(is_work=True).values_list("weekday", flat=True)) == {1, 2, 3}
        assert Placement.objects.get().week == was
        assert may_amend(first, market.hr, TODAY).code == "amendment.open"

    def test_too_few_hours_for_the_form_which_stays(self, market):
        draft = amended(market, running(market), week={"3": ["08:00", "16:30"]})
        sentence = str(fits_form(hours_of(Schedule.objects.get(agreement=draft))).sentence)
        assert sentence.endswith("plan meer uren op de werkplek. Een bijlage verandert de vorm niet.")

    def test_the_week_of_change_counts_what_was_signed_of_it(self, market):
        """Lessons on Monday and Tuesday and work on Wednesday were signed; three days more make it 44.5 hours."""
        changed = amended(market, running(market), date(2027, 2, 18), week=THURSDAY_TO_SATURDAY)
        assert hard(changed) == [(date(2027, 2, 15), "worktime.week")]
        with refused("worktime.week"):
            opened(market, fresh(changed))
        drop_amendment(agreement=fresh(changed), by=market.hr)
        from_monday = amended(market, changed.amends, date(2027, 2, 22), week=THURSDAY_TO_SATURDAY)
        assert hard(from_monday) == []

    def test_the_rest_around_the_day_of_change(self, market):
        first = running(market)
        evening = first.schedule.blocks.get(weekday=3, ends=time(16))
        changed = amended(market, first, date(2027, 2, 18))
        evening.starts, evening.ends = time(18), time(21)
        evening.save()
        assert hard(changed) == [(date(2027, 2, 18), "worktime.rest")]

    def test_a_free_day_beside_the_sunday_of_change(self, market):
        first = running(market)
        first.schedule.blocks.create(weekday=6, starts=time(9), ends=time(11))
        week = {day: ["08:00", "12:00"] for day in "123"}
        changed = amended(market, first, date(2027, 2, 22), week=week)
        assert (date(2027, 2, 20), "worktime.weekly_rest") in hard(changed)

    def test_days_recovered_once_are_not_recovered_again(self, market):
        """A holiday day in the amendment asks a recovery day more; one that is owed stays."""
        first = with_holiday_day(market, recovered=date(2027, 2, 17))
        changed = amended(market, first, date(2027, 2, 15))
        again = {"starts_on": date(2027, 3, 31), "ends_on": date(2027, 3, 31), "kind": "holiday", "reason": "Lossen"}
        with refused("holiday.not_recovered"):
            set_days(agreement=changed, **again, by=market.hr)
        with refused("holiday.not_recovered"):
            forget_day(day=changed.schedule.days.get(kind="recovery"), by=market.hr)
        day = date(2027, 3, 10)
        set_days(agreement=fresh(changed), starts_on=day, ends_on=day, kind="recovery", by=market.hr)
        set_days(agreement=fresh(changed), **again, by=market.hr)
        assert hard(changed) == []

    def test_a_day_recovered_before_its_day_counts(self, market):
        first = with_holiday_day(market, recovered=date(2027, 2, 3))
        assert hard(amended(market, first, date(2027, 2, 15))) == []


def hard(agreement):
    breaches = hours_of(fresh(agreement).schedule).breaches
    return [(breach.day, breach.code) for breach in breaches if breach.is_hard]


def with_holiday_day(market, recovered):
    """A placement that runs, with a day at work in the carnival holiday and one that makes up for it."""
    with time_machine.travel("2026-11-23 09:00 +0100", tick=False):
        row, day = draft(market, form="OAO"), date(2027, 2, 10)
        set_days(agreement=row, starts_on=recovered, ends_on=recovered, kind="recovery", by=market.hr)
        set_days(agreement=row, starts_on=day, ends_on=day, kind="holiday", reason="Leert lossen", by=market.hr)
        span = {"starts_on": date(2027, 1, 11), "ends_on": date(2027, 3, 1)}
        name_school_contact(placement=row.placement, name="Els", phone="+32470000000", **span, by=market.coach_actor)
        first = signed(market, opened(market, fresh(row)))
    Placement.objects.update(status="running")
    return fresh(first)
