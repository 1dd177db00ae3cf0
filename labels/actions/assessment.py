"""Judge a label file: keep judgements, hand them in, moderate two of them, and report the audit."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from labels.actions import moderation
from labels.actions.report import report
from labels.assessed import handed_in
from labels.enums import ApplicationStatus, AssessmentStatus, AuditWay, Duty, VisitStatus
from labels.models import Answer, Application, AssessedAnswer, Assessment, Assignment
from labels.rules import assessment as rules
from labels.rules.assignment import auditors_asked, ready
from labels.workflow.assessment import assessments as workflow
from marketplace.actor import Actor
from marketplace.audit.actions import record
from marketplace.workflow import refuse, refuse_if

Judgements = Mapping[Answer, Mapping[str, Any]]


@dataclass(frozen=True)
class Judged:
    """What became of judgements that were sent: the assessment, and what is stored where somebody was first."""

    assessment: Assessment
    conflicts: list[AssessedAnswer]


@transaction.atomic
def judge(
    *, application: Application, judgements: Judgements, by: Actor, bases: Mapping[int, int] | None = None
) -> Judged:
    """Keep an auditor's judgements; `bases` says by answer on which stored version each was made (none: 0).

    What was stored in the meantime is not overwritten: it comes back as a conflict, and the rest is kept. The same
    judgements sent twice are kept once. Raises Assignment.DoesNotExist for who is not the auditor. Refused:
    `assessment.judgement`, `assessment.score`, `assessment.not_now`, `assessment.handed_in`, and what
    `labels.rules.assignment.ready` refuses.
    """
    at = timezone.now()
    row = _open(application, by, at)
    kept = {answer.answer_id: answer for answer in row.answers.all()}
    changed = {answer: given for answer, given in judgements.items() if not _same(kept.get(answer.pk), given)}
    late = {answer for answer in changed if _version(kept, answer) != (bases or {}).get(answer.pk, 0)}
    for answer in changed.keys() - late:
        refuse_if(rules.judgement_fits(answer.criterion, changed[answer]))
        facts = dict(changed[answer]) | {"version": _version(kept, answer) + 1, "judged_at": at}
        AssessedAnswer.objects.update_or_create(assessment=row, answer=answer, defaults=facts)
    if changed.keys() - late:
        told = {"answers": sorted(answer.pk for answer in changed.keys() - late)}
        record("assessment.judged", subject=row, by=by, at=at, data=told)
    if late:
        record("assessment.late", subject=row, by=by, at=at, data={"answers": sorted(answer.pk for answer in late)})
    return Judged(row, [kept[answer.pk] for answer in late])


def _version(kept: Mapping[int, AssessedAnswer], answer: Answer) -> int:
    return kept[answer.pk].version if answer.pk in kept else 0


@transaction.atomic
def hand_in(*, application: Application, by: Actor) -> Application:
    """Hand in one's judgements; the last one of the file reports the audit, or begins the moderation of two.

    Refused: `assessment.unjudged`, `assessment.no_reason`, `assessment.handed_in`, and as `judge`.
    """
    at = timezone.now()
    row = _open(application, by, at)
    refuse_if(rules.all_judged(row))
    visited = row.assignment.visits.filter(status=VisitStatus.PLANNED, ends_at__lte=at).exists()
    workflow.take(row, "submit", by=by, at=at, way=AuditWay.VISIT if visited else AuditWay.DESK)
    named = row.application.assignments.filter(duty=Duty.AUDITOR, ended_at=None).count()
    judged = handed_in(row.application)
    if len(judged) < max(named, auditors_asked(row.application)):
        return row.application
    if len(judged) > 1:
        return moderation.begin(judged=judged, by=by, at=at)
    return report(assessment=judged[0], by=by, at=at)


def _open(application: Application, by: Actor, at: datetime) -> Assessment:
    """The actor's assessment of this attempt, locked and made when there is none."""
    locked = Application.objects.visible_to(by).select_for_update(of=("self",)).get(pk=application.pk)
    duty = Assignment.objects.of(by).select_related("organisation", "application__organisation")
    assignment = duty.get(application=locked, duty=Duty.AUDITOR)
    refuse_if(ready(assignment, timezone.localdate(at)))
    if locked.status != ApplicationStatus.AUDITING:
        refuse("assessment.not_now", _("Dit dossier is nu niet in audit."))
    row, _made = Assessment.objects.get_or_create(
        assignment=assignment, attempt=locked.attempt, kind="own", defaults={"application": locked, "started_at": at}
    )
    if row.status != AssessmentStatus.OPEN:
        refuse("assessment.handed_in", _("Je oordeel is al ingediend."))
    return row


def _same(kept: AssessedAnswer | None, given: Mapping[str, Any]) -> bool:
    return kept is not None and all(getattr(kept, name) == value for name, value in given.items())
