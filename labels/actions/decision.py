"""Read an audit again and decide about each label that a file asks for; enough deciders who agree conclude it."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from labels.actions.letter import ask_for_letter, reference_of_place
from labels.enums import ApplicationStatus, Duty, Outcome
from labels.models import Application, ApplicationSite, Assignment, Decision, Review
from labels.models.application import HOLDER_ROLES
from labels.rules import application as file_rules
from labels.rules import decision as rules
from labels.rules.assignment import ready
from labels.workflow.application import applications as workflow
from marketplace.actor import Actor
from marketplace.audit.actions import record
from marketplace.notifications.actions import tell_role
from marketplace.workflow import refuse, refuse_if

Verdicts = Mapping[ApplicationSite, Mapping[str, str]]
OPEN = (ApplicationStatus.AUDITED, ApplicationStatus.REVIEWED)


@transaction.atomic
def review(*, application: Application, remarks: str, by: Actor) -> Application:
    """The reviewer has read the audit and agrees with it.

    Raises Assignment.DoesNotExist for who is not the reviewer. Refused: `application.review.wrong_status`.
    """
    at = timezone.now()
    duty = _on_duty(application, Duty.REVIEWER, by, at)
    row = workflow.take(application, "review", by=by, at=at)
    auditor = _auditors(row)[0]
    Review.objects.create(
        application=row,
        attempt=row.attempt,
        auditor_id=auditor.person_id,
        reviewed_by_id=duty.person_id,
        reviewed_at=at,
        agrees=True,
        remarks=remarks,
    )
    return row


@transaction.atomic
def decide(*, application: Application, verdicts: Verdicts, by: Actor) -> Application:
    """One decider's decisions about the labels of a file, each with its reasons; they may change them until the end.

    `verdicts`: label asked for -> outcome, level (empty for a refusal) and reasons. Raises Assignment.DoesNotExist for
    who is not a decider. Refused: `decision.not_now`, `decision.too_high`, `decision.review_first`,
    `application.open_major`, `application.may_mend`, and what `labels.rules.assignment.ready` refuses: the tie is
    asked again.
    """
    at = timezone.now()
    duty = _on_duty(application, Duty.DECIDER, by, at)
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
    Decision.objects.update_or_create(
        application_site=place,
        attempt=application.attempt,
        decided_by_id=duty.person_id,
        defaults={
            "auditor_id": _auditors(application)[0].person_id,
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
    open_places = application.sites.filter(outcome="").select_related("site")
    decided = {place: rules.agreed(place, application, auditors) for place in open_places}
    if not all(decided.values()):
        return application
    for place, decision in decided.items():
        if decision:
            place.outcome, place.level = decision.outcome, decision.level
            place.save()
    granted = application.sites.filter(outcome=Outcome.GRANTED).exists()
    done = workflow.take(application, "grant" if granted else "refuse", by=by, at=at)
    for place in decided:
        ask_for_letter(reference_of_place(place, done.attempt))
    for role in HOLDER_ROLES[done.holder]:
        code, path = f"application.{done.status}", reverse("application-detail", args=[done.pk])
        tell_role(done.organisation_id, role, code, path=path)
    return done


def _on_duty(application: Application, duty: str, by: Actor, at: datetime) -> Assignment:
    rows = Assignment.objects.of(by).select_related("organisation", "application__organisation")
    found = rows.get(application=application, duty=duty)
    refuse_if(ready(found, timezone.localdate(at)))
    return found


def _auditors(application: Application) -> list[Assignment]:
    """Who judged, also when their duty ended since, and also before a panel sent the file back."""
    judged = application.assignments.filter(assessments__attempt__lte=application.attempt)
    return list(judged.order_by("pk").distinct())
