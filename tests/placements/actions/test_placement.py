"""From the company's yes to the last day: meetings, the family's answers, stopping, starting and ending."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from marketplace.actor import SYSTEM, Actor, Role
from marketplace.audit.models import AuditEvent
from marketplace.notifications.models import Notification
from marketplace.workflow import Refused
from placements.actions import family
from placements.actions import placement as actions
from placements.actions.link import actor_of
from placements.actions.offer import accept, send_offer
from placements.actions.seat import name_mentor
from placements.models import DeclinedPair, FamilyQuestion, PersonalLink, Placement
from tests.factories.agreements import make_ready
from tests.factories.offers import TOLD_ON, make_market
from tests.factories.schools import RepresentativeFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 25, 13, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-11-23 09:00 +0100", tick=False):
        yield


@pytest.fixture
def market():
    return make_market()


def refused(code):
    return pytest.raises(Refused, check=lambda error: error.code == code)


def student_of(placement):
    return Actor(roles=frozenset({Role.STUDENT}), student_id=placement.student_id)


def parent_of(placement, **fields):
    parent = RepresentativeFactory(student=placement.student, **fields)
    return actor_of(PersonalLink(representative=parent, placement=placement))


def put(placement, **fields):
    Placement.objects.filter(pk=placement.pk).update(**fields)
    placement.refresh_from_db()
    return placement


class TestFamily:
    def test_a_minor_needs_both(self, market):
        placement = market.placement()
        placement = family.say_yes(placement=placement, by=student_of(placement), way="account")
        assert placement.status == "accepted"
        placement = family.say_yes(placement=placement, by=parent_of(placement), way="link")
        assert placement.status == "agreed"
        assert Notification.objects.filter(code="placement.agreed", organisation=placement.company_id).exists()

    def test_an_adult_decides_alone(self, market):
        placement = market.placement(market.offer(request=market.request(student={"born_on": date(2008, 11, 23)})))
        with refused("placement.adult"):
            family.say_yes(placement=placement, by=parent_of(placement), way="link")
        assert family.say_yes(placement=placement, by=student_of(placement), way="account").status == "agreed"

    def test_a_representative_without_a_say(self, market):
        placement = market.placement()
        for answer in (
            lambda by: family.say_yes(placement=placement, by=by, way="link"),
            lambda by: family.say_no(placement=placement, by=by, reason="OTHER"),
        ):
            with refused("placement.no_say"):
                answer(parent_of(placement, signs="not"))

    def test_of_another_student(self, market):
        placement, other = market.placement(), market.placement()
        with pytest.raises(Placement.DoesNotExist):
            family.say_yes(placement=placement, by=parent_of(other), way="link")

    def test_twice(self, market):
        placement = market.placement()
        family.say_yes(placement=placement, by=student_of(placement), way="account")
        with refused("placement.yes_already"):
            family.say_yes(placement=placement, by=student_of(placement), way="account")

    def test_the_meeting_comes_first(self, market):
        placement = market.placement(wants_meeting=True)
        with refused("placement.meeting_first"):
            family.say_yes(placement=placement, by=student_of(placement), way="account")

    def test_on_paper_with_a_witness(self, market):
        placement = market.placement()
        parent = RepresentativeFactory(student=placement.student)
        record = {"placement": placement, "by": market.coach_actor}
        with refused("placement.witness_needed"):
            family.record_yes(**record, party="student", witness=" ")
        family.record_yes(**record, party="student", witness="Coach Een")
        row = family.record_yes(**record, party="representative", representative=parent, witness="Coach Een")
        assert (row.status, row.representative_yes_by, row.student_yes_witness) == ("agreed", parent, "Coach Een")
        event = AuditEvent.objects.get(verb="placement.representative_yes")
        assert event.data == {"way": "witness", "representative": parent.pk}
        assert event.user_id == market.coach_member.user_id

    def test_only_the_school_writes_down_a_yes(self, market):
        with pytest.raises(PermissionDenied):
            family.record_yes(placement=market.placement(), by=market.hr, party="student", witness="HR")

    def test_a_no_frees_everything_the_same_day(self, market):
        offer = market.offer()
        placement = market.placement(offer, mentor=market.mentor())
        family.say_no(placement=placement, by=student_of(placement), reason="PUPIL_STOPS", text="te vroeg op")
        placement.refresh_from_db()
        placement.capacity.refresh_from_db()
        offer.request.refresh_from_db()
        assert (placement.status, placement.ended_on) == ("stopped", date(2026, 11, 23))
        assert (placement.capacity.taken, offer.request.status) == (0, "open")
        assert placement.mentors.get().seat is None
        assert DeclinedPair.objects.get().party == "student"
        assert FamilyQuestion.objects.get().text == "te vroeg op"
        assert Notification.objects.filter(code="placement.stopped", role=Role.COORDINATOR).exists()

    def test_a_question_is_read_by_the_school_alone(self, market):
        placement = market.placement()
        with refused("placement.question_empty"):
            family.ask_coach(placement=placement, by=student_of(placement), text=" ")
        question = family.ask_coach(placement=placement, by=student_of(placement), text="Wanneer begint het?")
        assert not FamilyQuestion.objects.visible_to(market.hr).exists()
        assert not FamilyQuestion.objects.visible_to(student_of(placement)).exists()
        answered = family.mark_answered(question=question, by=market.coach_actor)
        assert answered.answered_by_id == market.coach_member.user_id


class TestMeeting:
    def test_good(self, market):
        placement = market.placement(wants_meeting=True)
        with refused("placement.no_meeting"):
            actions.conclude_meeting(placement=placement, by=market.hr, went_well=True)
        actions.plan_meeting(placement=placement, by=market.coach_actor, at=AT, where="aan de balie")
        actions.conclude_meeting(placement=placement, by=market.hr, went_well=True)
        with refused("placement.meeting_too_late"):
            actions.plan_meeting(placement=placement, by=market.hr, at=AT, where="nog eens")
        assert family.say_yes(placement=placement, by=student_of(placement), way="account").student_yes_at

    def test_bad(self, market):
        placement = market.placement(wants_meeting=True)
        actions.plan_meeting(placement=placement, by=market.hr, at=AT, where="aan de balie")
        stopped = actions.conclude_meeting(placement=placement, by=market.hr, went_well=False)
        assert (stopped.status, stopped.end_reason) == ("stopped", "COMPANY_STOPS")

    def test_not_by_a_student(self, market):
        placement = market.placement(wants_meeting=True)
        with pytest.raises(PermissionDenied):
            actions.plan_meeting(placement=placement, by=student_of(placement), at=AT, where="thuis")


class TestStop:
    def test_needs_a_reason(self, market):
        for reason in ("", "END_DATE", "gewoon"):
            with refused("placement.end_reason"):
                actions.stop(placement=market.placement(), by=market.hr, reason=reason)

    def test_the_seat_goes_to_the_next(self, market):
        capacity = market.capacity(places=1, mentors_later=1)
        first = market.placement(market.offer(capacity))
        offer = market.offer(market.capacity(mentors_later=1))
        type(offer).objects.filter(pk=offer.pk).update(capacity=capacity)
        offer.refresh_from_db()
        with refused("seat.none_left"):
            market.placement(offer)
        actions.stop(placement=first, by=market.coach_actor, reason="MUTUAL")
        assert market.placement(offer).capacity == capacity

    def test_not_once_signed(self, market):
        with refused("placement.stop.wrong_status"):
            actions.stop(placement=put(market.placement(), status="signed"), by=market.hr, reason="MUTUAL")

    def test_the_pair_is_not_offered_again(self, market):
        offer = market.offer()
        actions.stop(placement=market.placement(offer), by=market.hr, reason="COMPANY_STOPS")
        with refused("pair.declined"):
            send_offer(request=offer.request, capacity=offer.capacity, by=market.coordinator, student_told_on=TOLD_ON)


class TestEndEarly:
    CLEAR = {"reason": "SAFETY", "last_on": date(2026, 11, 20), "next_step": "zoekt mee", "next_person": "An Demo"}

    @pytest.mark.parametrize(
        ("change", "code"),
        [
            ({"reason": "END_DATE"}, "placement.end_reason"),
            ({"last_on": date(2026, 11, 24)}, "placement.last_day_in_future"),
            ({"next_step": " "}, "placement.next_step"),
            ({"next_person": ""}, "placement.next_step"),
        ],
    )
    def test_is_clear(self, market, change, code):
        with refused(code):
            actions.end_early(placement=market.placement(), by=market.hr, **self.CLEAR | change)

    def test_does_not_end_before_it_began(self, market):
        placement = put(market.placement(), status="running", starts_on=date(2026, 10, 1))
        with refused("placement.last_day_before_first"):
            actions.end_early(placement=placement, by=market.hr, **self.CLEAR | {"last_on": date(2026, 9, 30)})

    def test_frees_the_seat_and_names_who_goes_on(self, market):
        placement = put(market.placement(), status="running", starts_on=date(2026, 10, 1))
        ended = actions.end_early(placement=placement, by=market.coach_actor, **self.CLEAR)
        ended.capacity.refresh_from_db()
        assert (ended.status, ended.next_owner, ended.capacity.taken) == ("ended_early", "An Demo: zoekt mee", 0)
        ended.offer.request.refresh_from_db()
        assert ended.offer.request.status == "open"


class TestDays:
    def test_start_on_the_first_day_only_when_signed(self, market):
        placement = put(market.placement(), starts_on=date(2026, 12, 1))
        guided = market.placement()
        name_mentor(placement=guided, mentor=market.mentor(), by=market.hr)
        signed = make_ready(put(guided, status="signed", starts_on=date(2026, 12, 1)))
        with refused("placement.too_early_to_start"):
            actions.start(placement=signed, by=market.coach_actor)
        assert actions.start_due(by=SYSTEM) == 0
        with time_machine.travel("2026-12-03 09:00 +0100", tick=False):
            assert actions.start_due(by=SYSTEM) == 1
        placement.refresh_from_db()
        signed.refresh_from_db()
        assert (placement.status, signed.status) == ("accepted", "running")

    def test_end_after_the_last_day(self, market):
        placement = put(market.placement(), status="running")
        with refused("placement.too_early_to_end"):
            actions.end(placement=placement, by=market.coach_actor)
        with time_machine.travel("2027-07-01 09:00 +0200", tick=False):
            assert actions.end_due(by=SYSTEM) == 1
        placement.refresh_from_db()
        placement.capacity.refresh_from_db()
        assert (placement.status, placement.ended_on, placement.capacity.taken) == ("ended", date(2027, 6, 30), 0)
        assert placement.offer.request.status == "ended"


def test_naming_a_mentor_later(market):
    first, second = market.mentor(), market.mentor()
    placement = market.placement()
    name_mentor(placement=placement, mentor=first, by=market.hr)
    name_mentor(placement=placement, mentor=second, by=market.hr)
    assert placement.mentors.get(seat__isnull=False).mentor == second
    with refused("seat.mentor_not_yours"):
        name_mentor(placement=placement, mentor=first, by=market.coach_actor)


def test_a_maribel_company_gives_a_da(market):
    from companies.models import JointCommittee

    committee = JointCommittee.objects.create(code="319.01", name="Demo")
    capacity = market.capacity(forms=["DA"], mentors_later=1)
    market.company.joint_committee = committee
    market.company.save()
    offer = market.offer(capacity)
    assert accept(offer=offer, by=market.hr, wants_meeting=False).form == "DA"
