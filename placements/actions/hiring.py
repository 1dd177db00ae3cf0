"""Note what a company offered a student, ask the school about hints, and tell the city what the code forbids."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from labels.actions import case as cases
from labels.offers_allowed import WHAT, Answer
from marketplace.actor import Actor, Role
from marketplace.audit.actions import record
from marketplace.notifications.actions import tell_role, tell_user
from marketplace.reference.models import Figure
from marketplace.school_calendar import add_working_days
from marketplace.web.templatetags.house import weekday_date
from marketplace.workflow import refuse_if
from placements.actions.report import reporter_of
from placements.actions.seat import hold_student
from placements.actions.timer import stop_timers
from placements.enums import EndReason, HiringCause, TimerKind
from placements.models import Hiring, HiringQuestion, Placement
from placements.rules import hiring as rules
from placements.rules.side import sides_of
from placements.workflow.hiring import GUIDES, hiring_questions
from schools.enums import DiplomaStage


@transaction.atomic
def note_hiring(
    *, placement: Placement, what: str, made_on: date, starts_on: date | None, depends_on_diploma: bool, by: Actor
) -> Hiring:
    """Note an offer or contract of the company; what the code forbids opens a case, and an open question is answered.

    Refused: `hiring.ahead`, `hiring.long_before`, `hiring.no_start`, `hiring.not_summer`. Raises PermissionDenied for
    all but coach and coordinator.
    """
    row, at = _held(placement, by), timezone.now()
    refuse_if(rules.made_then(row, made_on, timezone.localdate(at)) or rules.begins_then(what, starts_on))
    offered: dict[str, Any] = {
        "what": what,
        "made_on": made_on,
        "starts_on": starts_on,
        "depends_on_diploma": depends_on_diploma,
    }
    answer = rules.verdict(placement=row, **offered)
    stage = row.student.diploma_stage_on(made_on)
    facts = {"stage": stage, "is_allowed": answer.is_allowed, "noted_at": at, "noted_by_id": by.user_id}
    hiring = Hiring.objects.create(placement=row, **offered, **facts)
    record("hiring.noted", subject=hiring, by=by, at=at, data={"what": what, "allowed": answer.is_allowed})
    if not answer.is_allowed:
        _open_case(hiring, answer, by)
    _answer(row, "clear" if answer.is_allowed else "report", str(answer.sentence), by, at)
    return hiring


@transaction.atomic
def clear_question(*, placement: Placement, answer: str, by: Actor) -> Placement:
    """Nothing was offered that may not be; the school says in a sentence what happened.

    Refused: `hiring.answered`, `hiring.empty`. Raises PermissionDenied for all but coach and coordinator.
    """
    row = _held(placement, by)
    question = HiringQuestion.objects.visible_to(by).filter(placement=row).first()
    refuse_if(rules.answered_before(question), question)
    refuse_if(rules.says_something(answer))
    _answer(row, "clear", answer.strip(), by, timezone.now())
    return row


def answer_in_words(*, question: HiringQuestion, answer: str, by: Actor) -> None:
    """Answer a question: nothing was offered that may not be.

    Refused: `hiring.answered`, `hiring.empty`. Raises PermissionDenied for all but coach and coordinator.
    """
    clear_question(placement=question.placement, answer=answer, by=by)


@transaction.atomic
def answer_with_offer(*, question: HiringQuestion, by: Actor, **offered: Any) -> None:
    """Answer a question with what was offered: what the code forbids goes to the city, what it allows clears it.

    Refused: `hiring.answered`, `hiring.ahead`, `hiring.long_before`, `hiring.no_start`, `hiring.not_summer`. Raises
    PermissionDenied for all but coach and coordinator.
    """
    _waits(question, by)
    note_hiring(placement=question.placement, by=by, **offered)


def _waits(question: HiringQuestion, by: Actor) -> None:
    """The answers to one question come one after another; the second is refused."""
    _held(question.placement, by)
    now = HiringQuestion.objects.visible_to(by).get(pk=question.pk)
    refuse_if(rules.answered_before(now), now)


def ask_after_end(*, placement: Placement, by: Actor, at: datetime) -> None:
    """A placement that stops because the student goes to work there puts a question. Called by `stop`, `end_early`."""
    finished = placement.student.diploma_stage_on(timezone.localdate(at)) == DiplomaStage.FINISHED
    if placement.end_reason == EndReason.HIRED and not finished and not placement.is_of_teacher:
        _ask(placement, HiringCause.HIRED, by, at)


@transaction.atomic
def ask_about_leavers(*, by: Actor) -> int:
    """Ask of every student who left school without diploma during or shortly after a placement; the questions."""
    at = timezone.now()
    rows = Placement.objects.left_school(timezone.localdate(at)).select_related("coach").order_by("pk")
    return len([_ask(row, HiringCause.LEFT_SCHOOL, by, at) for row in rows])


def _ask(placement: Placement, cause: HiringCause, by: Actor, at: datetime) -> HiringQuestion:
    on = timezone.localdate(at)
    due_on = add_working_days(on, int(Figure.objects.value("hiring_answer_working_days", on)))
    row = HiringQuestion.objects.create(placement=placement, cause=cause, asked_at=at, due_on=due_on)
    record("hiring_question.asked", subject=row, by=by, at=at, data={"cause": cause})
    path = reverse("placement-hiring", args=[placement.pk])
    if placement.coach and placement.coach.user_id:
        tell_user(placement.coach.user_id, "hiring.asked", path=path)
        return row
    for role in GUIDES:
        tell_role(placement.school_id, role, "hiring.asked", path=path)
    return row


def _answer(placement: Placement, step: str, words: str, by: Actor, at: datetime) -> None:
    """The open question of a placement, if there is one, is answered with this."""
    for question in HiringQuestion.objects.visible_to(by).open().filter(placement=placement):
        hiring_questions.take(question, step, by=by, at=at, answer=words, answered_by_id=by.user_id)
    stop_timers(kind=TimerKind.HIRING_ANSWER, placement=placement, at=at)


def _open_case(hiring: Hiring, answer: Answer, by: Actor) -> None:
    """The city reads the bare facts, and hears the person of the school who noted them as well as the company."""
    placement = hiring.placement
    name, contact = reporter_of(by)
    cases.report(
        organisation=placement.company.organisation,
        site=placement.site,
        kind=rules.case_kind(hiring.what),
        words=_facts(hiring, answer),
        reference=f"placement:{placement.pk}",
        role=Role.COACH if by.has(Role.COACH) else Role.COORDINATOR,
        name=name,
        contact=contact,
        by=by,
    )


def _facts(hiring: Hiring, answer: Answer) -> str:
    """What was offered, when, and how far the student was, in Dutch: the city stores what it reads."""
    with override("nl"):
        begins = f"; eerste werkdag {weekday_date(hiring.starts_on)}" if hiring.starts_on else ""
        stage = DiplomaStage(hiring.stage).label
        return f"{WHAT[hiring.what]}, op {weekday_date(hiring.made_on)}{begins}. Toen: {stage}. {answer.sentence}"


def _held(placement: Placement, by: Actor) -> Placement:
    if not sides_of(placement, by).has(*GUIDES):
        raise PermissionDenied
    hold_student(placement.student_id)
    related = ("student", "site", "company__organisation")
    return Placement.objects.visible_to(by).select_related(*related).get(pk=placement.pk)
