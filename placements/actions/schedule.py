"""The week schedule of an agreement: prefilled, written, and copied to the next version."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from marketplace.actor import Actor
from marketplace.audit.actions import record
from marketplace.period import Period
from marketplace.workflow import refuse_if
from placements.actions.plan import untick
from placements.actions.seat import hold_student
from placements.enums import WORK_FORMS
from placements.models import Agreement, Placement, Schedule, ScheduleBlock, ScheduleDay
from placements.rules import agreement as agreement_rules
from placements.rules import schedule as rules
from placements.rules.amend import day_ahead
from placements.rules.side import sides_of
from placements.rules.worktime import Hours
from placements.usual_week import WeekBlock, envelope, usual_week
from placements.workflow.agreement import WRITERS
from placements.worktime import Breach, Span

LESSON_DAYS = (1, 2, 3, 4, 5)
MOST_DAYS = 62  # one exception covers at most two months


def draft_schedule(*, agreement: Agreement) -> Schedule | None:
    """What a new agreement starts from: the days at work, and lessons on those of the class. None without real work.

    Called by `draft_agreement`, and again for a draft whose form or days at work changed.
    """
    placement = agreement.placement_then
    if placement.form not in WORK_FORMS:
        return None
    schedule, _made = Schedule.objects.get_or_create(agreement=agreement)
    _write_week(schedule, _usual_week(placement))
    return schedule


def _usual_week(placement: Placement) -> list[WeekBlock]:
    school_class, programme = placement.student.school_class, placement.programme
    lessons = (school_class and school_class.school_days) or LESSON_DAYS
    length = programme.school_hours_a_week
    return usual_week(placement.week, lessons, float(length) if length else None)


@transaction.atomic
def save_week(*, agreement: Agreement, blocks: Collection[WeekBlock], by: Actor, sector_reason: str = "") -> Schedule:
    """Write the weekdays of a draft; the placement's days at work follow. Both sides check the data again.

    Refused: `agreement.not_draft`, `schedule.no_work`, `schedule.no_length`, `schedule.overlap`, and the first hard
    rule on working time that this change breaks (R16, R17). Raises PermissionDenied for all but coach, coordinator and
    HR.
    """
    row, at = _draft(agreement, by), timezone.now()
    schedule, _made = Schedule.objects.get_or_create(agreement=row)
    before = _breaches(schedule)
    refuse_if(_week_wrong(blocks))
    schedule.sector_reason = sector_reason.strip()
    schedule.save(update_fields=["sector_reason"])
    _write_week(schedule, blocks)
    _follow_week(row, envelope(blocks))
    return _written(schedule, before, by, at)


def _follow_week(agreement: Agreement, week: dict[str, list[str]]) -> None:
    """The days at work are those of the placement, once everybody has signed an amendment."""
    if agreement.amends_id:
        agreement.week = week
        agreement.save(update_fields=["week"])
    else:
        Placement.objects.filter(pk=agreement.placement_id).update(week=week)


def _week_wrong(blocks: Collection[WeekBlock]) -> rules.Refusal | None:
    if not any(block.is_work for block in blocks):
        return rules.NO_WORK
    days: dict[int, list[Span]] = {}
    for block in blocks:
        days.setdefault(block.weekday, []).append((block.starts, block.ends))
    return next((wrong for spans in days.values() if (wrong := rules.spans_apart(spans))), None)


def _write_week(schedule: Schedule, blocks: Iterable[WeekBlock]) -> None:
    schedule.blocks.filter(weekday__isnull=False).delete()
    ScheduleBlock.objects.bulk_create(
        ScheduleBlock(schedule=schedule, weekday=row.weekday, starts=row.starts, ends=row.ends, is_work=row.is_work)
        for row in blocks
    )


@transaction.atomic
def set_days(
    *,
    agreement: Agreement,
    starts_on: date,
    ends_on: date,
    kind: str,
    by: Actor,
    spans: Sequence[Span] = (),
    reason: str = "",
) -> Schedule:
    """Let the days from first to last differ from their weekday; days that were set before are set anew.

    Without `spans` a day at work keeps the hours of its weekday, and weekdays without work are passed over. Refused:
    `agreement.not_draft`, `schedule.days_order`, `schedule.too_many_days`, `schedule.day_outside`,
    `schedule.free_with_hours`, `schedule.day_without_hours`, `schedule.holiday_reason`, `schedule.no_length`,
    `schedule.overlap`, `schedule.skipped_hour`, and the first hard rule that it breaks.
    PermissionDenied as `save_week`.
    """
    row, at = _draft(agreement, by), timezone.now()
    schedule, _made = Schedule.objects.get_or_create(agreement=row)
    before = _breaches(schedule)
    refuse_if(rules.days_in_order(starts_on, ends_on, MOST_DAYS) or day_ahead(row, starts_on))
    usual = _work_of_weekdays(schedule)
    for day in Period(starts_on, ends_on).each_day():
        hours = list(spans) or ([] if kind in rules.FREE_DAYS else usual.get(day.isoweekday(), []))
        if hours or kind in rules.FREE_DAYS or starts_on == ends_on:
            _set_day(schedule, row.placement_then, day, kind, hours, reason.strip())
    return _written(schedule, before, by, at)


def _work_of_weekdays(schedule: Schedule) -> dict[int, list[Span]]:
    found: dict[int, list[Span]] = {}
    for row in schedule.blocks.filter(weekday__isnull=False, is_work=True).order_by("starts"):
        found.setdefault(row.weekday or 0, []).append((row.starts, row.ends))
    return found


def _set_day(
    schedule: Schedule, placement: Placement, day: date, kind: str, spans: Sequence[Span], reason: str
) -> None:
    refuse_if(rules.day_is_whole(placement, day, kind, spans, reason) or rules.clock_jumps(day, spans))
    schedule.days.filter(day=day).delete()
    row = ScheduleDay.objects.create(schedule=schedule, day=day, kind=kind, reason=reason)
    ScheduleBlock.objects.bulk_create(
        ScheduleBlock(schedule=schedule, exception=row, starts=starts, ends=ends) for starts, ends in spans
    )


@transaction.atomic
def forget_day(*, day: ScheduleDay, by: Actor) -> Schedule:
    """The day is like its weekday again. Refused: `agreement.not_draft`, and what becomes a broken rule by it."""
    row, at = _draft(day.schedule.agreement, by), timezone.now()
    refuse_if(day_ahead(row, day.day))
    schedule = Schedule.objects.get(agreement=row)
    before = _breaches(schedule)
    schedule.days.filter(pk=day.pk).delete()
    return _written(schedule, before, by, at)


def _draft(agreement: Agreement, by: Actor) -> Agreement:
    if not sides_of(agreement.placement, by).has(*WRITERS):
        raise PermissionDenied
    hold_student(agreement.placement.student_id)
    row = Agreement.objects.visible_to(by).select_related("placement").get(pk=agreement.pk)
    refuse_if(agreement_rules.is_draft(row, by, timezone.localdate()))
    return row


def _breaches(schedule: Schedule) -> list[Breach]:
    return _plan(schedule).breaches


def _plan(schedule: Schedule) -> Hours:
    """The hours as the database has them now, read afresh."""
    return rules.hours_of(Schedule.objects.select_related(*READ).get(pk=schedule.pk))


def _written(schedule: Schedule, before: Sequence[Breach], by: Actor, at: datetime) -> Schedule:
    """Nothing that breaks a hard rule is written; what is, both sides check again."""
    refuse_if(rules.new_hard(_plan(schedule), before))
    untick(schedule.agreement)
    record("agreement.schedule_saved", subject=schedule.agreement, by=by, at=at)
    return schedule


def copy_schedule(*, of: Agreement, to: Agreement) -> None:
    """The same hours in the next version, with all exceptions."""
    schedule = Schedule.objects.filter(agreement=of).first()
    if schedule is None:
        return
    weekdays, days = list(schedule.blocks.exclude(weekday=None)), list(schedule.days.order_by("day"))
    schedule.pk, schedule.agreement = None, to
    schedule.save(force_insert=True)
    _copy_blocks(weekdays, schedule)
    _copy_days(days, schedule)


def _copy_days(days: Iterable[ScheduleDay], to: Schedule) -> None:
    for day in days:
        blocks = list(day.blocks.all())
        day.pk, day.schedule = None, to
        day.save(force_insert=True)
        _copy_blocks(blocks, to, day)


def _copy_blocks(blocks: Collection[ScheduleBlock], to: Schedule, day: ScheduleDay | None = None) -> None:
    for block in blocks:
        block.pk, block.schedule, block.exception = None, to, day
    ScheduleBlock.objects.bulk_create(blocks)


def follow_placement(*, agreement: Agreement, changed: Collection[str]) -> None:
    """New days at work or another form draft the week again; exceptions outside new days are gone."""
    placement = agreement.placement
    if {"week", "form"} & set(changed):
        draft_schedule(agreement=agreement)
    outside = ScheduleDay.objects.filter(schedule__agreement=agreement)
    outside.exclude(day__range=(placement.starts_on, placement.ends_on)).delete()


def follow_amendment(*, agreement: Agreement, changed: Collection[str]) -> None:
    """Other days at work draft the week of an amendment again; exceptions after its last day are gone.

    Of the days before its own it says what was signed of them, also when its day moves past some that were changed.
    """
    if "week" in changed:
        draft_schedule(agreement=agreement)
    ScheduleDay.objects.filter(schedule__agreement=agreement, day__gt=agreement.placement_then.ends_on).delete()
    _restore_days(agreement)


def _restore_days(agreement: Agreement) -> None:
    own, signed = (Schedule.objects.filter(agreement=row).first() for row in (agreement, agreement.before))
    if own is None or signed is None:
        return
    past = Q(day__lt=agreement.in_force_on)
    own.days.filter(past).delete()
    _copy_days(signed.days.filter(past).order_by("day"), own)


READ = (
    "agreement__placement__student",
    "agreement__placement__programme",
    "agreement__placement__site",
    "agreement__placement__company__organisation",
)
