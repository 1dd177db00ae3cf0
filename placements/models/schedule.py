"""The week schedule of an agreement version: blocks of work and school on weekdays, and days that differ."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from marketplace.actor import Actor
from placements.enums import DayKind
from placements.models.agreement import Agreement


class Schedule(models.Model):
    """The hours that are signed; `sector_reason` says why a minor works when only the sector allows it."""

    agreement = models.OneToOneField(Agreement, on_delete=models.RESTRICT, related_name="schedule")
    sector_reason = models.CharField(_("waarom avond- of zondagwerk nodig is om te leren"), max_length=300, blank=True)

    def __str__(self) -> str:
        return f"schedule of {self.agreement_id}"


class ScheduleDayQuerySet(models.QuerySet["ScheduleDay"]):
    def visible_to(self, actor: Actor) -> "ScheduleDayQuerySet":
        """Those of agreements that the actor sees."""
        return self.filter(schedule__agreement__in=Agreement.objects.visible_to(actor))


class ScheduleDay(models.Model):
    """A dated exception: on this day the blocks below it take the place of those of its weekday, or it is free."""

    schedule = models.ForeignKey(Schedule, on_delete=models.CASCADE, related_name="days")
    day = models.DateField(_("dag"))
    kind = models.CharField(_("wat"), max_length=10, choices=DayKind)
    reason = models.CharField(_("waarom"), max_length=300, blank=True)

    objects = ScheduleDayQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["schedule", "day"], name="schedule_day_once"),
            models.CheckConstraint(condition=Q(kind__in=DayKind.values), name="schedule_day_kind_known"),
            models.CheckConstraint(
                condition=~Q(kind=DayKind.HOLIDAY) | ~Q(reason=""), name="schedule_holiday_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.kind}"


class ScheduleBlock(models.Model):
    """Work or school without a break in it, on an ISO weekday or on one exceptional day; a gap is a break.

    A block that ends before it starts ends on the next day.
    """

    schedule = models.ForeignKey(Schedule, on_delete=models.CASCADE, related_name="blocks")
    weekday = models.PositiveSmallIntegerField(null=True)
    exception = models.ForeignKey(ScheduleDay, on_delete=models.CASCADE, null=True, related_name="blocks")
    starts = models.TimeField(_("van"))
    ends = models.TimeField(_("tot"))
    is_work = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(weekday__isnull=False, exception__isnull=True)
                | Q(weekday__isnull=True, exception__isnull=False),
                name="schedule_block_of_weekday_or_day",
            ),
            models.CheckConstraint(
                condition=Q(weekday__isnull=True) | Q(weekday__gte=1, weekday__lte=7), name="schedule_block_weekday"
            ),
            models.CheckConstraint(condition=~Q(ends=F("starts")), name="schedule_block_has_length"),
            models.UniqueConstraint(fields=["schedule", "weekday", "starts"], name="schedule_block_weekday_once"),
            models.UniqueConstraint(fields=["exception", "starts"], name="schedule_block_day_once"),
        ]

    def __str__(self) -> str:
        return f"{self.starts:%H:%M}-{self.ends:%H:%M}"


class ScheduleWarning(models.Model):
    """A rule (a code of `placements.worktime` or `days_off`) that HR and coach were told of; gone once it is kept."""

    schedule = models.ForeignKey(Schedule, on_delete=models.CASCADE, related_name="warnings")
    code = models.CharField(max_length=40)
    told_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["schedule", "code"], name="schedule_warning_once")]

    def __str__(self) -> str:
        return self.code
