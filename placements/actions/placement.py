"""From the company's yes to the last day: open, meet, agree, stop, start, end."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from companies.models import Mentor
from labels.enums import PledgeKind
from marketplace.actor import SYSTEM, Actor, Role
from marketplace.audit.actions import record
from marketplace.workflow import Refused, first_refusal
from placements.actions.drop import drop_open
from placements.actions.evaluation import plan_evaluations
from placements.actions.family_mail import mail_early_end
from placements.actions.hand_over import open_hand_over
from placements.actions.hiring import ask_after_end
from placements.actions.placement_news import tell_both
from placements.actions.pledge import post_placement
from placements.actions.request import end_request, reopen_request
from placements.actions.seat import give_back, hold_student, leave_mentor_for_later, seat_mentor
from placements.enums import EndReason, OfferKind, PlacementStatus
from placements.models import DeclinedPair, Meeting, Offer, Placement
from placements.rules import placement as rules
from placements.rules.side import party_of, sides_of
from placements.rules.start import is_ready
from placements.workflow.placement import placements


def open_placement(*, offer: Offer, mentor: Mentor | None, by: Actor, at: datetime) -> Placement:
    """The placement of an accepted offer, with the days that company and school share; called by `offer.accept`."""
    on, asked, place = timezone.localdate(at), offer.request, offer.capacity
    earliest = on if offer.kind == OfferKind.OFFER else asked.starts_on
    starts_on = max(asked.starts_on, place.starts_on, earliest)
    placement = Placement.objects.create(
        offer=offer,
        student_id=asked.student_id,
        school_id=offer.school_id,
        company_id=offer.company_id,
        site_id=place.site_id,
        capacity=place,
        programme_id=asked.programme_id,
        coach_id=asked.student.coach_id,
        form=rules.form_at(asked, place.company),
        starts_on=starts_on,
        ends_on=max(starts_on, min(asked.ends_on, place.ends_on)),
        week={day: hours for day, hours in place.week.items() if int(day) in asked.weekdays} or place.week,
        accepted_at=at,
    )
    record("placement.open", subject=placement, by=by, at=at, data={"offer": offer.pk, "capacity": place.pk})
    if mentor is None:
        leave_mentor_for_later(placement=placement)
    else:
        seat_mentor(placement=placement, mentor=mentor, by=by, on=on)
    return placement


@transaction.atomic
def plan_meeting(*, placement: Placement, by: Actor, at: datetime, where: str) -> Meeting:
    """Set or move the day, hour and place on which company and student meet.

    Refused: `placement.meeting_too_late` once the company's wish is met or the placement is past its first status.
    """
    row = _locked(placement, by, Role.HR, Role.COACH, Role.COORDINATOR)
    if refusal := rules.may_meet(row):
        raise Refused(refusal)
    meeting, _created = Meeting.objects.update_or_create(
        placement=row, defaults={"at": at, "where": where, "went_well": None}
    )
    record("placement.meeting_planned", subject=row, by=by, data={"meeting": meeting.pk})
    tell_both(row, "placement.meeting_planned")
    return meeting


@transaction.atomic
def conclude_meeting(*, placement: Placement, by: Actor, went_well: bool) -> Placement:
    """The result of the meeting; when it did not go well the placement stops and the student looks further.

    Refused: `placement.no_meeting`, and what `stop` refuses.
    """
    row = _locked(placement, by, Role.HR, Role.COACH, Role.COORDINATOR)
    if refusal := rules.meeting_open(row):
        raise Refused(refusal)
    row.meeting.went_well = went_well
    row.meeting.save(update_fields=["went_well"])
    record("placement.meeting_concluded", subject=row, by=by, data={"went_well": went_well})
    if not went_well:
        reason = EndReason.COMPANY_STOPS if sides_of(row, by).has(Role.HR) else EndReason.PUPIL_STOPS
        return stop(placement=row, by=by, reason=reason)
    agree_when_complete(row)
    return row


def agree_when_complete(placement: Placement) -> None:
    """Move on as soon as nothing is missing; the system takes the step."""
    on = timezone.localdate()
    if placement.status == PlacementStatus.ACCEPTED and first_refusal(rules.AGREE, placement, SYSTEM, on) is None:
        placements.take(placement, "agree", by=SYSTEM)
        tell_both(placement, "placement.agreed")


@transaction.atomic
def stop(*, placement: Placement, by: Actor, reason: str) -> Placement:
    """Before the last signature anybody concerned can say no: the seat is free again, the student looks further.

    Refused: `placement.end_reason`, `placement.stop.wrong_status`.
    """
    at = timezone.now()
    if refusal := rules.reason_given(reason):
        raise Refused(refusal)
    hold_student(placement.student_id, placement.offer.request_id)
    on = timezone.localdate(at)
    row = placements.take(placement, "stop", by=by, at=at, end_reason=reason, ended_on=on)
    _let_go(row, on, at)
    _remember_no(row, by, reason, at)
    ask_after_end(placement=row, by=by, at=at)
    tell_both(row, "placement.stopped")
    return row


@transaction.atomic
def end_early(
    *, placement: Placement, by: Actor, reason: str, last_on: date, next_step: str, next_person: str
) -> Placement:
    """End a signed or running placement before its last day; somebody by name goes on with the student.

    Refused: `placement.end_reason`, `placement.last_day_in_future`, `placement.last_day_before_first`,
    `placement.next_step`, `placement.end_early.wrong_status`.
    """
    at = timezone.now()
    if refusal := rules.early_end_is_clear(placement, reason, last_on, next_step, next_person, timezone.localdate(at)):
        raise Refused(refusal)
    hold_student(placement.student_id, placement.offer.request_id)
    row = placements.take(
        placement,
        "end_early",
        by=by,
        at=at,
        end_reason=reason,
        ended_on=last_on,
        next_owner=f"{next_person.strip()}: {next_step.strip()}",
    )
    drop_open(row, at)
    _let_go(row, last_on, at)
    _remember_no(row, by, reason, at)
    open_hand_over(placement=row, next_step=next_step, next_person=next_person, by=by, at=at)
    ask_after_end(placement=row, by=by, at=at)
    post_placement(placement=row, kind=PledgeKind.ENDED_EARLY, by=by)
    tell_both(row, "placement.ended_early")
    mail_early_end(placement=row, on=timezone.localdate(at))
    return row


def _let_go(placement: Placement, ended_on: date, at: datetime) -> None:
    """Seat, mentor and request are free again, the same day."""
    give_back(placement=placement, ended_on=ended_on)
    reopen_request(request=placement.offer.request, at=at)


def _remember_no(placement: Placement, by: Actor, reason: str, at: datetime) -> None:
    DeclinedPair.objects.get_or_create(
        request_id=placement.offer.request_id,
        capacity_id=placement.capacity_id,
        defaults={"party": party_of(placement, by), "reason": reason, "at": at},
    )


@transaction.atomic
def start(*, placement: Placement, by: Actor) -> Placement:
    """The first day has come and the placement is ready.

    Refused: `placement.too_early_to_start`, `start.no_risk_analysis`, `start.no_health`, `start.not_ticked`,
    `start.no_recognition`, `start.no_mentor_extract`, `start.no_ethics_code`, wrong status.
    """
    row = placements.take(placement, "start", by=by)
    plan_evaluations(placement=row)
    post_placement(placement=row, kind=PledgeKind.STARTED, by=by)
    return row


@transaction.atomic
def end(*, placement: Placement, by: Actor) -> Placement:
    """The last day has come: the seat is free, the request is closed. Refused: `placement.too_early_to_end`."""
    at = timezone.now()
    hold_student(placement.student_id, placement.offer.request_id)
    row = placements.take(placement, "end", by=by, at=at, end_reason=EndReason.END_DATE, ended_on=placement.ends_on)
    drop_open(row, at)
    give_back(placement=row, ended_on=row.ends_on)
    end_request(request=row.offer.request, at=at)
    post_placement(placement=row, kind=PledgeKind.COMPLETED, by=by)
    tell_both(row, "placement.ended")
    return row


def start_due(*, by: Actor) -> int:
    """Start every signed placement whose first day has come and that is ready; the number of them."""
    on = timezone.localdate()
    due = [row for row in Placement.objects.due_to_start(on).order_by("pk") if is_ready(row, on)]
    return len([start(placement=placement, by=by) for placement in due])


def end_due(*, by: Actor) -> int:
    """End every running placement whose last day has passed; the number of them."""
    due = Placement.objects.due_to_end(timezone.localdate()).select_related("offer").order_by("pk")
    return len([end(placement=placement, by=by) for placement in due])


def _locked(placement: Placement, by: Actor, *roles: str) -> Placement:
    """The row as it is now, held by this transaction, for an actor with one of these roles."""
    if not sides_of(placement, by).has(*roles):
        raise PermissionDenied
    hold_student(placement.student_id)
    return Placement.objects.visible_to(by).select_for_update(of=("self",)).select_related("offer").get(pk=placement.pk)
