"""Take and give back the scarce seats: of a student, a place and a mentor, always touched in this order."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from companies.models import Mentor
from marketplace.actor import Actor
from marketplace.audit.actions import record
from marketplace.period import Period
from marketplace.reference.models import Figure
from marketplace.workflow import Refused, refuse_if
from placements.enums import WORK_FORMS
from placements.models import Capacity, MentorAssignment, MentorWarning, Placement, PlacementRequest, Reservation
from placements.rules import seat as rules
from placements.rules.capacity import spoken_for
from placements.rules.mentor import may_swap, mentor_unfit
from schools.models import Student


@contextmanager
def promises_told() -> Iterator[None]:
    """One transaction in which a broken promise of the database is told as its refusal; other faults go on."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if (refusal := rules.refusal_of(error)) is None:
            raise
        raise Refused(refusal) from error


def hold_student(student_id: int, request_id: int | None = None) -> None:
    """Make everybody else who decides about this student (and request) wait until this transaction ends."""
    Student.objects.select_for_update(no_key=True).get(pk=student_id)
    if request_id is not None:
        PlacementRequest.objects.select_for_update(no_key=True).get(pk=request_id)


def take_seat(*, capacity_id: int, school_id: int, on: date) -> None:
    """Count one seat more as taken, never one that is reserved for another school (R27).

    Refused: `seat.none_left`.
    """
    kept = _kept_for_others(capacity_id, school_id, on)
    free = Capacity.objects.filter(pk=capacity_id, taken__lt=F("places") - kept)
    if not free.update(taken=F("taken") + 1):
        raise Refused(rules.NONE_LEFT)


def _kept_for_others(capacity_id: int, school_id: int, on: date) -> int:
    """Seats reserved for other schools that these have not taken yet; the count holds until the transaction ends."""
    if not Reservation.objects.filter(capacity=capacity_id, until_on__gte=on).exclude(school=school_id).exists():
        return 0
    capacity = Capacity.objects.select_for_update(no_key=True).get(pk=capacity_id)
    return max(0, spoken_for(capacity, on, school_id) - capacity.taken)


def give_back(*, placement: Placement, ended_on: date) -> None:
    """Free the place and the mentors' seats of a placement that holds them no more."""
    Capacity.objects.filter(pk=placement.capacity_id, taken__gt=0).update(taken=F("taken") - 1)
    for assignment in placement.mentors.order_by("mentor", "pk"):
        assignment.seat = None
        assignment.ends_on = max(assignment.starts_on, min(assignment.ends_on, ended_on))
        assignment.save(update_fields=["seat", "ends_on"])


def seat_mentor(*, placement: Placement, mentor: Mentor, by: Actor, on: date) -> MentorAssignment:
    """Give the student to a mentor who has a seat free from today, or the first day, to the last.

    Refused: `seat.mentor_full`, `seat.mentor_twice` and the refusals of `mentor_unfit`.
    """
    row = Mentor.objects.select_for_update(no_key=True).get(pk=mentor.pk)
    period = Period(min(max(placement.starts_on, on), placement.ends_on), placement.ends_on)
    if refusal := mentor_unfit(row, placement, period, on):
        raise Refused(refusal)
    seat = _free_seat(row, period)
    assignment = MentorAssignment.objects.create(
        placement=placement, mentor=row, seat=seat, starts_on=period.starts_on, ends_on=period.ends_on
    )
    record("placement.mentor", subject=placement, by=by, data={"mentor": row.pk, "seat": seat})
    return assignment


def leave_mentor_for_later(*, placement: Placement) -> None:
    """Accept a placement without a named mentor; a visit or watching needs none. Refused: `seat.mentor_needed`."""
    if placement.form not in WORK_FORMS:
        return
    nameless = Placement.objects.holding_seats().filter(capacity=placement.capacity_id, form__in=WORK_FORMS)
    if nameless.exclude(mentors__seat__isnull=False).count() > placement.capacity.mentors_later:
        raise Refused(rules.NO_MENTOR_LATER)


def _free_seat(mentor: Mentor, period: Period) -> int:
    most = int(Figure.objects.value("mentor_students_most", period.starts_on))
    overlapping = MentorAssignment.objects.during(period).filter(mentor=mentor, seat__isnull=False)
    used = set(overlapping.values_list("seat", flat=True))
    seat = next((seat for seat in range(1, min(mentor.most_students, most) + 1) if seat not in used), None)
    if seat is None:
        raise Refused(rules.mentor_full(mentor.most_students, most))
    return seat


def forget_mentors(rows: QuerySet[MentorAssignment]) -> None:
    """Take assignments away, with what was told about them."""
    MentorWarning.objects.filter(assignment__in=rows).delete()
    rows.delete()


def move_mentors(*, placement: Placement, before: Period) -> None:
    """The placement has other days than `before`: who guided from the first or to the last day still does.

    What lies outside the new days is cut off. Called in the transaction that moves the placement.
    """
    for row in placement.mentors.order_by("mentor", "pk"):
        starts_on = placement.starts_on if row.starts_on <= before.starts_on else row.starts_on
        ends_on = placement.ends_on if row.ends_on >= before.ends_on else row.ends_on
        row.starts_on, row.ends_on = max(starts_on, placement.starts_on), min(ends_on, placement.ends_on)
        if row.starts_on > row.ends_on:
            forget_mentors(placement.mentors.filter(pk=row.pk))
        else:
            row.save(update_fields=["starts_on", "ends_on"])


@promises_told()
def name_mentor(*, placement: Placement, mentor: Mentor, by: Actor) -> MentorAssignment:
    """Name the mentor of a placement that had none yet, or put another in the first one's place.

    Refused: `seat.mentor_not_yours`, `seat.mentor_signed`, `seat.mentor_full` and the refusals of `mentor_unfit`.
    """
    on = timezone.localdate()
    hold_student(placement.student_id)
    row = Placement.objects.visible_to(by).select_related("capacity").get(pk=placement.pk)
    if refusal := rules.may_name_mentor(row, by):
        raise Refused(refusal)
    refuse_if(may_swap(row))
    forget_mentors(row.mentors.filter(seat__isnull=False))  # they read no more about the student
    return seat_mentor(placement=row, mentor=mentor, by=by, on=on)
