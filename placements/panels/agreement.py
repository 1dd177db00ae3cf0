"""What waits about agreements: make one, check it, sign it, mend a refusal, tick the start list."""

from collections.abc import Callable
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.actor import Actor, Role
from marketplace.web.panels import Waiting, add_link, add_waiting
from placements.enums import AgreementStatus, Party, PlacementStatus, SignatureStatus
from placements.models import Agreement, Placement, Signature, StartCheck
from placements.rules.signature import own_party

MOST_SHOWN = 20
NOT_STARTED = (PlacementStatus.AGREED, PlacementStatus.SIGNING, PlacementStatus.SIGNED)

add_link(
    gettext_lazy("Overeenkomsten"), "agreement-list", Role.HR, Role.COACH, Role.COORDINATOR, Role.DIRECTOR, rank=50
)


@add_waiting(Role.COACH, Role.HR)
def to_draft(actor: Actor, on: date) -> list[Waiting]:
    """Agreed placements without an agreement."""
    live = Agreement.objects.live().filter(placement=OuterRef("pk"))
    rows = Placement.objects.visible_to(actor).filter(~Exists(live), status=PlacementStatus.AGREED)
    found = rows.select_related("student").order_by("starts_on", "pk")[:MOST_SHOWN]
    return [
        Waiting(_("Maak de overeenkomst"), str(row.student), _placement_url(row.pk), due_on=row.starts_on)
        for row in found
    ]


@add_waiting(Role.COACH, Role.HR)
def to_check(actor: Actor, on: date) -> list[Waiting]:
    """Drafts of which the actor's side has not checked the data."""
    side = "hr" if actor.has(Role.HR) else "coach"
    rows = _agreements(actor, AgreementStatus.DRAFT, PlacementStatus.AGREED).filter(**{f"{side}_checked_at": None})
    return _listed(rows, _("Kijk de gegevens na"), lambda row: row.placement.starts_on)


@add_waiting(Role.HR, Role.DIRECTOR, Role.STUDENT)
def to_sign(actor: Actor, on: date) -> list[Waiting]:
    """Agreements in which the actor's slot is open, as long as they may sign."""
    party = own_party(actor)
    if party is None or not (actor.may_sign or party == Party.STUDENT):
        return []
    own = Signature.objects.filter(agreement=OuterRef("pk"), party=party, status=SignatureStatus.OPEN)
    rows = _agreements(actor, AgreementStatus.SIGNING, PlacementStatus.SIGNING).filter(Exists(own))
    return _listed(rows, _("Teken"), lambda row: row.sign_by_on, "agreement-sign")


@add_waiting(Role.COACH)
def to_mend(actor: Actor, on: date) -> list[Waiting]:
    """Refused agreements, and those whose last day to sign has passed."""
    refused = _agreements(actor, AgreementStatus.REFUSED, PlacementStatus.SIGNING)
    late = _agreements(actor, AgreementStatus.SIGNING, PlacementStatus.SIGNING).filter(sign_by_on__lt=on)
    return _listed(refused, _("Kijk waarom iemand niet tekent"), lambda row: row.placement.starts_on) + _listed(
        late, _("Geef meer tijd om te tekenen"), lambda row: row.sign_by_on
    )


@add_waiting(Role.HR, Role.COACH, Role.STUDENT)
def to_tick(actor: Actor, on: date) -> list[Waiting]:
    """Placements with an item on the start list that the actor's side has not ticked."""
    party = {Role.HR: Party.COMPANY, Role.COACH: Party.SCHOOL}
    side = next((owner for role, owner in party.items() if actor.has(role)), Party.STUDENT)
    undone = StartCheck.objects.filter(placement=OuterRef("pk"), owner=side, done_on=None)
    rows = Placement.objects.visible_to(actor).filter(Exists(undone), status__in=NOT_STARTED)
    found = rows.select_related("student").order_by("starts_on", "pk")[:MOST_SHOWN]
    return [
        Waiting(_("Vul de startlijst aan"), str(row.student), _placement_url(row.pk), due_on=row.starts_on)
        for row in found
    ]


def _agreements(actor: Actor, status: str, placement_status: str) -> QuerySet[Agreement]:
    rows = Agreement.objects.visible_to(actor).filter(status=status, placement__status=placement_status)
    return rows.select_related("placement__student").order_by("sign_by_on", "placement__starts_on", "pk")


def _listed(
    rows: QuerySet[Agreement], verb: str, due_on: Callable[[Agreement], date | None], page: str = "agreement-detail"
) -> list[Waiting]:
    return [
        Waiting(verb, str(row.placement.student), reverse(page, args=[row.pk]), due_on=due_on(row))
        for row in rows[:MOST_SHOWN]
    ]


def _placement_url(pk: int) -> str:
    return reverse("placement-detail", args=[pk])
