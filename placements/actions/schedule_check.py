"""Every night a look at the hours of what is signed: what a new law or a moved holiday breaks, people are told."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby

from django.db import transaction
from django.utils import timezone

from marketplace.actor import Actor, Role
from marketplace.audit.actions import record
from marketplace.notifications.actions import tell_role
from placements.actions.schedule import READ
from placements.enums import AgreementStatus, PlacementStatus
from placements.models import Agreement, Placement, Schedule, ScheduleWarning
from placements.rules.worktime import Hours, hours_in_turn

READ_MANY = ("blocks", "days", "agreement__placement__school_contacts")


def check_schedules(*, by: Actor) -> int:
    """Look at the hours of all signed and running placements; HR and coach hear of each broken rule once; how many.

    Every version is looked at on the days on which it holds: what is amended from a later day holds until then.
    """
    at = timezone.now()
    stand = (PlacementStatus.SIGNED, PlacementStatus.RUNNING)
    signed = Agreement.objects.filter(status=AgreementStatus.SEALED, placement__status__in=stand)
    rows = Schedule.objects.filter(agreement__in=signed).select_related(*READ).prefetch_related(*READ_MANY, "warnings")
    rows = rows.order_by("agreement__placement", "agreement__version")
    versions = groupby(rows.iterator(chunk_size=200), key=lambda row: row.agreement.placement_id)
    return sum(_look_at(hours_in_turn(same), by, at) for _placement, same in versions)


def _look_at(plans: Sequence[Hours], by: Actor, at: datetime) -> int:
    """The versions of one placement, each as long as it holds; the number of rules that none of them broke before."""
    found = {plan.schedule.pk: _broken_ahead(plan, until, at) for plan, until in _until(plans)}
    kept = {plan.schedule.pk: {warning.code for warning in plan.schedule.warnings.all()} for plan in plans}
    return 0 if found == kept else _keep(plans[0].schedule.agreement.placement, found, by, at)


def _until(plans: Sequence[Hours]) -> Iterator[tuple[Hours, date]]:
    """Each version with the day from which it holds no more: the first day of all that were signed later."""
    for place, plan in enumerate(plans, start=1):
        yield plan, min((later.since for later in plans[place:] if later.since), default=date.max)


def _broken_ahead(plan: Hours, until: date, at: datetime) -> set[str]:
    """The hard rules that are broken from today on; none of a version that never holds."""
    if plan.since and plan.since >= until:
        return set()
    on = timezone.localdate(at)
    return {breach.code for breach in plan.breaches if breach.is_hard and on <= breach.day < until}


@transaction.atomic
def _keep(placement: Placement, found: Mapping[int, set[str]], by: Actor, at: datetime) -> int:
    """Forget what is kept again, and tell once what is newly broken, by one version or by more; how many rules."""
    rows = list(Schedule.objects.select_for_update().filter(pk__in=found).order_by("pk"))
    known = set(ScheduleWarning.objects.filter(schedule__in=rows).values_list("code", flat=True))
    for row in rows:
        row.warnings.exclude(code__in=found[row.pk]).delete()
        for code in found[row.pk]:
            row.warnings.get_or_create(code=code, defaults={"told_at": at})
    new = sorted(set().union(*found.values()) - known)
    if new:
        record("placement.hours_problem", subject=placement, by=by, at=at, data={"codes": new})
        _tell(placement)
    return len(new)


def _tell(placement: Placement) -> None:
    about = {"programme": placement.programme.name, "company": placement.company.organisation.name}
    for organisation_id, role in ((placement.company_id, Role.HR), (placement.school_id, Role.COACH)):
        tell_role(organisation_id, role, "placement.hours_problem", path=f"/placements/{placement.pk}/", **about)
