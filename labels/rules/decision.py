"""How many decide about one label of a file, who they must be, and whether they agree."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from labels.enums import ApplicationStatus, Level, Outcome
from labels.models import Application, ApplicationSite, Assignment, Decision
from labels.rules.assignment import outsiders_only
from labels.scoring import DISTINCTION, REFUSED
from marketplace.workflow import Refusal


def is_heavy(application: Application, outcome: str, level: str) -> bool:
    """A refusal, a distinction, and every file of the city or its schools ask a reviewer and more deciders."""
    return outcome == Outcome.REFUSED or level == Level.DISTINCTION or outsiders_only(application)


def may_decide(row: ApplicationSite, application: Application, outcome: str, level: str) -> Refusal | None:
    """Never above what the audit scored, and a heavy decision only after somebody read the audit again."""
    scored = row.explanation.get("level", REFUSED)
    if outcome == Outcome.GRANTED and (scored == REFUSED or (level == Level.DISTINCTION and scored != DISTINCTION)):
        return Refusal("decision.too_high", _("De audit geeft dit niveau niet. Stuur het dossier terug of kies lager."))
    if is_heavy(application, outcome, level) and application.status != ApplicationStatus.REVIEWED:
        return Refusal("decision.review_first", _("Hiervoor moet eerst iemand anders de audit nalezen."))
    return None


def agreed(row: ApplicationSite, application: Application, auditors: Sequence[Assignment]) -> Decision | None:
    """One of the decisions about a label when enough people said the same, else None.

    Of the heavy ones at least one decider comes from another organisation than the auditors (domain 8.3).
    """
    made = list(row.decisions.filter(attempt=application.attempt))
    if not made or len({(one.outcome, one.level) for one in made}) > 1:
        return None
    heavy = is_heavy(application, made[0].outcome, made[0].level)
    asked = application.scheme.deciders_heavy if heavy else application.scheme.deciders
    senders = {auditor.organisation_id for auditor in auditors}
    outside = any(one.organisation_id not in senders for one in made)
    return made[0] if len(made) >= asked and (outside or not heavy) else None
