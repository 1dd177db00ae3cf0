"""Evaluations: planned when a placement starts, scored by three parties, held by the coach, with what is reached."""

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Subquery
from django.utils import timezone

from marketplace.actor import SYSTEM, Actor, Role
from marketplace.audit.actions import record
from marketplace.notifications.actions import tell_role
from marketplace.workflow import refuse_if
from placements.actions.certificate import ask_for_certificate
from placements.actions.seat import hold_student
from placements.actions.timer import stop_timers
from placements.enums import WORK_FORMS, Moment, ReachedWay, TimerKind
from placements.models import Evaluation, EvaluationScore, Placement, PlanLine, ReachedCompetence
from placements.rules import evaluation as rules
from placements.rules.side import party_of, sides_of
from schools.models import Competence
from schools.timers import days_off

SCORERS = (Role.HR, Role.MENTOR, Role.COACH, Role.COORDINATOR, Role.STUDENT)
HOLDERS = (Role.COACH, Role.COORDINATOR)
COUNCIL = (Role.COORDINATOR, Role.DIRECTOR)


def plan_evaluations(*, placement: Placement) -> int:
    """Plan the moments of a placement with real work; how many. Called when it starts."""
    if placement.form not in WORK_FORMS:
        return 0
    off = days_off([placement.school_id]).get(placement.school_id, frozenset())
    days = rules.moments_of(placement.period, off)
    rows = [Evaluation(placement=placement, moment=moment, planned_on=day) for moment, day in days.items()]
    return len(Evaluation.objects.bulk_create(rows, ignore_conflicts=True))


def move_evaluations(*, placement: Placement) -> None:
    """The last day of a running placement moved: what was not held yet moves to its day in the new period.

    A talk halfway or at the end that was due already moves ahead with it; one that was held stays as it was held. After
    a last talk that was held no second one is asked: the class council may decide on any day, also without a talk
    (domain 3.4), and for the days that were added the coach plans a visit.
    """
    off = days_off([placement.school_id]).get(placement.school_id, frozenset())
    days, on = rules.moments_of(placement.period, off), timezone.localdate()
    for row in placement.evaluations.filter(held_on=None):
        day = days.get(Moment(row.moment), placement.ends_on)
        if row.planned_on >= on or (row.moment in (Moment.MIDDLE, Moment.END) and day >= on):
            row.planned_on = max(on, day)
            row.save(update_fields=["planned_on"])


def competences_of(placement: Placement) -> list[Competence]:
    """What is learnt in a placement: the lines of its newest plan, else of the request, else of the programme."""
    lines = PlanLine.objects.filter(plan__agreement__placement=placement).order_by("-plan__agreement__version")
    planned = PlanLine.objects.filter(plan=Subquery(lines.values("plan")[:1])).values("competence")
    return (
        list(Competence.objects.filter(pk__in=planned).order_by("number"))
        or list(placement.offer.request.competences.order_by("number"))
        or list(Competence.objects.filter(programme=placement.programme_id).order_by("number"))
    )


@transaction.atomic
def score_competences(*, evaluation: Evaluation, scores: Mapping[int, int], by: Actor) -> int:
    """Write one's own party's scores (0-3) by the key of the competence; how many stand now.

    Refused: `evaluation.held`, `evaluation.too_early`, `evaluation.other_competence`, `evaluation.score`. Raises
    PermissionDenied for all but floor, coach and student.
    """
    row, at = _held(evaluation, by, *SCORERS), timezone.now()
    known = [competence.pk for competence in competences_of(row.placement)]
    refuse_if(rules.may_score(row, timezone.localdate(at)) or rules.scores_wrong(scores, known))
    party = party_of(row.placement, by)
    for competence, score in scores.items():
        EvaluationScore.objects.update_or_create(
            evaluation=row,
            competence_id=competence,
            party=party,
            defaults={"score": score, "given_at": at, "given_by_id": by.user_id},
        )
    record("evaluation.scored", subject=row, by=by, at=at, data={"party": party.value, "scores": len(scores)})
    return row.scores.filter(party=party).count()


@transaction.atomic
def hold_evaluation(*, evaluation: Evaluation, held_on: date, by: Actor) -> Evaluation:
    """The talk took place on a day; what was seen well enough on two days is reached from that day on.

    Refused: `evaluation.held`, `evaluation.held_day`. Raises PermissionDenied for all but coach and coordinator.
    """
    row, at = _held(evaluation, by, *HOLDERS), timezone.now()
    on = timezone.localdate(at)
    refuse_if(rules.may_score(row, on) or rules.held_day_wrong(row, held_on, on))
    row.held_on, row.held_by_id = held_on, by.user_id
    row.save(update_fields=["held_on", "held_by"])
    stop_timers(kind=TimerKind.EVALUATION, placement=row.placement, at=at)
    record("evaluation.held", subject=row, by=by, at=at, data={"moment": row.moment})
    _grant(row, held_on)
    return row


def _grant(evaluation: Evaluation, held_on: date) -> None:
    """New lines of the certificate; those that stand, stand."""
    placement = evaluation.placement
    held = EvaluationScore.objects.filter(
        evaluation__placement__student=placement.student_id, evaluation__held_on__isnull=False
    ).select_related("evaluation")
    had = ReachedCompetence.objects.filter(student=placement.student_id).values_list("competence", flat=True)
    new = sorted(rules.reached_by(held) - set(had))
    for competence in new:
        _reach(placement, competence, held_on, ReachedWay.SCORES, SYSTEM)
    if new:
        ask_for_certificate(placement.student_id)


def _reach(
    placement: Placement, competence: int, on: date, way: ReachedWay, by: Actor, reason: str = ""
) -> ReachedCompetence:
    reached = ReachedCompetence.objects.create(
        student_id=placement.student_id,
        competence_id=competence,
        placement=placement,
        reached_on=on,
        way=way,
        reason=reason,
        decided_by_id=by.user_id,
    )
    record("competence.reached", subject=reached, by=by, data={"competence": competence, "way": way.value})
    return reached


@transaction.atomic
def decide_reached(
    *, placement: Placement, competence: Competence, council_on: date, reason: str, by: Actor
) -> ReachedCompetence:
    """The class council decides that a competence is reached, with its day and reason; mentor and coach hear it.

    Refused: `reached.before`, `reached.other_competence`, `reached.council_day`. Raises PermissionDenied for all but
    coordinator and director.
    """
    if not sides_of(placement, by).has(*COUNCIL):
        raise PermissionDenied
    hold_student(placement.student_id)
    row = Placement.objects.visible_to(by).select_related("offer__request").get(pk=placement.pk)
    refuse_if(rules.reach_wrong(row, competence, competences_of(row), council_on, timezone.localdate()))
    reached = _reach(row, competence.pk, council_on, ReachedWay.COUNCIL, by, reason.strip())
    ask_for_certificate(row.student_id)
    for organisation, role in ((row.company_id, Role.HR), (row.school_id, Role.COACH)):
        tell_role(organisation, role, "evaluation.reached", path=f"/placements/{row.pk}/follow-up/")
    return reached


def _held(evaluation: Evaluation, by: Actor, *roles: str) -> Evaluation:
    """The row as it is now; everybody else who decides about the student waits."""
    if not sides_of(evaluation.placement, by).has(*roles):
        raise PermissionDenied
    hold_student(evaluation.placement.student_id)
    rows = Evaluation.objects.visible_to(by).select_related("placement__offer__request")
    return rows.get(pk=evaluation.pk)
