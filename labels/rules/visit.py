"""When a visit can be planned, and what may be written down of a talk."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from companies.models import Closure
from labels.enums import ApplicationStatus, Duty
from labels.models import Application, ApplicationSite, Assignment, Visit
from marketplace.actor import Actor
from marketplace.workflow import Refusal

JUDGED = (ApplicationStatus.AUDITING, ApplicationStatus.CORRECTING)


def audit_runs(application: Application) -> Refusal | None:
    """Visits and talks belong to an audit that runs."""
    if application.status in JUDGED:
        return None
    return Refusal("visit.not_now", _("Dit dossier is nu niet in audit."))


def hours_fit(place: ApplicationSite, starts_at: datetime, ends_at: datetime, at: datetime) -> Refusal | None:
    """Later than now, from and until on one day, and not while the site is closed."""
    if starts_at <= at:
        return Refusal("visit.past", _("Kies een moment dat nog komt."))
    if ends_at <= starts_at:
        return Refusal("visit.hours", _("Het einde ligt voor het begin."))
    day = timezone.localdate(starts_at)
    if Closure.objects.filter(site=place.site_id, starts_on__lte=day, ends_on__gte=day).exists():
        return Refusal("visit.closed", _("Deze vestiging is die dag gesloten. Kies een andere dag."))
    return None


def by_an_auditor(visit: Visit, by: Actor, on: date) -> Refusal | None:
    """Whoever judges the file plans its visits."""
    if Assignment.objects.of(by).filter(application=visit.application_id, duty=Duty.AUDITOR).exists():
        return None
    return Refusal("visit.not_yours", _("Alleen een auditor van dit dossier kan het bezoek veranderen."))


def audit_still_runs(visit: Visit, by: Actor, on: date) -> Refusal | None:
    """What was visited stays as it was."""
    return audit_runs(visit.application)


def was_held(held_on: date, on: date) -> Refusal | None:
    """A talk is written down when it was held."""
    if held_on <= on:
        return None
    return Refusal("interview.later", _("Die dag moet nog komen. Schrijf het gesprek op als het er was."))
