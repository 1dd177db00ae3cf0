"""The mentors of a placement: stand-ins with dates, moving with the placement, and a look at them all each night."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from companies.models import Mentor
from marketplace.actor import Actor, Role
from marketplace.audit.actions import record
from marketplace.notifications.actions import tell_role, tell_user
from marketplace.period import Period
from marketplace.workflow import refuse_if
from placements.actions.link import mail_links_of_take_over
from placements.actions.placement_news import tell_both
from placements.actions.seat import forget_mentors, hold_student, promises_told, seat_mentor
from placements.actions.take_over_paper import ask_for_paper
from placements.models import MentorAssignment, Placement
from placements.rules import mentor as rules
from placements.rules.seat import may_name_mentor


@promises_told()
def name_stand_in_mentor(
    *, placement: Placement, mentor: Mentor, starts_on: date, ends_on: date, by: Actor
) -> MentorAssignment:
    """Name who guides the student when the mentor is away (R13); a stand-in holds no seat.

    Refused: `seat.mentor_not_yours`, `stand_in.dates`, `stand_in.outside`, `stand_in.over`, `stand_in.is_mentor`,
    `stand_in.twice`, `seat.mentor_twice` and the refusals of `rules.mentor_unfit`.
    """
    on = timezone.localdate()
    row = _held(placement, by)
    refuse_if(rules.in_order(starts_on, ends_on))
    refuse_if(rules.stand_in_fits(row, mentor, Period(starts_on, ends_on), on))
    days = {"starts_on": starts_on, "ends_on": ends_on}
    assignment = MentorAssignment.objects.create(placement=row, mentor=mentor, is_stand_in=True, **days)
    record("placement.stand_in", subject=row, by=by, data={"mentor": mentor.pk})
    return assignment


@transaction.atomic
def end_stand_in_mentor(*, assignment: MentorAssignment, by: Actor) -> None:
    """A stand-in is no longer needed: today is the last day, or it never begins.

    Refused: `seat.mentor_not_yours`, `stand_in.not_one`.
    """
    on = timezone.localdate()
    placement = _held(assignment.placement, by)
    row = placement.mentors.get(pk=assignment.pk)
    refuse_if(rules.is_stand_in(row))
    row.ends_on = min(row.ends_on, on)
    if row.starts_on >= on:
        forget_mentors(placement.mentors.filter(pk=row.pk))
    else:
        row.save(update_fields=["ends_on"])
    record("placement.stand_in_ended", subject=placement, by=by, data={"mentor": row.mentor_id})


@promises_told()
def take_over(*, placement: Placement, mentor: Mentor, starts_on: date, by: Actor) -> MentorAssignment:
    """Another mentor guides a signed or running placement from a day on; who guided until then stays on record.

    A paper is made of it and nobody signs again: the signed text names no mentor. Both sides, both mentors, the
    student and, by a fresh link, who has no account are told. Refused: `seat.mentor_not_yours`, `take_over.not_signed`,
    `take_over.same`, `take_over.outside`, `seat.mentor_full`, `seat.mentor_twice`, and those of `rules.mentor_unfit`.
    """
    at, row = timezone.now(), _held(placement, by)
    refuse_if(rules.may_take_over(row, mentor, starts_on, timezone.localdate(at)))
    leaving = rules.main_of(row)
    _end_before(row.mentors.filter(seat__isnull=False), starts_on)
    _end_before(row.mentors.filter(is_stand_in=True, mentor=mentor), starts_on)  # who stood in may take over
    assignment = seat_mentor(placement=row, mentor=mentor, by=by, on=starts_on)
    assignment.taken_over_at = at
    assignment.save(update_fields=["taken_over_at"])
    ask_for_paper(assignment)
    _tell_take_over(row, [mentor, *([leaving.mentor] if leaving else [])])
    mail_links_of_take_over(placement=row, by=by, at=at)
    return assignment


def _end_before(rows: QuerySet[MentorAssignment], day: date) -> None:
    """The day before is their last; what would only begin on that day or later is taken away."""
    forget_mentors(rows.filter(starts_on__gte=day))
    rows.filter(ends_on__gte=day).update(ends_on=day - timedelta(days=1))


def _tell_take_over(placement: Placement, mentors: list[Mentor]) -> None:
    tell_both(placement, "placement.mentor_replaced")
    about = {"programme": placement.programme.name, "company": placement.company.organisation.name}
    for user_id in (placement.student.user_id, *(mentor.user_id for mentor in mentors)):
        if user_id:
            tell_user(
                user_id, "placement.mentor_replaced", path=reverse("placement-detail", args=[placement.pk]), **about
            )


def _held(placement: Placement, by: Actor) -> Placement:
    """The placement as it is now, its student held, for HR of its company."""
    hold_student(placement.student_id)
    row = Placement.objects.visible_to(by).get(pk=placement.pk)
    refuse_if(may_name_mentor(row, by))
    return row


def check_mentors(*, by: Actor) -> int:
    """Look at the mentors of all standing placements; HR and coach hear of each problem once; how many are new."""
    at = timezone.now()
    on = timezone.localdate(at)
    rows = MentorAssignment.objects.guiding(on).prefetch_related("warnings").order_by("pk")
    about = rows.select_related("mentor", "placement__programme", "placement__company__organisation")
    return sum(_tell_new(row, {problem.code for problem in rules.problems_left(row, on)}, by, at) for row in about)


def _tell_new(assignment: MentorAssignment, found: set[str], by: Actor, at: datetime) -> int:
    """Forget what is solved, tell what is new; the number of new problems."""
    known = {warning.code for warning in assignment.warnings.all()}
    if known == found:
        return 0
    with transaction.atomic():
        row = MentorAssignment.objects.select_for_update().get(pk=assignment.pk)
        row.warnings.exclude(code__in=found).delete()
        new = [code for code in sorted(found) if row.warnings.get_or_create(code=code, defaults={"told_at": at})[1]]
        if new:
            record("placement.mentor_problem", subject=assignment.placement, by=by, at=at, data={"codes": new})
            _tell(assignment.placement)
        return len(new)


def _tell(placement: Placement) -> None:
    about = {"programme": placement.programme.name, "company": placement.company.organisation.name}
    for organisation_id, role in ((placement.company_id, Role.HR), (placement.school_id, Role.COACH)):
        tell_role(
            organisation_id,
            role,
            "placement.mentor_problem",
            path=reverse("placement-detail", args=[placement.pk]),
            **about,
        )
