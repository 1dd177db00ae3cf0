"""The short list before the first day: make it, tick it, and warn both sides while something is missing."""

from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from marketplace.actor import Actor
from marketplace.audit.actions import record
from marketplace.notifications.actions import tell_user
from marketplace.reference.models import Figure
from marketplace.school_calendar import add_working_days
from marketplace.workflow import refuse_if
from placements.actions.placement_news import tell_both
from placements.actions.timer import stop_timers
from placements.enums import CheckItem, PlacementStatus, Strength, TimerKind
from placements.models import Placement, StartCheck
from placements.rules import start as rules
from placements.rules.form_terms import checks_of

TIMED = {CheckItem.RISK_ANALYSIS: TimerKind.RISK_ANALYSIS, CheckItem.HEALTH: TimerKind.HEALTH}
AHEAD = (PlacementStatus.AGREED, PlacementStatus.SIGNING, PlacementStatus.SIGNED)


def make_checks(*, placement: Placement) -> None:
    """The items that the placement's form asks today, with their owners; ticks that were made stay."""
    for row in checks_of(placement.form, timezone.localdate()):
        asked = {"owner": row.owner, "is_hard": row.strength == Strength.BLOCKS}
        placement.checks.update_or_create(item=row.document, defaults=asked)


@transaction.atomic
def tick_check(
    *, check: StartCheck, done_on: date, by: Actor, document_on: date | None = None, outcome: str = ""
) -> StartCheck:
    """Tick an item with the day on which it was done; ticking again corrects it.

    `document_on`: the date on the risk analysis; `outcome`: "not_needed" or "fit" for health. Refused:
    `start.not_yours`, `start.closed`, `start.day_ahead`, `start.document_date`, `start.outcome`.
    """
    at = timezone.now()
    row = StartCheck.objects.visible_to(by).select_for_update(of=("self",)).select_related("placement").get(pk=check.pk)
    refuse_if(rules.may_tick(row, by))
    refuse_if(rules.tick_is_whole(row, done_on, document_on, outcome, timezone.localdate(at)))
    row.done_on, row.done_by_id = done_on, by.user_id
    row.document_on = document_on if row.item == CheckItem.RISK_ANALYSIS else None
    row.outcome = outcome if row.item == CheckItem.HEALTH else ""
    row.save(update_fields=["done_on", "done_by", "document_on", "outcome"])
    if row.item in TIMED:
        stop_timers(kind=TIMED[CheckItem(row.item)], placement=row.placement, at=at)
    record("start.ticked", subject=row, by=by, at=at, data={"item": row.item, "done_on": done_on.isoformat()})
    return row


def warn_not_ready(*, by: Actor) -> int:
    """Three working days before the first day: tell both sides, once, that the student must not be sent yet.

    The number of placements that were told of.
    """
    on = timezone.localdate()
    last = add_working_days(on, int(Figure.objects.value("not_ready_working_days", on)))
    soon = Placement.objects.visible_to(by).filter(
        status__in=AHEAD, starts_on__gte=on, starts_on__lte=last, not_ready_told_at=None
    )
    return sum(_warn(placement, by, on) for placement in soon.order_by("pk") if not rules.is_ready(placement, on))


@transaction.atomic
def _warn(placement: Placement, by: Actor, on: date) -> int:
    """Tell of one placement, unless another sweeper just did."""
    at = timezone.now()
    if not Placement.objects.filter(pk=placement.pk, not_ready_told_at=None).update(not_ready_told_at=at):
        return 0
    record("placement.not_ready", subject=placement, by=by, at=at, data={"codes": _codes(placement, on)})
    code = "placement.not_ready.teacher" if placement.is_of_teacher else "placement.not_ready"
    tell_both(placement, code)
    if user_id := placement.student.user_id:
        company = placement.company.organisation.name
        about = {
            "path": reverse("placement-detail", args=[placement.pk]),
            "programme": placement.programme.name,
            "company": company,
        }
        tell_user(user_id, code, **about)
    return 1


def _codes(placement: Placement, on: date) -> list[str]:
    return [refusal.code for refusal in rules.missing(placement, on)]
