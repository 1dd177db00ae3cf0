"""What waits about agreements: make one, check it, sign it, mend a refusal, tick the start list."""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.actor import Actor, Role
from marketplace.web.lines import Lines
from marketplace.web.panels import add_link, add_waiting
from placements.enums import AgreementStatus, Binding, Party, PlacementStatus, SignatureStatus
from placements.models import Agreement, Placement, Signature, StartCheck
from placements.rules.signature import own_party
from schools.models import full_name

NOT_STARTED = (PlacementStatus.AGREED, PlacementStatus.SIGNING, PlacementStatus.SIGNED)

add_link(
    gettext_lazy("Overeenkomsten"), "agreement-list", Role.HR, Role.COACH, Role.COORDINATOR, Role.DIRECTOR, rank=50
)


@add_waiting(Role.COACH, Role.HR)
def to_draft(actor: Actor, on: date) -> list[Lines]:
    """Agreed placements without an agreement."""
    live = Agreement.objects.live().filter(placement=OuterRef("pk"))
    rows = Placement.objects.visible_to(actor).filter(~Exists(live), status=PlacementStatus.AGREED)
    return [_of_placements(rows, _("Maak de overeenkomst"))]


@add_waiting(Role.COACH, Role.HR)
def to_check(actor: Actor, on: date) -> list[Lines]:
    """Drafts of which the actor's side has not checked the data."""
    side = "hr" if actor.has(Role.HR) else "coach"
    rows = _agreements(actor, AgreementStatus.DRAFT, PlacementStatus.AGREED).filter(**{f"{side}_checked_at": None})
    return [_of_agreements(rows, _("Kijk de gegevens na"), "placement__starts_on")]


@add_waiting(Role.HR, Role.DIRECTOR, Role.STUDENT)
def to_sign(actor: Actor, on: date) -> list[Lines]:
    """Agreements in which the actor's slot is open, as long as they may sign."""
    party = own_party(actor)
    if party is None or not (actor.may_sign or party == Party.STUDENT):
        return []
    own = Signature.objects.filter(agreement=OuterRef("pk"), party=party, status=SignatureStatus.OPEN)
    rows = _agreements(actor, AgreementStatus.SIGNING, PlacementStatus.SIGNING).filter(Exists(own))
    return [_of_agreements(rows, _("Teken"), "sign_by_on", "agreement-sign")]


@add_waiting(Role.COACH, Role.HR)
def to_sign_outside(actor: Actor, on: date) -> list[Lines]:
    """Agreements that bind elsewhere and of which nobody noted yet that they were signed."""
    rows = _agreements(actor, AgreementStatus.SIGNING, PlacementStatus.SIGNING).exclude(binding=Binding.PLATFORM)
    return [_of_agreements(rows, _("Laat elders tekenen en noteer het"), "sign_by_on", "agreement-signed-outside")]


@add_waiting(Role.COACH)
def to_mend(actor: Actor, on: date) -> list[Lines]:
    """Refused agreements, and those whose last day to sign has passed."""
    refused = _agreements(actor, AgreementStatus.REFUSED, PlacementStatus.SIGNING)
    late = _agreements(actor, AgreementStatus.SIGNING, PlacementStatus.SIGNING).filter(sign_by_on__lt=on)
    return [
        _of_agreements(refused, _("Kijk waarom iemand niet tekent"), "placement__starts_on"),
        _of_agreements(late, _("Geef meer tijd om te tekenen"), "sign_by_on"),
    ]


@add_waiting(Role.HR, Role.COACH, Role.STUDENT)
def to_tick(actor: Actor, on: date) -> list[Lines]:
    """Placements with an item on the start list that the actor's side has not ticked."""
    party = {Role.HR: Party.COMPANY, Role.COACH: Party.SCHOOL}
    side = next((owner for role, owner in party.items() if actor.has(role)), Party.STUDENT)
    undone = StartCheck.objects.filter(placement=OuterRef("pk"), owner=side, done_on=None)
    rows = Placement.objects.visible_to(actor).filter(Exists(undone), status__in=NOT_STARTED)
    return [_of_placements(rows, _("Vul de startlijst aan"))]


def _agreements(actor: Actor, status: str, placement_status: str) -> QuerySet[Agreement]:
    return Agreement.objects.visible_to(actor).filter(status=status, placement__status=placement_status)


def _of_agreements(rows: QuerySet[Agreement], verb: str, day: str, page: str = "agreement-detail") -> Lines:
    return Lines(rows, page, "%(student)s", {"student": full_name("placement__student")}, verb=verb, day=day)


def _of_placements(rows: QuerySet[Placement], verb: str) -> Lines:
    fill = {"student": full_name("student")}
    return Lines(rows, "placement-detail", "%(student)s", fill, verb=verb, day="starts_on")
