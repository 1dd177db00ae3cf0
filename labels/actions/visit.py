"""Plan, change and cancel visits of a label file, and write down that students were heard at school."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from labels.enums import Duty
from labels.models import Application, ApplicationSite, Assignment, Interview, Visit
from labels.models.application import HOLDER_ROLES
from labels.rules import visit as rules
from labels.rules.assignment import ready
from labels.workflow.visit import visits as workflow
from marketplace.actor import Actor
from marketplace.audit.actions import record
from marketplace.notifications.actions import tell_role, tell_user
from marketplace.workflow import refuse_if
from schools.models import School


@transaction.atomic
def plan(
    *,
    application: Application,
    place: ApplicationSite,
    starts_at: datetime,
    ends_at: datetime,
    address: str,
    received_by: str,
    visitors: Collection[Assignment],
    by: Actor,
) -> Visit:
    """Plan a visit and tell the holder and who comes.

    Raises Assignment.DoesNotExist for who is not the auditor. Refused: `visit.not_now`, `visit.past`, `visit.hours`,
    `visit.closed`, and as `labels.rules.assignment.ready`.
    """
    at = timezone.now()
    duty = _auditor(application, by, at)
    refuse_if(rules.audit_runs(duty.application) or rules.hours_fit(place, starts_at, ends_at, at))
    visit = Visit.objects.create(
        application=duty.application,
        place=duty.application.sites.get(pk=place.pk),
        starts_at=starts_at,
        ends_at=ends_at,
        address=address,
        received_by=received_by,
        planned_by_id=duty.person_id,
        changed_at=at,
    )
    visit.visitors.set(_of_file(visit, visitors))
    record("visit.planned", subject=visit, by=by, at=at, data={"application": application.pk})
    _tell(visit, "visit.planned")
    return visit


@transaction.atomic
def change(
    *,
    visit: Visit,
    place: ApplicationSite,
    starts_at: datetime,
    ends_at: datetime,
    address: str,
    received_by: str,
    visitors: Collection[Assignment],
    by: Actor,
) -> Visit:
    """Another moment, place or people; the calendar follows. Refused as `plan`, and `visit.change.wrong_status`."""
    at = timezone.now()
    _auditor(visit.application, by, at)
    refuse_if(rules.hours_fit(place, starts_at, ends_at, at))
    told = {"starts_at": starts_at, "ends_at": ends_at, "address": address, "received_by": received_by}
    own_place = visit.application.sites.get(pk=place.pk)
    changed = workflow.take(
        visit, "change", by=by, at=at, place=own_place, changed_at=at, sequence=F("sequence") + 1, **told
    )
    changed.refresh_from_db()
    changed.visitors.set(_of_file(changed, visitors))
    _tell(changed, "visit.changed")
    return changed


@transaction.atomic
def cancel(*, visit: Visit, reason: str, by: Actor) -> Visit:
    """The visit does not happen, and why. Refused: `visit.cancel.wrong_status`, `visit.not_yours`."""
    at = timezone.now()
    _auditor(visit.application, by, at)
    facts = {"cancel_reason": reason, "changed_at": at, "sequence": F("sequence") + 1}
    cancelled = workflow.take(visit, "cancel", by=by, at=at, **facts)
    cancelled.refresh_from_db()
    _tell(cancelled, "visit.cancelled")
    return cancelled


@transaction.atomic
def record_interview(*, application: Application, school: School, held_on: date, students: int, by: Actor) -> Interview:
    """Students were heard at school: the day and how many, no names. The same talk sent twice is kept once.

    Refused: `visit.not_now`, `interview.later`, and as `labels.rules.assignment.ready`.
    """
    at = timezone.now()
    duty = _auditor(application, by, at)
    refuse_if(rules.audit_runs(duty.application) or rules.was_held(held_on, timezone.localdate(at)))
    row, _made = Interview.objects.update_or_create(
        application=duty.application,
        school=school,
        held_on=held_on,
        held_by_id=duty.person_id,
        defaults={"students": students, "recorded_at": at},
    )
    record("interview.recorded", subject=row, by=by, at=at, data={"students": students})
    return row


def _auditor(application: Application, by: Actor, at: datetime) -> Assignment:
    """The actor's duty as auditor, with the file locked."""
    Application.objects.visible_to(by).select_for_update(of=("self",)).get(pk=application.pk)
    duties = Assignment.objects.of(by).select_related("organisation", "application__organisation")
    duty = duties.get(application=application, duty=Duty.AUDITOR)
    refuse_if(ready(duty, timezone.localdate(at)))
    return duty


def _of_file(visit: Visit, visitors: Collection[Assignment]) -> list[Assignment]:
    return list(visit.application.assignments.filter(pk__in=[row.pk for row in visitors], ended_at=None))


def _tell(visit: Visit, code: str) -> None:
    """The holder, and who comes."""
    told: dict[str, Any] = {
        "path": reverse("visit-detail", args=[visit.pk]),
        "day": timezone.localdate(visit.starts_at),
    }
    for role in HOLDER_ROLES[visit.application.holder]:
        tell_role(visit.application.organisation_id, role, code, **told)
    for visitor in visit.visitors.all():
        tell_user(visitor.person_id, code, **told)
