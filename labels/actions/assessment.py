"""Judge a label file: keep judgements, hand them in, moderate two of them, and report the audit."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from labels.enums import ApplicationStatus, AssessmentStatus, Duty
from labels.judged import counting, explained, results_of
from labels.models import Answer, Application, AssessedAnswer, Assessment, Assignment
from labels.rules import assessment as rules
from labels.rules.assignment import ready
from labels.scoring import REFUSED
from labels.workflow.application import applications
from labels.workflow.assessment import assessments as workflow
from marketplace.actor import Actor
from marketplace.audit.actions import record
from marketplace.workflow import refuse, refuse_if

Judgements = Mapping[Answer, Mapping[str, Any]]


@transaction.atomic
def judge(*, application: Application, judgements: Judgements, revision: int, by: Actor) -> Assessment:
    """Keep an auditor's judgements; `revision` is the one on which they were made (1 for the first).

    The same judgements sent twice are kept once. Raises Assignment.DoesNotExist for who is not the auditor.
    Refused: `assessment.changed` when somebody changed it meanwhile, `assessment.judgement`, `assessment.score`,
    `assessment.not_now`, `assessment.handed_in`, and what `labels.rules.assignment.ready` refuses.
    """
    at = timezone.now()
    row = _open(application, by, at)
    kept = {answer.answer_id: answer for answer in row.answers.all()}
    changed = {answer: given for answer, given in judgements.items() if not _same(kept.get(answer.pk), given)}
    if not changed:
        return row
    if row.revision != revision:
        refuse("assessment.changed", _("Dit is intussen ergens anders veranderd. Vergelijk en bewaar opnieuw."))
    for answer, given in changed.items():
        refuse_if(rules.judgement_fits(answer.criterion, given))
        AssessedAnswer.objects.update_or_create(assessment=row, answer=answer, defaults=dict(given))
    row.revision += 1
    row.save()
    record("assessment.judged", subject=row, by=by, at=at, data={"answers": sorted(a.pk for a in changed)})
    return row


@transaction.atomic
def hand_in(*, application: Application, by: Actor) -> Application:
    """Hand in one's judgements; the audit is reported when they are the ones that count.

    Refused: `assessment.unjudged`, `assessment.no_reason`, `assessment.handed_in`, and as `judge`.
    """
    at = timezone.now()
    row = _open(application, by, at)
    refuse_if(rules.all_judged(row))
    handed_in = workflow.take(row, "submit", by=by, at=at)
    audited = counting(row.application)
    asked = row.application.assignments.filter(duty=Duty.AUDITOR, ended_at=None).count()
    if audited != handed_in or asked > 1:
        return row.application
    return _report(handed_in, by, at)


def _report(assessment: Assessment, by: Actor, at: datetime) -> Application:
    """The audit is done: points and lines of each label are kept; it passed when at least one label is possible."""
    passed = False
    for place, result in results_of(assessment):
        place.score, place.explanation = Decimal(str(round(result.points, 2))), explained(result)
        place.save()
        passed = passed or result.level != REFUSED
    return applications.take(assessment.application, "report", by=by, at=at, passed_at=at if passed else None)


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
