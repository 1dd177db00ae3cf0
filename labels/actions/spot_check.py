"""Give a check to an auditor, ask and remind the holder, take the answer and the report, and warn when nobody moves."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from companies.models import Company
from labels.actions.city import tell_city
from labels.enums import CampaignStatus, LabelStatus, SpotCheckStatus
from labels.models import SpotCheck
from labels.models.campaign import LEADERS, SpotCheckQuerySet
from labels.rules import campaign as rules
from labels.rules.pledge import is_closed
from labels.workflow.campaign import checks as workflow
from marketplace.accounts.models import Membership
from marketplace.actor import SYSTEM, Actor, Role
from marketplace.audit.actions import record
from marketplace.notifications.actions import tell_role, tell_user
from marketplace.reference.models import Figure
from marketplace.school_calendar import add_working_days
from marketplace.workflow import refuse_if

HELD = (LabelStatus.ACTIVE, LabelStatus.SUSPENDED)


@transaction.atomic
def assign_checks(*, checks: Iterable[SpotCheck], auditor: Membership, by: Actor) -> list[SpotCheck]:
    """Give these checks to one auditor, all or none; another auditor takes them over.

    Refused: `check.no_auditor`, `check.done`, `check.tied`, `check.about_the_city`, `check.own_member`.
    """
    if not by.has(*LEADERS):
        raise PermissionDenied
    keys = [check.pk for check in checks]
    rows = SpotCheck.objects.visible_to(by).select_related("entry__campaign", "entry__organisation").filter(pk__in=keys)
    given = [_assign(check, auditor, by) for check in rows.select_for_update(of=("self",)).order_by("pk")]
    tell_user(auditor.user_id, "spot_check.assigned", path=reverse("spot-check-list"))
    return given


def _assign(check: SpotCheck, auditor: Membership, by: Actor) -> SpotCheck:
    at = timezone.now()
    refuse_if(rules.may_check(check, auditor, timezone.localdate(at)))
    check.auditor_id, check.auditor_organisation_id = auditor.user_id, auditor.organisation_id
    check.escalated_at = None
    check.save(update_fields=["auditor", "auditor_organisation", "escalated_at"])
    record("spot_check.assigned", subject=check, by=by, at=at, data={"auditor": auditor.user_id})
    return check


@transaction.atomic
def answer(*, check: SpotCheck, answer: str, by: Actor) -> SpotCheck:
    """The holder says who receives the auditor and when. Refused: `check.frozen`."""
    taken = workflow.take(check, "answer", by=by, answer=answer.strip(), answered_by_id=by.user_id)
    if taken.auditor_id:
        tell_user(taken.auditor_id, "spot_check.answered", path=_path(taken), holder=taken.label.holder_name)
    return taken


@transaction.atomic
def report(*, check: SpotCheck, step: str, report: str, by: Actor) -> SpotCheck:
    """The auditor's outcome (`keep` or `fault`) with what was seen; the officer decides what a fault leads to.

    Refused: `check.not_yours`, `check.tied`, `check.frozen`.
    """
    taken = workflow.take(check, step, by=by, report=report.strip(), reported_by_id=by.user_id)
    _tell_holder(taken, "spot_check.reported")
    if taken.status == SpotCheckStatus.SHORT:
        tell_officers("spot_check.short", taken)
    return taken


def follow(*, by: Actor) -> int:
    """Each morning: ask who is due, remind or fail who is silent, tell of silent auditors; the number of steps.

    `by` is the system.
    """
    on = timezone.localdate()
    running = SpotCheck.objects.filter(entry__campaign__status=CampaignStatus.VISITING)
    gone = [_lapse(check) for check in running.unfinished().exclude(label__status__in=HELD)]
    steps = len(gone) + ask_due(running)
    silent = running.filter(status=SpotCheckStatus.ASKED, answer_by_on__lt=on).select_related("entry", "label")
    steps += sum(_remind_or_fail(check, on, by) for check in silent)
    return steps + sum(_escalate(check, by) for check in running.silent_auditors(on).select_related("label"))


def ask_due(checks: SpotCheckQuerySet) -> int:
    """Ask the holders of those whose wave has begun, with the days they have; how many."""
    on = timezone.localdate()
    days = int(Figure.objects.value("campaign_answer_working_days", on))
    due = checks.filter(status=SpotCheckStatus.PICKED, starts_on__lte=on, label__status__in=HELD).order_by("pk")
    return len([_ask(check, add_working_days(on, days)) for check in due])


@transaction.atomic
def _ask(check: SpotCheck, answer_by_on: date) -> SpotCheck:
    asked = workflow.take(check, "ask", by=SYSTEM, answer_by_on=answer_by_on)
    _tell_holder(asked, "spot_check.asked")
    return asked


@transaction.atomic
def _lapse(check: SpotCheck) -> SpotCheck:
    return workflow.take(check, "lapse", by=SYSTEM)


def _remind_or_fail(check: SpotCheck, on: date, by: Actor) -> int:
    """A reminder gives more days; after the last one silence is the outcome. Nothing happens in a closure."""
    if check.label.site_id and is_closed(check.entry.organisation_id, on):
        return 0
    if check.reminders < int(Figure.objects.value("campaign_reminders", on)):
        return _remind(check, on, by)
    return _fail(check)


@transaction.atomic
def _remind(check: SpotCheck, on: date, by: Actor) -> int:
    days = int(Figure.objects.value("campaign_reminder_working_days", on))
    asked = SpotCheck.objects.filter(pk=check.pk, status=SpotCheckStatus.ASKED, answer_by_on=check.answer_by_on)
    reminded = asked.update(reminders=F("reminders") + 1, answer_by_on=add_working_days(on, days))
    if reminded:
        record("spot_check.reminded", subject=check, by=by, data={"reminder": check.reminders + 1})
        _tell_holder(check, "spot_check.reminder")
    return reminded


@transaction.atomic
def _fail(check: SpotCheck) -> int:
    failed = workflow.take(check, "fail", by=SYSTEM)
    _tell_holder(failed, "spot_check.silent")
    tell_officers("spot_check.failed", failed)
    return 1


@transaction.atomic
def _escalate(check: SpotCheck, by: Actor) -> int:
    """The label officers hear once that an auditor did not report."""
    late = SpotCheck.objects.filter(pk=check.pk, escalated_at=None)
    warned = late.update(escalated_at=timezone.now())
    if warned:
        record("spot_check.late", subject=check, by=by, data={"visit_by_on": str(check.visit_by_on)})
        tell_officers("spot_check.late", check)
    return warned


def _tell_holder(check: SpotCheck, code: str) -> None:
    tell_holders([check.entry.organisation_id], code, path=_path(check), holder=check.label.holder_name)


def tell_holders(organisation_ids: Iterable[int], code: str, *, path: str, **words: str) -> None:
    """Tell HR of companies and directors of schools."""
    keys = set(organisation_ids)
    companies = set(Company.objects.filter(pk__in=keys).values_list("pk", flat=True))
    for key in sorted(keys):
        role = Role.HR if key in companies else Role.DIRECTOR
        tell_role(key, role, code, path=path, **words)


def tell_officers(code: str, check: SpotCheck) -> None:
    """Tell the label officers of the city."""
    tell_city(code, Role.LABEL_OFFICER, path=_path(check), holder=check.label.holder_name)


def _path(check: SpotCheck) -> str:
    return reverse("spot-check-detail", args=[check.pk])
