"""The training plan or the activities of a draft: prefilled, written, and copied to the next version."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from marketplace.actor import Actor
from marketplace.audit.actions import record
from marketplace.school_calendar import is_school_day
from marketplace.workflow import refuse_if
from placements.actions.plan_known import leave_out_known
from placements.actions.seat import hold_student
from placements.enums import DUAL_FORMS, WORK_FORMS, Form
from placements.models import Activity, Agreement, Placement, PlanLine, SiteCompetence, TrainingPlan
from placements.rules import agreement as rules
from placements.rules.plan_line import hours_wrong, side_of
from placements.rules.prior_learning import line_is_known
from placements.rules.side import sides_of
from placements.workflow.agreement import WRITERS
from schools.enums import Place
from schools.models import Competence
from schools.timers import days_off

WHOLE_DAY_HOURS = 5  # a longer day counts for two half days
USUAL_WEEKS = 34


@dataclass(frozen=True)
class LineHours:
    """Where one competence is learnt, with its hours in the plan."""

    place: str
    work_hours: int = 0
    school_hours: int = 0
    third_hours: int = 0


def draft_plan(*, agreement: Agreement) -> TrainingPlan | None:
    """What a new agreement starts from; nothing for a visit or for watching. Called by `draft_agreement`."""
    placement = agreement.placement
    if placement.form == Form.TEACHER:
        return _stage_plan(agreement, [])
    if placement.form not in WORK_FORMS:
        return None
    if placement.form in DUAL_FORMS:
        return _dual_plan(agreement, _to_learn(placement))
    return _stage_plan(agreement, _to_learn(placement))


def _to_learn(placement: Placement) -> list[Competence]:
    """The competences still to learn of the request, or the whole programme when it names none."""
    asked = list(placement.offer.request.competences.order_by("number"))
    return asked or list(Competence.objects.filter(programme=placement.programme_id).order_by("number"))


def _dual_plan(agreement: Agreement, competences: Iterable[Competence]) -> TrainingPlan:
    programme = agreement.placement.programme
    plan = TrainingPlan.objects.create(
        agreement=agreement, general_hours=programme.general_hours or 0, weeks=programme.weeks or USUAL_WEEKS
    )
    _add_lines(plan, competences)
    return plan


def _add_lines(plan: TrainingPlan, competences: Iterable[Competence]) -> None:
    said = {row.competence_id: row for row in SiteCompetence.objects.filter(site=plan.agreement.placement.site_id)}
    PlanLine.objects.bulk_create(_first_line(plan, row, said.get(row.pk)) for row in competences)
    leave_out_known(plan)


@transaction.atomic
def fill_plan(*, agreement: Agreement, by: Actor) -> TrainingPlan:
    """Let a draft that was made before its programme had a competence list start from that list after all.

    Refused: `agreement.not_draft`, `plan.not_dual`, `plan.has_lines`, `plan.no_list`. Raises PermissionDenied for all
    but coach, coordinator and HR.
    """
    row = _draft(agreement, by)
    plan = TrainingPlan.objects.select_related("agreement__placement__programme").get(agreement=row)
    competences = _to_learn(row.placement)
    refuse_if(rules.fits_list(plan, competences))
    plan.general_hours = plan.general_hours or row.placement.programme.general_hours or 0
    plan.save(update_fields=["general_hours"])
    _add_lines(plan, competences)
    return _written(row, plan, by)


def _first_line(plan: TrainingPlan, competence: Competence, said: SiteCompetence | None) -> PlanLine:
    """The programme's usual place with the site's activities; what the site does not offer asks for a third place."""
    line = PlanLine(plan=plan, competence=competence, school_hours=competence.school_hours)
    if said and not said.is_offered and competence.work_hours:
        line.place, line.third_hours = Place.THIRD, competence.work_hours
        return line
    line.place, line.work_hours = competence.usual_place, competence.work_hours
    if said:
        line.activities, line.equipment = said.activities, said.equipment
    return line


def _stage_plan(agreement: Agreement, competences: Iterable[Competence]) -> TrainingPlan:
    """The company's own tasks, then the competences of the request."""
    placement = agreement.placement
    plan = TrainingPlan.objects.create(agreement=agreement, half_days=half_days(placement))
    tasks = [line.strip(" -•*\t")[:200] for line in placement.capacity.tasks.splitlines()]
    _write_activities(plan, [*tasks, *(row.text_nl[:200] for row in competences)])
    return plan


def half_days(placement: Placement) -> int:
    """Half days at work in the period, on the days of the week, when school is open."""
    off = days_off([placement.school_id]).get(placement.school_id, frozenset())
    days = [day for day in placement.period.each_day() if is_school_day(day) and day not in off]
    return sum(
        _halves(placement.week[str(day.isoweekday())]) for day in days if str(day.isoweekday()) in placement.week
    )


def _halves(times: Iterable[str]) -> int:
    start, end = (datetime.strptime(text, "%H:%M") for text in times)  # noqa: DTZ007 -- hours of a day
    return 2 if (end - start).seconds > WHOLE_DAY_HOURS * 3600 else 1  # an end before the start is on the next day


@transaction.atomic
def save_plan(
    *,
    agreement: Agreement,
    general_hours: int,
    weeks: int,
    explanation: str,
    lines: Mapping[int, LineHours],
    by: Actor,
) -> TrainingPlan:
    """Write the hours of a draft; `lines` by the key of the plan line. Both sides check the data again.

    A line that changes is agreed by the writer's side alone. Refused: `agreement.not_draft`, `plan_line.of_other_plan`,
    `plan_line.hours`, `plan_line.proposal_waits`, `plan_line.prior_learning`. Raises PermissionDenied for all but
    coach, coordinator and HR.
    """
    row, at = _draft(agreement, by), timezone.now()
    plan = TrainingPlan.objects.get(agreement=row)
    own = {line.pk: line for line in plan.lines.all()}
    refuse_if(rules.lines_of_plan(lines, own))
    plan.general_hours, plan.weeks, plan.explanation = general_hours, weeks, explanation.strip()
    plan.save(update_fields=["general_hours", "weeks", "explanation"])
    for key, hours in lines.items():
        _write_hours(own[key], hours, by, at)
    return _written(row, plan, by)


def _write_hours(line: PlanLine, hours: LineHours, by: Actor, at: datetime) -> None:
    """Only what changes; a proposal that waits on the line is answered first."""
    written = asdict(hours)
    refuse_if(hours_wrong(written))
    if written == {name: getattr(line, name) for name in written}:
        return
    refuse_if(line_is_known(line) or rules.line_negotiated(line))
    for name, value in written.items():
        setattr(line, name, value)
    line.unanswer()
    line.answer(side_of(line.plan.agreement.placement, by), by.user_id, at)
    line.save()


@transaction.atomic
def save_activities(*, agreement: Agreement, activities: Iterable[str], half_days: int, by: Actor) -> TrainingPlan:
    """Write what a STAGE draft holds. Refused: `agreement.not_draft`; PermissionDenied as `save_plan`."""
    row = _draft(agreement, by)
    plan = TrainingPlan.objects.get(agreement=row)
    plan.half_days = half_days
    plan.save(update_fields=["half_days"])
    plan.activities.all().delete()
    _write_activities(plan, activities)
    return _written(row, plan, by)


def _write_activities(plan: TrainingPlan, texts: Iterable[str]) -> None:
    """Each activity once, in order."""
    once = dict.fromkeys(text.strip() for text in texts if text.strip())
    Activity.objects.bulk_create(Activity(plan=plan, text=text) for text in once)


def _draft(agreement: Agreement, by: Actor) -> Agreement:
    if not sides_of(agreement.placement, by).has(*WRITERS):
        raise PermissionDenied
    hold_student(agreement.placement.student_id)
    row = Agreement.objects.visible_to(by).select_related("placement").get(pk=agreement.pk)
    refuse_if(rules.is_draft(row, by, timezone.localdate()))
    return row


def _written(agreement: Agreement, plan: TrainingPlan, by: Actor) -> TrainingPlan:
    untick(agreement)
    record("agreement.plan_saved", subject=agreement, by=by, data={"version": agreement.version})
    return plan


def untick(agreement: Agreement) -> None:
    """Whatever changes in a draft is checked again by both sides."""
    agreement.coach_checked_at = agreement.coach_checked_by = agreement.hr_checked_at = agreement.hr_checked_by = None
    agreement.save(update_fields=["coach_checked_at", "coach_checked_by", "hr_checked_at", "hr_checked_by"])


def copy_plan(*, of: Agreement, to: Agreement) -> None:
    """The same plan in the next version, with all that was written."""
    plan = TrainingPlan.objects.filter(agreement=of).first()
    if plan is None:
        return
    lines, texts = list(plan.lines.order_by("pk")), [row.text for row in plan.activities.order_by("pk")]
    plan.pk, plan.agreement = None, to
    plan.save(force_insert=True)
    for line in lines:
        line.pk, line.plan = None, plan
        line.unanswer()
    PlanLine.objects.bulk_create(lines)
    leave_out_known(plan)
    _write_activities(plan, texts)
