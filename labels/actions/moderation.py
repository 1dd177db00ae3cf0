"""Bring the judgements of two auditors together: what they agree on is kept, what differs is settled one by one."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from labels.actions.report import report
from labels.enums import ApplicationStatus, AssessmentKind, Duty
from labels.models import Application, AssessedAnswer, Assessment, Assignment, Settlement
from labels.rules.assessment import judgement_fits
from labels.rules.assignment import ready
from labels.workflow.assessment import assessments, settlements
from marketplace.actor import Actor
from marketplace.audit.actions import record
from marketplace.notifications.actions import tell_user
from marketplace.reference.models import Figure
from marketplace.school_calendar import add_working_days
from marketplace.workflow import refuse, refuse_if

SETTLERS = (Duty.AUDITOR, Duty.MODERATOR)


def begin(*, judged: Sequence[Assessment], by: Actor, at: datetime) -> Application:
    """Put two judgements that are handed in together; the audit is reported at once when they say the same."""
    application, on = judged[-1].application, timezone.localdate(at)
    days = int(Figure.objects.value("label_moderation_working_days", on))
    moderated = Assessment.objects.create(
        application=application,
        assignment=judged[-1].assignment,
        attempt=application.attempt,
        kind=AssessmentKind.MODERATED,
        started_at=at,
        settle_by_on=add_working_days(on, days),
    )
    differing = _compare(moderated, judged)
    record("assessment.compared", subject=moderated, by=by, at=at, data={"differing": differing})
    if not differing:
        return _conclude(moderated, by, at)
    for row in judged:
        path, holder = reverse("application-moderation", args=[application.pk]), application.organisation.name
        tell_user(row.assignment.person_id, "assessment.differs", path=path, holder=holder)
    return application


def _compare(moderated: Assessment, judged: Sequence[Assessment]) -> int:
    """Keep what is the same with the reasons of both; a settlement for each criterion that differs; how many."""
    by_answer = [{row.answer_id: row for row in one.answers.all()} for one in judged]
    same, differing = [], []
    for key in by_answer[0]:
        rows = [answers[key] for answers in by_answer]
        if len({(row.judgement, row.score) for row in rows}) > 1:
            differing.append(Settlement(assessment=moderated, answer_id=key))
        else:
            reason = " ".join(dict.fromkeys(row.reason for row in rows if row.reason))
            given = {"judgement": rows[0].judgement, "score": rows[0].score, "reason": reason}
            same.append(AssessedAnswer(assessment=moderated, answer_id=key, **given))
    AssessedAnswer.objects.bulk_create(same)
    return len(Settlement.objects.bulk_create(differing))


@transaction.atomic
def propose(*, settlement: Settlement, judgement: str, score: int | None, reason: str, by: Actor) -> Settlement:
    """One of the two says what it should be, with a sentence for the letter; a later proposal replaces it.

    Raises Assignment.DoesNotExist for who does not judge the file. Refused: `moderation.assessors`,
    `assessment.judgement`, `assessment.score`, `assessment.not_now`, `settlement.propose.wrong_status`, and as `ready`.
    """
    at = timezone.now()
    _ensure_may_settle(settlement, by, at)
    given = {"judgement": judgement, "score": score}
    refuse_if(judgement_fits(settlement.answer.criterion, given))
    said = {"reason": reason, "proposed_by_id": by.user_id, "proposed_at": at}
    return settlements.take(settlement, "propose", by=by, at=at, **given, **said)


@transaction.atomic
def agree(*, settlement: Settlement, by: Actor) -> Application:
    """The other agrees; the last agreement reports the audit.

    Refused: `moderation.own_proposal`, `settlement.agree.wrong_status`, and as `propose`.
    """
    at = timezone.now()
    _ensure_may_settle(settlement, by, at)
    return _keep(settlements.take(settlement, "agree", by=by, at=at, settled_by_id=by.user_id), by, at)


@transaction.atomic
def decide(*, settlement: Settlement, judgement: str, score: int | None, reason: str, by: Actor) -> Application:
    """The moderator decides alone, with a sentence. Refused: `moderation.moderator`, and as `propose`."""
    at = timezone.now()
    _ensure_may_settle(settlement, by, at)
    given = {"judgement": judgement, "score": score}
    refuse_if(judgement_fits(settlement.answer.criterion, given))
    said = {"reason": reason, "proposed_by_id": by.user_id, "proposed_at": at, "settled_by_id": by.user_id}
    taken = settlements.take(settlement, "decide", by=by, at=at, by_moderator=True, **given, **said)
    return _keep(taken, by, at)


def _keep(settled: Settlement, by: Actor, at: datetime) -> Application:
    AssessedAnswer.objects.create(
        assessment=settled.assessment,
        answer=settled.answer,
        judgement=settled.judgement,
        score=settled.score,
        reason=settled.reason,
    )
    if settled.assessment.settlements.unsettled().exists():
        return settled.assessment.application
    return _conclude(settled.assessment, by, at)


def _conclude(moderated: Assessment, by: Actor, at: datetime) -> Application:
    return report(assessment=assessments.take(moderated, "submit", by=by, at=at), by=by, at=at)


def _ensure_may_settle(settlement: Settlement, by: Actor, at: datetime) -> None:
    """Lock the file, so that of two who settle the last criteria at once one reports; ask the tie again."""
    key = settlement.assessment.application_id
    locked = Application.objects.visible_to(by).select_for_update(of=("self",)).get(pk=key)
    duties = Assignment.objects.of(by).select_related("organisation", "application__organisation")
    refuse_if(ready(duties.get(application=locked, duty__in=SETTLERS), timezone.localdate(at)))
    if locked.status != ApplicationStatus.AUDITING:
        refuse("assessment.not_now", _("Dit dossier is nu niet in audit."))
