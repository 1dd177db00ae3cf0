"""After an early end: open the file, hear both sides, close it; the student looks on with what is left to learn."""

from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from marketplace.actor import Actor, Role
from marketplace.audit.actions import record
from marketplace.notifications.actions import tell_role, tell_user
from marketplace.reference.models import Figure
from marketplace.workflow import refuse_if
from placements.actions.evaluation import competences_of
from placements.actions.seat import hold_student
from placements.actions.timer import stop_timers
from placements.enums import TimerKind
from placements.models import HandOver, Placement, ReachedCompetence
from placements.rules import hand_over as rules
from placements.rules.side import sides_of
from placements.workflow.hand_over import GUIDES, hand_overs
from schools.models import Coach

FLOOR = (Role.HR, Role.MENTOR)
SPEAKERS = (*FLOOR, Role.COACH, Role.COORDINATOR, Role.STUDENT)


def open_hand_over(*, placement: Placement, next_step: str, next_person: str, by: Actor, at: datetime) -> HandOver:
    """The file of an early end, and a request for what is left to learn. Called by `end_early`."""
    on = timezone.localdate(at)
    row = HandOver.objects.create(
        placement=placement,
        next_step=next_step.strip(),
        next_person=next_person.strip(),
        opened_at=at,
        word_until_on=on + timedelta(days=int(Figure.objects.value("hand_over_word_days", on))),
    )
    _ask_for_the_rest(placement, on)
    record("hand_over.opened", subject=row, by=by, at=at)
    for organisation, role in ((placement.company_id, Role.HR), (placement.school_id, Role.COACH)):
        tell_role(organisation, role, "hand_over.opened", path=_path(row))
    if user_id := placement.student.user_id:
        tell_user(user_id, "hand_over.opened", path=_path(row))
    return row


def _path(hand_over: HandOver) -> str:
    return reverse("hand-over", args=[hand_over.placement_id])


def _ask_for_the_rest(placement: Placement, on: date) -> None:
    """The reopened request asks for the days that are left, and for the competences that were not reached yet."""
    request = placement.offer.request
    request.starts_on = min(max(request.starts_on, on), request.ends_on)
    request.save(update_fields=["starts_on"])
    reached = set(ReachedCompetence.objects.filter(student=placement.student_id).values_list("competence", flat=True))
    left = [row for row in competences_of(placement) if row.pk not in reached]
    if reached and left:
        request.competences.set(left)


@transaction.atomic
def say_word(*, hand_over: HandOver, text: str, by: Actor) -> HandOver:
    """The floor says its word; the student says theirs, or the coach writes it down.

    Refused: `hand_over.closed`, `hand_over.empty`, `hand_over.not_yours` for a word that another gave. Raises
    PermissionDenied for others.
    """
    row = _held(hand_over, by, *SPEAKERS)
    side = side_of(row, by)
    refuse_if(rules.is_open(row) or rules.word_given(text) or rules.own_word(row, side, by))
    setattr(row, side, text.strip())
    setattr(row, f"{side}_by_id", by.user_id)
    row.save(update_fields=[side, f"{side}_by"])
    record("hand_over.word", subject=row, by=by, data={"side": side})
    if side == rules.COMPANY_WORD:
        stop_timers(kind=TimerKind.HAND_OVER_WORD, placement=row.placement, at=timezone.now())
    return row


def side_of(hand_over: HandOver, by: Actor) -> str:
    """Which word an actor gives, or writes down."""
    return rules.COMPANY_WORD if sides_of(hand_over.placement, by).has(*FLOOR) else rules.STUDENT_WORD


@transaction.atomic
def close_hand_over(
    *, hand_over: HandOver, work_hours: int, next_step: str, next_coach: Coach | None, next_organisation: str, by: Actor
) -> HandOver:
    """The real hours are known, both sides were heard or the company's term is over, and the school says who goes on.

    Refused: `hand_over.next_step`, `hand_over.no_owner`, `hand_over.coach_elsewhere`, `hand_over.word_missing`,
    `hand_over.close.wrong_status`. Raises PermissionDenied for all but coach and coordinator.
    """
    at = timezone.now()
    row = _held(hand_over, by, *GUIDES)
    refuse_if(rules.owner_named(row.placement, next_step, next_coach, next_organisation), row)
    named = {"next_step": next_step.strip(), "next_coach": next_coach, "next_organisation": next_organisation.strip()}
    silent_on = None if row.company_word else timezone.localdate(at)
    said = {"work_hours": work_hours, "company_silent_on": silent_on, "closed_by_id": by.user_id}
    closed = hand_overs.take(row, "close", by=by, at=at, **said, **named)
    Placement.objects.filter(pk=closed.placement_id).update(next_owner=f"{closed.next_owner}: {closed.next_step}")
    _done(closed, by, at)
    return closed


def _done(hand_over: HandOver, by: Actor, at: datetime) -> None:
    """Nobody is reminded any more; the coach who goes on with the student hears of it from who else closed the file."""
    for kind in (TimerKind.HAND_OVER_WORD, TimerKind.HAND_OVER_FILE):
        stop_timers(kind=kind, placement=hand_over.placement, at=at)
    coach = hand_over.next_coach
    if coach and coach.user_id and coach.user_id != by.user_id:
        tell_user(coach.user_id, "hand_over.yours", path=_path(hand_over))


def _held(hand_over: HandOver, by: Actor, *roles: str) -> HandOver:
    if not sides_of(hand_over.placement, by).has(*roles):
        raise PermissionDenied
    hold_student(hand_over.placement.student_id)
    return HandOver.objects.visible_to(by).select_related("placement__student").get(pk=hand_over.pk)
