"""Award what was granted: the competent body's day and reference, and one label for each site or school."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from labels.actions.credential import issue
from labels.enums import Duty, LabelStatus, Outcome
from labels.models import Application, ApplicationSite, Assignment, Label
from labels.models.application import HOLDER_ROLES
from labels.rules import application as rules
from labels.rules.label import audited_end
from labels.workflow.application import applications as workflow
from labels.workflow.label import labels as label_workflow
from marketplace.actor import SYSTEM, Actor, Role
from marketplace.audit.actions import record
from marketplace.notifications.actions import tell_role
from marketplace.workflow import refuse_if


@transaction.atomic
def note_body_decision(
    *, application: Application, body_decided_on: date, body_reference: str, by: Actor
) -> Application:
    """Record on which day and under which reference the competent body decided; the award is a step of its own.

    Who notes it, gets the duty of awarder: the database gives nobody a second duty on a file. Refused:
    `application.own_file`, `application.judge_awards`, `application.not_granted`, `application.body_day`.
    """
    if by.user_id is None or not by.has(Role.LABEL_OFFICER):
        raise PermissionDenied
    at = timezone.now()
    on = timezone.localdate(at)
    row = Application.objects.visible_to(by).select_for_update(of=("self",)).get(pk=application.pk)
    refuse_if(rules.not_own_file(row, by, on) or rules.not_a_judge(row, by, on))
    refuse_if(rules.body_day(row, body_decided_on, on))
    _on_duty(row, by, at)
    row.body_decided_on, row.body_reference = body_decided_on, body_reference
    row.save()
    record("application.body_decided", subject=row, by=by)
    return row


@transaction.atomic
def award(*, application: Application, by: Actor) -> Application:
    """Give each granted label of a file that is not given yet; a provisional or older one makes room for it.

    Refused: `application.own_file`, `application.judge_awards`,
    `application.not_passed`, `application.not_decided`, `application.fee_due`, `application.code_not_signed`,
    `application.label_waits`, `application.award.wrong_status`.
    """
    awarded = workflow.take(application, "award", by=by)
    _on_duty(awarded, by, awarded.awarded_at)
    for place in awarded.sites.filter(outcome=Outcome.GRANTED, label=None).select_related("site"):
        issue(label=_give(awarded, place), by=by)
    for role in HOLDER_ROLES[awarded.holder]:
        tell_role(awarded.organisation_id, role, "application.awarded", path=reverse("label-own"))
    return awarded


def _on_duty(application: Application, by: Actor, at: datetime) -> None:
    """The one who acts is awarder of this file; the system has no duty."""
    if by.user_id:
        facts: dict[str, Any] = {"duty": Duty.AWARDER, "organisation_id": by.organisation_id}
        facts |= {"assigned_by_id": by.user_id, "assigned_at": at}
        Assignment.objects.get_or_create(application=application, person_id=by.user_id, defaults=facts)


def _give(application: Application, place: ApplicationSite) -> Label:
    held = Label.objects.filter(organisation=application.organisation_id, site=place.site, status=LabelStatus.ACTIVE)
    for label in held:
        over = {"waits_for_city": False, "stops_on": None}
        label_workflow.take(label, "replace", by=SYSTEM, at=application.awarded_at, **over)
    if application.submitted_by_id is None or application.submitted_at is None:
        raise ValueError("A file that is granted was handed in.")
    starts_on = timezone.localdate(application.awarded_at)
    decision = place.decisions.filter(outcome=Outcome.GRANTED).order_by("-attempt", "pk")[:1].get()
    label = Label.objects.create(
        organisation_id=application.organisation_id,
        site=place.site,
        scheme=application.scheme,
        level=place.level,
        status=LabelStatus.ACTIVE,
        promised_by_id=application.submitted_by_id,
        promised_at=application.submitted_at,
        confirmed_by_id=decision.decided_by_id,
        starts_on=starts_on,
        ends_on=audited_end(starts_on, application.scheme.years),
        application_site=place,
    )
    record("label.awarded", subject=label, by=SYSTEM, at=application.awarded_at, data={"level": place.level})
    return label
