"""What the page of a label file shows of its audit and decision, and which doors stand open to this actor."""

from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from labels.actions.letter import letters_of, reference_of_place
from labels.enums import ApplicationStatus, Duty
from labels.models import (
    Application,
    ApplicationSite,
    Assignment,
    Decision,
    Finding,
    Review,
    Settlement,
    Visit,
)
from labels.models.application import CITY_READERS, HOLDERS
from labels.rules.appeal import Way, refused_place, ways_of
from marketplace.actor import Actor, Role
from marketplace.documents.models import SealedDocument

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
    "application-visits": _("Plan een bezoek"),
    "application-notes": _("Lees en schrijf nota's"),
    "application-team": _("Wijs aan wie beoordeelt"),
    "application-body": _("Noteer de beslissing van de stad"),
}
TO_DECIDE = (Duty.REVIEWER, Duty.DECIDER)
CONCLUDED = (ApplicationStatus.GRANTED, ApplicationStatus.AWARDED, ApplicationStatus.REFUSED)
UNJUDGED = (ApplicationStatus.DRAFT, ApplicationStatus.SUBMITTED, ApplicationStatus.INCOMPLETE)


def findings_for(application: Application, by: Actor) -> list[Finding]:
    """The findings of a file, the nearest term first."""
    if application.status in UNJUDGED:
        return []
    rows = Finding.objects.visible_to(by).filter(application=application)
    return list(rows.select_related("answer__criterion").order_by("correct_by_on", "pk"))


def last_return(application: Application) -> Review | None:
    """Why the file is with the auditors again; None when nobody sent it back."""
    if application.status not in (ApplicationStatus.AUDITING, ApplicationStatus.CORRECTING):
        return None
    back = application.reviews.filter(agrees=False).select_related("reviewed_by")
    return back.order_by("-pk").first()


def visits_for(application: Application, by: Actor) -> list[Visit]:
    """The visits to the places of a file, the first one first."""
    if application.status in UNJUDGED:
        return []
    rows = Visit.objects.visible_to(by).filter(application=application)
    return list(rows.select_related("place__site", "place__application__organisation").order_by("starts_at", "pk"))


@dataclass(frozen=True)
class Decided:
    """One label of a file with what was decided last and why, its letter, and what its holder may dispute."""

    place: ApplicationSite
    made: list[Decision]
    ways: list[Way]
    letter: SealedDocument | None = None

    @property
    def reference(self) -> str:
        """What its letter is about; empty before a decision."""
        return reference_of_place(self.place, self.made[0].attempt) if self.made else ""


def decided_for(application: Application, by: Actor, on: date) -> list[Decided]:
    """Each label with its decision; nothing before the file is concluded."""
    if application.status not in CONCLUDED:
        return []
    made = Decision.objects.visible_to(by).filter(application_site__application=application)
    made = made.select_related("organisation").order_by("-attempt", "pk")
    own = application.organisation_id == by.organisation_id and by.has(*HOLDERS)
    places = application.sites.select_related("site", "application__organisation").order_by("site__name")
    rows = [
        _decided(place, [one for one in made if one.application_site_id == place.pk], own, by, on) for place in places
    ]
    letters = letters_of(row.reference for row in rows)
    return [replace(row, letter=letters.get(row.reference)) for row in rows]


def _decided(place: ApplicationSite, made: list[Decision], own: bool, by: Actor, on: date) -> Decided:
    last = [one for one in made if one.attempt == made[0].attempt]
    disputed = refused_place(place) if own else None
    return Decided(place, last, ways_of(disputed, by, on) if disputed else [])


@dataclass(frozen=True)
class Door:
    """A page of the file on which the actor has work to do."""

    url: str
    words: str | Promise


def doors_for(application: Application, by: Actor) -> list[Door]:
    """The pages of this file on which the actor has work to do."""
    if application.status in UNJUDGED:
        return []
    concluded = application.status in CONCLUDED
    duties = list(Assignment.objects.of(by).filter(application=application).values_list("duty", flat=True))
    names = [DOORS[duty] for duty in duties if duty in DOORS and (duty not in TO_DECIDE or not concluded)]
    if Duty.AUDITOR in duties and Settlement.objects.visible_to(by).unsettled().filter(answer__application=application):
        names.append("application-moderation")
    if Duty.AUDITOR in duties and not concluded:
        names.append("application-visits")
    if application.organisation_id != by.organisation_id and (duties or by.has(*CITY_READERS)):
        names.append("application-notes")
    if by.has(Role.LABEL_OFFICER):
        names.append("application-team")
    if by.has(Role.LABEL_OFFICER) and application.status == ApplicationStatus.GRANTED:
        names.append("application-body")
    words = WORDS | ({"application-audit": _("Lees de audit")} if concluded else {})
    return [Door(reverse(name, args=[application.pk]), words[name]) for name in names]
