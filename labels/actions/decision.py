"""Read an audit again and decide about each label that a file asks for; enough deciders who agree conclude it."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from labels.actions.assignment import end_moderation
from labels.actions.label import let_end
from labels.actions.letter import ask_for_letter, reference_of_place
from labels.assessed import handed_in_last
from labels.enums import ApplicationStatus, Duty, Outcome
from labels.models import Application, ApplicationSite, AssessedAnswer, Assessment, Assignment, Decision, Review
from labels.models.application import HOLDER_ROLES
from labels.rules import application as file_rules
from labels.rules import decision as rules
from labels.rules.assignment import ready
from labels.workflow.application import applications as workflow
from marketplace.actor import Actor
from marketplace.audit.actions import record
from marketplace.notifications.actions import tell_role, tell_user
from marketplace.workflow import refuse, refuse_if

Verdicts = Mapping[ApplicationSite, Mapping[str, str]]
OPEN = (ApplicationStatus.AUDITED, ApplicationStatus.REVIEWED)


@transaction.atomic
def review(*, application: Application, remarks: str, by: Actor) -> Application:
    """The reviewer has read the audit and agrees with it; a next reviewer reads it again.

    Raises Assignment.DoesNotExist for who is not the reviewer. Refused: `application.review.wrong_status`.
    """
    at = timezone.now()
    duty = _on_duty(application, by, at, Duty.REVIEWER)
    row = workflow.take(application, "review", by=by, at=at)
    _read(row, duty, at, agrees=True, remarks=remarks)
    return row


@transaction.atomic
def send_back(*, application: Application, remarks: str, by: Actor) -> Application:
    """A reviewer or decider disagrees with the audit: the auditors go on with what they judged, and read why.

    A next attempt begins with a copy of their judgements, so what was judged, read and decided before stays as it was.

    Raises Assignment.DoesNotExist for who has neither duty. Refused: `review.no_reason`,
    `application.return.wrong_status`.
    """
    at = timezone.now()
    duty = _on_duty(application, by, at, Duty.REVIEWER, Duty.DECIDER)
    if not remarks.strip():
        refuse("review.no_reason", _("Schrijf in een zin wat de auditor moet nakijken."))
    locked = Application.objects.visible_to(by).select_for_update(of=("self",)).get(pk=application.pk)
    _read(locked, duty, at, agrees=False, remarks=remarks.strip())
    judged = handed_in_last(locked)
    row = workflow.take(locked, "return", by=by, at=at, passed_at=None, attempt=locked.attempt + 1)
    end_moderation(application=row, at=at)
    for one in judged:
        _go_on(one, row.attempt, at)
        path = reverse("application-audit", args=[row.pk])
        tell_user(one.assignment.person_id, "application.returned", path=path, holder=row.organisation.name)
    return row


def _go_on(judged: Assessment, attempt: int, at: datetime) -> None:
    """The same judgements once more, open to change."""
    facts = {"application_id": judged.application_id, "assignment_id": judged.assignment_id, "way": judged.way}
    made = Assessment.objects.create(attempt=attempt, started_at=at, **facts)
    names = ("answer_id", "judgement", "score", "reason")
    copies = [{name: getattr(row, name) for name in names} for row in judged.answers.order_by("pk")]
    AssessedAnswer.objects.bulk_create(AssessedAnswer(assessment=made, judged_at=at, **copy) for copy in copies)


def _read(application: Application, duty: Assignment, at: datetime, *, agrees: bool, remarks: str) -> Review:
    return Review.objects.create(
        application=application,
        attempt=application.attempt,
        auditor_id=_auditors(application)[0].person_id,
        reviewed_by_id=duty.person_id,
        reviewed_at=at,
        agrees=agrees,
        remarks=remarks,
    )


@transaction.atomic
def decide(*, application: Application, verdicts: Verdicts, by: Actor) -> Application:
    """One decider's decisions about the labels of a file, each with its reasons; they may change them until the end.

    `verdicts`: label asked for -> outcome, level (empty for a refusal) and reasons. Raises Assignment.DoesNotExist for
    who is not a decider. Refused: `decision.not_now`, `decision.too_high`, `decision.review_first`,
    `application.open_major`, `application.may_mend`, and what `labels.rules.assignment.ready` refuses: the tie is
    asked again.
    """
    at = timezone.now()
    duty = _on_duty(application, by, at, Duty.DECIDER)
    row = Application.objects.visible_to(by).select_for_update(of=("self",)).get(pk=application.pk)
    if row.status not in OPEN:
        refuse("decision.not_now", _("Over dit dossier kan nu niet beslist worden."))
    for place, verdict in verdicts.items():
        _decide_one(row, row.sites.get(pk=place.pk, outcome=""), verdict, duty, at)
    record("decision.made", subject=row, by=by, at=at, data={"sites": sorted(place.pk for place in verdicts)})
    return _conclude(row, by, at)


def _decide_one(
    application: Application, place: ApplicationSite, verdict: Mapping[str, str], duty: Assignment, at: datetime
) -> None:
    outcome, level = verdict["outcome"], verdict["level"]
    actor, on = Actor(user_id=duty.person_id), timezone.localdate(at)
    mended = file_rules.major_closed if outcome == Outcome.GRANTED else file_rules.term_passed
    refuse_if(mended(application, actor, on) or rules.may_decide(place, application, outcome, level))
    read = rules.standing_review(application)
    Decision.objects.update_or_create(
        application_site=place,
        attempt=application.attempt,
        decided_by_id=duty.person_id,
        defaults={
            "auditor_id": _auditors(application)[0].person_id,
            "reviewer_id": read.reviewed_by_id if read else None,
            "organisation_id": duty.organisation_id,
            "decided_at": at,
            "outcome": outcome,
            "level": level,
            "reasons": verdict["reasons"],
        },
    )


def _conclude(application: Application, by: Actor, at: datetime) -> Application:
    """Grant or refuse the file once every label in it is decided."""
    auditors = _auditors(application)
    on = timezone.localdate(at)
    open_places = application.sites.filter(outcome="").select_related("site")
    decided = {place: rules.agreed(place, application, auditors, on) for place in open_places}
    if not all(decided.values()):
        return application
    for place, decision in decided.items():
        if decision:
            place.outcome, place.level = decision.outcome, decision.level
            place.save()
    granted = application.sites.filter(outcome=Outcome.GRANTED).exists()
    done = workflow.take(application, "grant" if granted else "refuse", by=by, at=at)
    let_end(application=done)
    for place in decided:
        ask_for_letter(reference_of_place(place, done.attempt))
    for role in HOLDER_ROLES[done.holder]:
        code, path = f"application.{done.status}", reverse("application-detail", args=[done.pk])
        tell_role(done.organisation_id, role, code, path=path)
    return done


def _on_duty(application: Application, by: Actor, at: datetime, *duties: str) -> Assignment:
    rows = Assignment.objects.of(by).select_related("organisation", "application__organisation")
    found = rows.get(application=application, duty__in=duties)
    refuse_if(ready(found, timezone.localdate(at)))
    return found


def _auditors(application: Application) -> list[Assignment]:
    """Who judged, also when their duty ended since, and also before a panel sent the file back."""
    judged = application.assignments.filter(assessments__attempt__lte=application.attempt)
    return list(judged.order_by("pk").distinct())
