"""Give people their duty on a label file, let them declare that they have no tie, and start the audit."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from labels.enums import Duty
from labels.models import Application, Assignment
from labels.rules import assignment as rules
from labels.rules.application import not_own_file
from labels.workflow.application import applications as workflow
from marketplace.accounts.models import Membership
from marketplace.actor import SYSTEM, Actor, Role
from marketplace.audit.actions import record
from marketplace.notifications.actions import tell_user
from marketplace.workflow import refuse, refuse_if

NEXT_ATTEMPT = _("Het dossier ging terug naar de auditoren.")
PAGES: dict[str, str] = {
    Duty.AUDITOR: "application-audit",
    Duty.ASSISTANT: "application-detail",
    Duty.MODERATOR: "application-moderation",
    Duty.REVIEWER: "application-decide",
    Duty.DECIDER: "application-decide",
}


@transaction.atomic
def assign(*, application: Application, member: Membership, duty: str, by: Actor) -> Assignment:
    """Give somebody, for the organisation of this membership, a duty on a file that is complete.

    Raises PermissionDenied unless a label officer. Refused: `application.own_file`, `assignment.role`,
    `assignment.yourself`, `assignment.twice`, `assignment.works_there`, `assignment.city`, `assignment.own_member`.
    """
    at = timezone.now()
    if by.user_id is None or not by.has(Role.LABEL_OFFICER):
        raise PermissionDenied
    locked = Application.objects.visible_to(by).select_for_update(of=("self",)).get(pk=application.pk)
    on = timezone.localdate(at)
    refuse_if(not_own_file(locked, by, on))
    refuse_if(rules.may_be_assigned(locked, member.user_id, member.organisation, duty, by, on))
    row = Assignment.objects.create(
        application=locked,
        person=member.user,
        organisation=member.organisation,
        duty=duty,
        assigned_by_id=by.user_id,
        assigned_at=at,
    )
    record("assignment.made", subject=row, by=by, at=at, data={"application": locked.pk, "duty": duty})
    path, holder = reverse(PAGES[duty], args=[locked.pk]), locked.organisation.name
    tell_user(member.user_id, "assignment.made", path=path, holder=holder)
    return row


@transaction.atomic
def declare(*, application: Application, by: Actor) -> Assignment:
    """The actor declares to have no tie to the holder of a file on which they have a duty; asked once a file.

    Raises Assignment.DoesNotExist without a duty. Refused: what `labels.rules.assignment.no_tie` refuses.
    """
    at = timezone.now()
    row = Assignment.objects.of(by).select_for_update(of=("self",)).get(application=application)
    tied = rules.no_tie(application, row.person_id, row.organisation, row.duty, timezone.localdate(at))
    refuse_if(tied, application)
    if row.declared_at is None:
        row.declared_at = at
        row.save()
        record("assignment.declared", subject=row, by=by, at=at)
    return row


@transaction.atomic
def end(*, assignment: Assignment, reason: str, by: Actor) -> Assignment:
    """A label officer ends a duty, or somebody gives their own back (a tie was found); the row stays.

    Refused: `assignment.ended`.
    """
    at = timezone.now()
    row = Assignment.objects.visible_to(by).select_for_update(of=("self",)).get(pk=assignment.pk)
    if not by.has(Role.LABEL_OFFICER) and row.person_id != by.user_id:
        raise PermissionDenied
    if row.ended_at:
        refuse("assignment.ended", _("Deze taak is al gestopt."))
    row.ended_at, row.end_reason = at, reason
    row.save()
    record("assignment.ended", subject=row, by=by, at=at)
    return row


def end_moderation(*, application: Application, at: datetime) -> None:
    """Who settled what two auditors differed on has no say in a next attempt. Called when a file goes back."""
    rows = application.assignments.filter(duty=Duty.MODERATOR, ended_at=None).select_for_update()
    for row in rows:
        row.ended_at, row.end_reason = at, str(NEXT_ATTEMPT)
        row.save(update_fields=["ended_at", "end_reason"])
        record("assignment.ended", subject=row, by=SYSTEM, at=at)


def start_audit(*, application: Application, by: Actor) -> Application:
    """A label officer starts the audit. Refused: `application.no_auditor`, `application.audit.wrong_status`."""
    return workflow.take(application, "audit", by=by)
