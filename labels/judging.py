"""What the page of a label file shows of its audit and decision, and which doors stand open to this actor."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from labels.enums import ApplicationStatus, Duty
from labels.models import Application, ApplicationSite, Assignment, Decision, Finding, Settlement
from marketplace.actor import Actor, Role

DOORS: dict[str, str] = {
    Duty.AUDITOR: "application-audit",
    Duty.MODERATOR: "application-moderation",
    Duty.REVIEWER: "application-decide",
    Duty.DECIDER: "application-decide",
}
WORDS: dict[str, Promise] = {
    "application-audit": _("Beoordeel dit dossier"),
    "application-moderation": _("Bespreek waar de oordelen verschillen"),
    "application-decide": _("Beslis over dit dossier"),
    "application-team": _("Wijs aan wie beoordeelt"),
    "application-body": _("Noteer de beslissing van de stad"),
}
CONCLUDED = (ApplicationStatus.GRANTED, ApplicationStatus.AWARDED, ApplicationStatus.REFUSED)
UNJUDGED = (ApplicationStatus.DRAFT, ApplicationStatus.SUBMITTED, ApplicationStatus.INCOMPLETE)


def findings_for(application: Application, by: Actor) -> list[Finding]:
    """The findings of a file, the nearest term first."""
    if application.status in UNJUDGED:
        return []
    rows = Finding.objects.visible_to(by).filter(application=application)
    return list(rows.select_related("answer__criterion").order_by("correct_by_on", "pk"))


def decided_for(application: Application, by: Actor) -> list[tuple[ApplicationSite, list[Decision]]]:
    """Each label with what was decided and why; nothing before the file is concluded."""
    if application.status not in CONCLUDED:
        return []
    made = Decision.objects.visible_to(by).filter(application_site__application=application)
    made = made.filter(attempt=application.attempt).select_related("organisation").order_by("pk")
    places = application.sites.select_related("site").order_by("site__name")
    return [(place, [one for one in made if one.application_site_id == place.pk]) for place in places]


@dataclass(frozen=True)
class Door:
    """A page of the file on which the actor has work to do."""

    url: str
    words: str | Promise


def doors_for(application: Application, by: Actor) -> list[Door]:
    """The pages of this file on which the actor has work to do."""
    if application.status in UNJUDGED:
        return []
    duties = list(Assignment.objects.of(by).filter(application=application).values_list("duty", flat=True))
    names = [DOORS[duty] for duty in duties if duty in DOORS]
    if Duty.AUDITOR in duties and Settlement.objects.visible_to(by).unsettled().filter(answer__application=application):
        names.append("application-moderation")
    if by.has(Role.LABEL_OFFICER):
        names.append("application-team")
    if by.has(Role.LABEL_OFFICER) and application.status == ApplicationStatus.GRANTED:
        names.append("application-body")
    return [Door(reverse(name, args=[application.pk]), WORDS[name]) for name in names]
