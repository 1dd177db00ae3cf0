"""Who may propose, read and decide a measure on a label, when it fits, and whether the deciders agree."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from labels.enums import LabelStatus, Matter
from labels.models import Case, Decision, EmployerMembership, Label, Measure
from labels.models.measure import GROUNDS
from labels.models.ties import of_the_city, organisations_tied_to, works_for_the_city
from labels.rules.assignment import DECIDERS
from marketplace.accounts.models import Membership
from marketplace.actor import Actor, Role
from marketplace.reference.models import Figure
from marketplace.school_calendar import add_working_days
from marketplace.workflow import Refusal

BY_OFFICER = "measure.officer"
FITS: dict[str, tuple[LabelStatus, ...]] = {
    Matter.SUSPENSION: (LabelStatus.ACTIVE,),
    Matter.WITHDRAWAL: (LabelStatus.ACTIVE, LabelStatus.SUSPENDED),
    Matter.REINSTATEMENT: (LabelStatus.SUSPENDED,),
}


def no_tie_to_holder(label: Label, by: Actor, on: date) -> Refusal | None:
    """As `no_tie_to`, of the label's holder."""
    return no_tie_to(label.organisation_id, by, on)


def no_tie_to(holder_id: int, by: Actor, on: date) -> Refusal | None:
    """No work for the holder now or lately, no own member, and for the city's own only outsiders."""
    if by.is_system:
        return None
    if organisations_tied_to(by.user_id, on).filter(pk=holder_id).exists():
        return Refusal("measure.tied", _("Je werkt of werkte voor deze organisatie. Een collega neemt dit."))
    if of_the_city().filter(pk=holder_id).exists() and works_for_the_city(by.user_id, on):
        return Refusal("measure.city", _("Dit label is van de stad zelf. Alleen mensen van buiten beslissen erover."))
    members = EmployerMembership.objects.on(on).filter(member=holder_id, partner=by.organisation_id)
    if members.exists():
        return Refusal("measure.own_member", _("De houder is lid van je organisatie. Iemand anders neemt dit."))
    return None


def by_officer(label: Label, by: Actor, on: date) -> Refusal | None:
    """A label officer suspends at once; about the city's own a partner's decider does."""
    if by.is_system or by.has(Role.LABEL_OFFICER) or of_the_city().filter(pk=label.organisation_id).exists():
        return None
    return Refusal(BY_OFFICER, _("Bel de stad: een labelmedewerker schorst bij gevaar."))


def no_tie(measure: Measure, by: Actor, on: date) -> Refusal | None:
    """As `no_tie_to_holder`, of the label that it is about."""
    return no_tie_to_holder(measure.label, by, on)


def may_propose(label: Label, matter: str, ground: str, on: date) -> Refusal | None:
    """It fits the label as it is, with a ground of its own, one proposal at a time."""
    if label.status not in FITS[matter] or (label.ends_on and label.ends_on < on):
        return Refusal("measure.status", _("Dat past niet bij hoe dit label er nu voor staat."))
    if ground not in GROUNDS[matter]:
        return Refusal("measure.ground", _("Kies een grond die bij dit voorstel hoort."))
    if label.measures.open().exists():
        return Refusal("measure.open", _("Er loopt al een voorstel over dit label. Beslis daar eerst over."))
    return mended(label) if matter == Matter.REINSTATEMENT else None


def mended(label: Label) -> Refusal | None:
    """A label comes back when what it was suspended for is dealt with: no grave case about its holder is open."""
    grave = Case.objects.grave().filter(organisation=label.organisation_id)
    if not grave.filter(Q(site=None) | Q(site=label.site_id)).exists():
        return None
    return Refusal("measure.not_mended", _("Het ethische dossier over deze houder loopt nog. Sluit het eerst af."))


def still_fits(measure: Measure, by: Actor, on: date) -> Refusal | None:
    """Nothing changed meanwhile that makes it pointless; a provisional suspension holds already."""
    fitting = FITS[measure.matter]
    if measure.provisional_until_on:
        fitting = (LabelStatus.SUSPENDED,)
    if measure.label.status not in fitting:
        return Refusal("measure.status", _("Dat past niet bij hoe dit label er nu voor staat."))
    return mended(measure.label) if measure.matter == Matter.REINSTATEMENT else None


def warned_until(on: date) -> date:
    """The last day among the ends of provisional suspensions of which the deciders are warned on a day."""
    return add_working_days(on, int(Figure.objects.value("measure_warning_working_days", on)))


def not_the_proposer(measure: Measure, by: Actor, on: date) -> Refusal | None:
    """Who proposes neither reads it again nor decides."""
    if measure.proposed_by_id != by.user_id:
        return None
    return Refusal("measure.own_proposal", _("Jij stelde dit voor. Een collega leest het na, anderen beslissen."))


def not_the_reviewer(measure: Measure, by: Actor, on: date) -> Refusal | None:
    """Who read it does not decide it."""
    if measure.reviewed_by_id != by.user_id:
        return None
    return Refusal("measure.own_review", _("Jij las dit na. Anderen beslissen."))


def not_a_handler(measure: Measure, by: Actor, on: date) -> Refusal | None:
    """Who ever had the case in hand from which it follows neither reads nor decides it."""
    if measure.case_id is None or not Case.objects.handled_by(by.user_id).filter(pk=measure.case_id).exists():
        return None
    return Refusal(
        "measure.own_case", _("Jij behandelde het dossier waaruit dit volgt. Anderen lezen na en beslissen.")
    )


def is_proposer(measure: Measure, by: Actor, on: date) -> Refusal | None:
    """A proposal is mended or taken back by who made it."""
    if measure.proposed_by_id == by.user_id:
        return None
    return Refusal("measure.not_yours", _("Alleen wie dit voorstelde, past het aan of trekt het terug."))


def not_provisional(measure: Measure, by: Actor, on: date) -> Refusal | None:
    """A suspension that holds already ends by a decision, never on one person's word."""
    if measure.provisional_until_on is None:
        return None
    return Refusal("measure.provisional", _("Deze schorsing geldt al. Alleen de beslissers maken er een einde aan."))


def agreed(measure: Measure, on: date) -> Decision | None:
    """One of the decisions when enough people said the same, of whom one from elsewhere than the proposer; else None.

    Who gained a tie or lost the office since does not count.
    """
    made = [one for one in measure.label.decisions.filter(attempt=measure.number) if _counts(one, measure, on)]
    if not made or len({one.outcome for one in made}) > 1:
        return None
    from_elsewhere = any(one.organisation_id != measure.organisation_id for one in made)
    return made[0] if from_elsewhere and len(made) >= measure.label.scheme.deciders_heavy else None


def _counts(decision: Decision, measure: Measure, on: date) -> bool:
    held = Membership.objects.in_force(on).filter(user=decision.decided_by_id, organisation=decision.organisation_id)
    actor = Actor(user_id=decision.decided_by_id, organisation_id=decision.organisation_id)
    return held.filter(role__in=DECIDERS).exists() and no_tie(measure, actor, on) is None
