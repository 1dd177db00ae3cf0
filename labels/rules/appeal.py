"""What a holder may dispute, by when and in which order; who may sit in the panel; and what its votes come to."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from companies.models import Company
from labels.enums import (
    AppealKind,
    AppealStatus,
    Duty,
    Holder,
    LabelStatus,
    MeasureStatus,
    Outcome,
    PanelPlace,
    Verdict,
)
from labels.models import (
    Appeal,
    Application,
    ApplicationSite,
    Assignment,
    Decision,
    EmployerMembership,
    Label,
    LeftSeat,
    Measure,
    PanelSeat,
)
from labels.models.application import HOLDER_ROLES, HOLDERS
from labels.models.ties import of_the_city
from labels.rules import assignment as duties
from labels.rules import measure as measures
from marketplace.accounts.models import Membership, Organisation
from marketplace.actor import COMPANY_ROLES, SCHOOL_ROLES, Actor, Role
from marketplace.reference.models import Figure
from marketplace.school_calendar import add_working_days
from marketplace.workflow import Refusal
from schools.models import School

KINDS = (AppealKind.CORRECTION, AppealKind.OBJECTION, AppealKind.APPEAL)  # each may follow the ones before it
TIED = Refusal("panel.tied", _lazy("Deze persoon werkt of werkte voor de houder. Kies iemand zonder band."))
TAKEN = (MeasureStatus.DECIDED, MeasureStatus.IN_FORCE)
TIES_OF_A_MEMBER = {
    "measure.tied": TIED,
    "measure.city": Refusal("panel.city", _lazy("Dit gaat over de stad zelf. Alleen mensen van buiten zitten erin.")),
    "measure.own_member": Refusal(
        "panel.own_member", _lazy("De houder is lid van de organisatie van deze persoon. Kies iemand anders.")
    ),
}
MEASURED = (LabelStatus.SUSPENDED, LabelStatus.WITHDRAWN)
MAJORITY = 2


@dataclass(frozen=True)
class Disputed:
    """A decision that its holder may dispute: a refused label of a file (`place`), or a measure on a `label`."""

    place: ApplicationSite | None
    label: Label | None
    decision: Decision

    @property
    def organisation(self) -> Organisation:
        """The holder."""
        if self.place:
            return self.place.application.organisation
        if self.label:
            return self.label.organisation
        raise ValueError("A decision is about a file or a label.")

    @property
    def holder(self) -> str:
        """As what the organisation holds the label."""
        about = self.place or self.label
        return Holder.COMPANY if about and about.site_id else Holder.SCHOOL

    @property
    def reasons(self) -> list[str]:
        """What the holder reads: of a measure the reasons of its proposal, then the decider's."""
        measures = self.label.measures.filter(number=self.decision.attempt) if self.label else ()
        return [*(measure.reasons for measure in measures), self.decision.reasons]

    @property
    def earlier(self) -> list[Appeal]:
        """What was lodged against this decision before, without what was withdrawn; the newest last."""
        rows = Appeal.objects.filter(application_site=self.place, label=self.label, attempt=self.decision.attempt)
        return list(rows.exclude(status=AppealStatus.WITHDRAWN).order_by("lodged_at", "pk"))


def refused_place(place: ApplicationSite) -> Disputed | None:
    """What can be disputed about one label that a file asked for: its refusal, once it is concluded."""
    decision = place.decisions.order_by("-attempt", "-decided_at").first()
    return Disputed(place, None, decision) if decision and place.outcome == Outcome.REFUSED else None


def measured_label(label: Label) -> Disputed | None:
    """What can be disputed about a label: the decision that suspended or withdrew it."""
    not_taken = label.measures.exclude(status__in=TAKEN).values("number")
    made = label.decisions.exclude(attempt__in=not_taken).filter(outcome=Outcome.GRANTED)
    decision = made.order_by("-decided_at", "-pk").first()
    return Disputed(None, label, decision) if decision and label.status in MEASURED else None


def lodge_by(disputed: Disputed, kind: str) -> date:
    """The last day, counted from the decision or from the panel's answer to what was lodged before."""
    answered = [row.decided_at for row in disputed.earlier if row.decided_at]
    return last_day(kind, timezone.localdate(max([disputed.decision.decided_at, *answered])))


def last_day(kind: str, decided_on: date) -> date:
    """A correction is asked within working days, the others within calendar days (domain 8.3: 30)."""
    figures = Figure.objects.in_force(decided_on)
    if kind == AppealKind.CORRECTION:
        return add_working_days(decided_on, int(figures["correction_lodge_working_days"]))
    return decided_on + timedelta(days=int(figures[f"{kind}_lodge_days"]))


def decide_by(kind: str, on: date) -> date:
    """The panel's last day for what is lodged on a day (domain 8.3: an appeal within 45 days)."""
    figures = Figure.objects.in_force(on)
    if kind == AppealKind.CORRECTION:
        return add_working_days(on, int(figures["correction_decide_working_days"]))
    return on + timedelta(days=int(figures[f"{kind}_decide_days"]))


def may_lodge(disputed: Disputed | None, kind: str, by: Actor, on: date) -> Refusal | None:
    """By who signs for the holder, in order, in time, one at a time, and not beside a new file."""
    if disputed is None:
        return Refusal("appeal.nothing", _("Hierover is niets beslist dat je kan betwisten."))
    if not by.may_sign or not by.has(*HOLDER_ROLES[disputed.holder]):
        return Refusal("appeal.no_power_to_sign", _("Alleen iemand die mag tekenen, kan dit indienen."))
    return _in_order(disputed.earlier, kind) or _in_time(disputed, kind, on) or _no_new_file(disputed)


def _in_order(earlier: list[Appeal], kind: str) -> Refusal | None:
    if any(row.is_open for row in earlier):
        return Refusal("appeal.open", _("Er loopt al een vraag, bezwaar of beroep. Wacht op het antwoord."))
    if any(KINDS.index(AppealKind(row.kind)) >= KINDS.index(AppealKind(kind)) for row in earlier):
        return Refusal("appeal.order", _("Deze stap is al voorbij."))
    return None


def _in_time(disputed: Disputed, kind: str, on: date) -> Refusal | None:
    last_on = lodge_by(disputed, kind)
    if on <= last_on:
        return None
    return Refusal("appeal.late", _("De termijn liep tot en met %(day)s.") % {"day": date_format(last_on, "j F Y")})


def _no_new_file(disputed: Disputed) -> Refusal | None:
    """What is decided again must find its file free: a holder has one open file at a time."""
    if disputed.place is None:
        return None
    others = Application.objects.open().exclude(pk=disputed.place.application_id)
    if not others.filter(organisation=disputed.organisation, holder=disputed.holder).exists():
        return None
    return Refusal("appeal.new_file", _("Je begon al een nieuw dossier. Trek dat eerst in, of werk daarin verder."))


@dataclass(frozen=True)
class Way:
    """One kind that a page offers: until when, and why not."""

    kind: AppealKind
    last_on: date
    refusal: Refusal | None


def ways_of(disputed: Disputed, by: Actor, on: date) -> list[Way]:
    """The kinds that are not behind us, with their last day."""
    ways = [Way(kind, lodge_by(disputed, kind), may_lodge(disputed, kind, by, on)) for kind in KINDS]
    return [way for way in ways if way.refusal is None or way.refusal.code != "appeal.order"]


def ways_of_holder(label: Label, by: Actor, on: date) -> list[Way]:
    """What the holder's own people can do about the measure under which their label stands; nothing for others."""
    if label.organisation_id != by.organisation_id or not by.has(*HOLDERS):
        return []
    disputed = measured_label(label)
    return ways_of(disputed, by, on) if disputed else []


def rights_after(decided_on: date, answered: str = "") -> list[str]:
    """What a letter tells about what can still be done: each way after the one answered, with its last day.

    The way to the Council of State, within 60 days, is general knowledge that the city's legal service confirms.
    """
    words = {
        AppealKind.CORRECTION: _("Staat er een feitelijke fout in? Vraag tot en met %(day)s een verbetering."),
        AppealKind.OBJECTION: _("Ben je het niet eens? Maak tot en met %(day)s bezwaar."),
        AppealKind.APPEAL: _("Je kan tot en met %(day)s in beroep gaan."),
    }
    ways = KINDS[KINDS.index(AppealKind(answered)) + 1 :] if answered else KINDS
    said = [words[kind] % {"day": date_format(last_day(kind, decided_on), "j F Y")} for kind in ways]
    return [*said, _("Daarna kan je naar de Raad van State, binnen 60 dagen.")]


def members_for(place: str, on: date) -> QuerySet[Membership]:
    """Panel members from a school, from an employer, or from neither; nobody sits there for the city."""
    held = Membership.objects.in_force(on)
    at_school = Q(user__in=held.filter(role__in=SCHOOL_ROLES).values("user")) | Q(organisation__in=_keys(School))
    hosting = Q(user__in=held.filter(role__in=COMPANY_ROLES).values("user")) | Q(organisation__in=_keys(Company))
    at_employer = hosting | Q(organisation__in=EmployerMembership.objects.on(on).values("partner"))
    sides = {
        PanelPlace.SCHOOL: at_school,
        PanelPlace.EMPLOYER: at_employer & ~at_school,
        PanelPlace.OUTSIDE: ~at_employer & ~at_school,
    }
    return held.filter(sides[PanelPlace(place)], role=Role.PANEL_MEMBER, organisation__is_city=False)


def _keys(capacity: type[School | Company]) -> QuerySet[Any, Any]:
    return capacity.objects.values("pk")


def may_sit(appeal: Appeal, place: str, member: Membership, on: date) -> Refusal | None:
    """A panel member from that side without a tie to the holder, who never judged this file or label before."""
    if not members_for(place, on).filter(pk=member.pk).exists():
        return Refusal("panel.place", _("%(name)s past niet op die plaats in het panel.") % {"name": member.user.name})
    return not_involved(appeal, member) or no_tie(appeal, member.user_id, member.organisation, on)


def not_involved(appeal: Appeal, member: Membership) -> Refusal | None:
    """No part in what is disputed, and no seat, kept or left, in a panel about the same."""
    same = Appeal.objects.filter(application_site=appeal.application_site, label=appeal.label)
    seats = {"person": member.user_id, "appeal__in": same}
    sat = PanelSeat.objects.filter(**seats).exists() or LeftSeat.objects.filter(**seats).exists()
    if not sat and not _had_part(appeal, member.user_id, tuple(Duty)):
        return None
    return Refusal("panel.involved", _("%(name)s was hier al bij betrokken.") % {"name": member.user.name})


def _had_part(appeal: Appeal, person_id: int | None, parts: Collection[str]) -> bool:
    """One of these duties on the file; of a label a measure that one proposed, read or decided."""
    if appeal.application_site:
        held = Assignment.objects.filter(application=appeal.application_site.application_id, person=person_id)
        return held.filter(duty__in=parts).exists()
    taken = Measure.objects.filter(Q(proposed_by=person_id) | Q(reviewed_by=person_id), label=appeal.label)
    return taken.exists() or Decision.objects.filter(label=appeal.label, decided_by=person_id).exists()


def may_compose(appeal: Appeal, by: Actor, on: date) -> Refusal | None:
    """A label officer names the panel, of the city's own a decider from outside; never with a tie or an own word in it.

    Who only noted the decision of the city's body and awarded said no word of their own.
    """
    if not by.has(Role.LABEL_OFFICER) and not of_the_city().filter(pk=appeal.organisation_id).exists():
        return Refusal("panel.officer", _("Een labelmedewerker stelt dit panel samen."))
    if _had_part(appeal, by.user_id, [duty for duty in Duty if duty != Duty.AWARDER]):
        sentence = _("Jij had zelf een taak in wat hier betwist wordt. Een collega kiest wie in het panel zit.")
        return Refusal("panel.composer_involved", sentence)
    return measures.no_tie_to(appeal.organisation_id, by, on)


def no_tie(appeal: Appeal, person_id: int, organisation: Organisation, on: date) -> Refusal | None:
    """No work for the holder now or in the last 24 months, no own member, and outsiders for the city."""
    if organisation.pk == appeal.organisation_id:
        return TIED
    if appeal.application_site:
        return duties.no_tie(appeal.application_site.application, person_id, organisation, Duty.PANEL, on)
    member = Actor(user_id=person_id, organisation_id=organisation.pk)
    refusal = measures.no_tie_to(appeal.organisation_id, member, on)
    return TIES_OF_A_MEMBER[refusal.code] if refusal else None


def may_vote(seat: PanelSeat, on: date) -> Refusal | None:
    """Declared to have no tie, still without one, and while the panel sits."""
    if seat.appeal.status != AppealStatus.HEARING:
        return Refusal("panel.over", _("Over dit beroep is al beslist."))
    if seat.declared_at is None:
        return Refusal("panel.undeclared", _("Verklaar eerst dat je geen band hebt met de houder."))
    return no_tie(seat.appeal, seat.person_id, seat.organisation, on)


def may_be_replaced(appeal: Appeal, seat: PanelSeat) -> Refusal | None:
    """While the panel sits, and before this member voted."""
    if appeal.status != AppealStatus.HEARING:
        return Refusal("panel.over", _("Over dit beroep is al beslist."))
    if seat.voted_at:
        return Refusal("panel.voted", _("Dit lid stemde al en kan niet meer vervangen worden."))
    return None


def verdict_of(votes: Collection[str]) -> str:
    """What two of three say; when all three differ it is decided again, since two found the decision wrong."""
    verdict, count = Counter(votes).most_common(1)[0]
    return verdict if count >= MAJORITY else Verdict.SEND_BACK
