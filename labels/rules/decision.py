"""How many decide about one label of a file, who they must be, and whether they agree."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from labels.enums import ApplicationStatus, Duty, Level, Outcome
from labels.models import Application, ApplicationSite, Assignment, Decision, Review
from labels.rules.assignment import outsiders_only, ready
from labels.scoring import DISTINCTION, REFUSED
from marketplace.workflow import Refusal


def is_heavy(application: Application, outcome: str, level: str) -> bool:
    """A refusal, a distinction, and every file of the city or its schools ask a reviewer and more deciders."""
    return outcome == Outcome.REFUSED or level == Level.DISTINCTION or outsiders_only(application)


def standing_review(application: Application) -> Review | None:
    """The last reading of this attempt, when it agrees and the reviewer's duty still runs."""
    last = application.reviews.filter(attempt=application.attempt).order_by("-pk").first()
    if last is None or not last.agrees:
        return None
    duty = application.assignments.filter(person=last.reviewed_by_id, duty=Duty.REVIEWER, ended_at=None)
    return last if duty.exists() else None


def may_decide(row: ApplicationSite, application: Application, outcome: str, level: str) -> Refusal | None:
    """Never above what the audit scored, and a heavy decision only after somebody read the audit again."""
    scored = row.explanation.get("level", REFUSED)
    if outcome == Outcome.GRANTED and (scored == REFUSED or (level == Level.DISTINCTION and scored != DISTINCTION)):
        return Refusal("decision.too_high", _("De audit geeft dit niveau niet. Stuur het dossier terug of kies lager."))
    was_read = application.status == ApplicationStatus.REVIEWED and standing_review(application)
    if is_heavy(application, outcome, level) and not was_read:
        return Refusal("decision.review_first", _("Hiervoor moet eerst iemand anders de audit nalezen."))
    return None


def counted(row: ApplicationSite, application: Application, on: date) -> list[Decision]:
    """The decisions of this attempt that count: of who is still a decider, without a tie."""
    running = application.assignments.filter(duty=Duty.DECIDER, ended_at=None)
    running = running.select_related("organisation", "application__organisation")
    people = {duty.person_id for duty in running if ready(duty, on) is None}
    return list(row.decisions.filter(attempt=application.attempt, decided_by__in=people).order_by("pk"))


def agreed(row: ApplicationSite, application: Application, auditors: Sequence[Assignment], on: date) -> Decision | None:
    """One of the decisions about a label when enough people said the same, else None.

    Of the heavy ones at least one decider comes from another organisation than the auditors (domain 8.3).
    """
    made = counted(row, application, on)
    if not made or len({(one.outcome, one.level) for one in made}) > 1:
        return None
    heavy = is_heavy(application, made[0].outcome, made[0].level)
    asked = application.scheme.deciders_heavy if heavy else application.scheme.deciders
    senders = {auditor.organisation_id for auditor in auditors}
    outside = any(one.organisation_id not in senders for one in made)
    return made[0] if len(made) >= asked and (outside or not heavy) else None
