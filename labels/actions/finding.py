"""Findings of an audit: written by an auditor, answered by the holder, closed by an auditor."""

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from labels.actions.evidence import keep_paper
from labels.enums import ApplicationStatus, Duty, FindingStatus, Grade
from labels.evidence_file import CleanFile, clean
from labels.models import Answer, Application, Assignment, Finding
from labels.models.application import HOLDER_ROLES
from labels.rules.assignment import ready
from labels.workflow.application import applications
from labels.workflow.assessment import findings as workflow
from marketplace.actor import SYSTEM, Actor
from marketplace.audit.actions import record
from marketplace.notifications.actions import tell_role
from marketplace.reference.models import Figure
from marketplace.school_calendar import add_working_days, is_working_day
from marketplace.workflow import refuse, refuse_if


@transaction.atomic
def find(
    *, application: Application, answer: Answer, grade: str, text: str, by: Actor, sent_key: UUID | None = None
) -> Finding:
    """Write down what is not in order; all but an observation get a term from the day of today.

    The term is in calendar days (a figure) and ends on a working day. `sent_key` is what the phone gave it, so that a
    finding sent twice is kept once. Raises Assignment.DoesNotExist for who is not the auditor. Refused:
    `finding.not_now`, and as `ready`.
    """
    at = timezone.now()
    on = timezone.localdate(at)
    duty = _auditor(application, by)
    row = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    if row.status != ApplicationStatus.AUDITING:
        refuse("finding.not_now", _("Dit dossier is nu niet in audit."))
    if sent_key and (kept := row.findings.filter(sent_key=sent_key).first()):
        return kept
    finding = Finding.objects.create(
        application=row,
        answer=row.answers.get(pk=answer.pk),
        grade=grade,
        text=text,
        correct_by_on=None if grade == Grade.OBSERVATION else _term(on),
        found_by_id=duty.person_id,
        found_at=at,
        sent_key=sent_key,
    )
    record("finding.found", subject=finding, by=by, at=at, data={"grade": grade})
    return finding


@transaction.atomic
def ask_to_mend(*, application: Application, by: Actor) -> Application:
    """Give the file back to the holder to mend what was found. Refused: `application.nothing_to_mend`."""
    _auditor(application, by)
    asked = applications.take(application, "correct", by=by)
    for role in HOLDER_ROLES[asked.holder]:
        tell_role(asked.organisation_id, role, "finding.mend", path=reverse("application-detail", args=[asked.pk]))
    return asked


def answer(*, finding: Finding, plan: str, by: Actor, paper: bytes = b"", title: str = "") -> Finding:
    """The holder says what was or will be done, with a paper that shows it; with nothing open the audit goes on.

    Raises Application.DoesNotExist for another's file. Refused: `finding.answer.wrong_status`, `evidence.many`, and
    what `labels.evidence_file.clean` refuses.
    """
    Application.objects.of(by).get(pk=finding.application_id)
    kept = clean(paper) if paper else None  # it takes seconds: no row is locked meanwhile
    return _answer(finding, plan, kept, title, by)


@transaction.atomic
def _answer(finding: Finding, plan: str, kept: CleanFile | None, title: str, by: Actor) -> Finding:
    answered = workflow.take(finding, "answer", by=by, plan=plan, answered_by_id=by.user_id)
    if kept:
        keep_paper(answer=answered.answer, title=title or answered.answer.criterion.name, kept=kept, by=by)
    application = Application.objects.select_for_update(of=("self",)).get(pk=finding.application_id)
    open_rows = application.findings.filter(status=FindingStatus.OPEN).exclude(grade=Grade.OBSERVATION)
    if application.status == ApplicationStatus.CORRECTING and not open_rows.exists():
        applications.take(application, "resume", by=SYSTEM)
    return answered


@transaction.atomic
def close(*, finding: Finding, by: Actor) -> Finding:
    """The auditor is satisfied. Refused: `finding.close.wrong_status`."""
    _auditor(finding.application, by)
    return workflow.take(finding, "close", by=by, closed_by_id=by.user_id)


@transaction.atomic
def ask_more(*, finding: Finding, by: Actor) -> Finding:
    """The answer is not enough. Refused: `finding.reopen.wrong_status`."""
    _auditor(finding.application, by)
    return workflow.take(finding, "reopen", by=by)


def _term(on: date) -> date:
    day = on + timedelta(days=int(Figure.objects.value("label_correction_days", on)))
    return day if is_working_day(day) else add_working_days(day, 1)


def _auditor(application: Application, by: Actor) -> Assignment:
    duties = Assignment.objects.of(by).select_related("organisation", "application__organisation")
    duty = duties.get(application=application, duty=Duty.AUDITOR)
    refuse_if(ready(duty, timezone.localdate()), application)
    return duty
