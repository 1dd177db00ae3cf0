"""What waits about agreements: make one, check it, sign it, mend a refusal, tick the start list."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.actor import Actor, Role
from marketplace.web.lines import Lines
from marketplace.web.panels import add_link, add_waiting
from placements.enums import AgreementStatus, Binding, Party, PlacementStatus
from placements.models import Agreement, Placement, StartCheck
from placements.models.agreement import AgreementQuerySet
from placements.rules.side import of_own_side
from placements.rules.signature import open_slots
from schools.models import full_name

NOT_STARTED = (PlacementStatus.AGREED, PlacementStatus.SIGNING, PlacementStatus.SIGNED)
FIRST_DAY = Coalesce("in_force_on", "placement__starts_on")  # of what the version says

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
    unchecked = {Party.COMPANY: Q(hr_checked_at=None), Party.SCHOOL: Q(coach_checked_at=None)}
    own = of_own_side(actor.only(Role.HR, Role.COACH), "placement__", unchecked.__getitem__)
    rows = _agreements(actor, AgreementStatus.DRAFT).filter(own)
    return [_of_agreements(rows, _("Kijk de gegevens na"), FIRST_DAY)]


@add_waiting(Role.HR, Role.DIRECTOR)
def to_sign(actor: Actor, on: date) -> list[Lines]:
    """Agreements in which the slot of the actor's side is open, for who may sign for it."""
    if not actor.may_sign:
        return []
    rows = ask_to_sign(actor.only(Role.HR, Role.DIRECTOR), on)
    return [_of_agreements(rows, _("Teken"), "sign_by_on", "agreement-sign")]


@add_waiting(Role.COACH, Role.HR)
def to_sign_outside(actor: Actor, on: date) -> list[Lines]:
    """Agreements that bind elsewhere and of which nobody noted yet that they were signed."""
    rows = _agreements(actor, AgreementStatus.SIGNING).exclude(binding=Binding.PLATFORM)
    ahead, page = rows.day_ahead(on), "agreement-signed-outside"
    late = rows.exclude(pk__in=ahead.values("pk"))
    return [
        _of_agreements(ahead, _("Laat elders tekenen en noteer het"), "sign_by_on", page),
        _of_agreements(late, _("Op tijd getekend? Noteer het"), FIRST_DAY, "agreement-detail"),
    ]


@add_waiting(Role.COACH)
def to_mend(actor: Actor, on: date) -> list[Lines]:
    """Refused agreements, and those whose last day to sign has passed: they get more time, or none helps any more."""
    coach = actor.only(Role.COACH)
    refused = _agreements(coach, AgreementStatus.REFUSED)
    late = _agreements(coach, AgreementStatus.SIGNING).filter(sign_by_on__lt=on, binding=Binding.PLATFORM)
    in_vain = late.exclude(pk__in=late.in_time(on))
    amended = _("Maak een nieuwe versie met een latere dag, of laat de bijlage vallen")
    return [
        _of_agreements(refused, _("Kijk waarom iemand niet tekent"), FIRST_DAY),
        _of_agreements(late.in_time(on), _("Geef meer tijd om te tekenen"), "sign_by_on"),
        _of_agreements(in_vain.filter(amends=None), _("Maak een nieuwe versie met een latere dag"), FIRST_DAY),
        _of_agreements(in_vain.exclude(amends=None), amended, FIRST_DAY),
    ]


@add_waiting(Role.HR, Role.COACH)
def to_tick(actor: Actor, on: date) -> list[Lines]:
    """Placements with an item on the start list that the actor's side has not ticked."""
    return [_of_placements(unticked(actor.only(Role.HR, Role.COACH)), _("Vul de startlijst aan"))]


def ask_to_sign(actor: Actor, on: date) -> QuerySet[Agreement]:
    """Those in signing, and in time for it, in which a slot that is the actor's stands open."""
    return _agreements(actor, AgreementStatus.SIGNING).in_time(on).filter(Exists(open_slots(actor)))


def unticked(actor: Actor) -> QuerySet[Placement]:
    """Placements that did not start, with an open item on the start list that the actor's side owns."""
    own = of_own_side(actor, "placement__", lambda party: Q(owner=party))
    undone = StartCheck.objects.filter(own, placement=OuterRef("pk"), done_on=None)
    return Placement.objects.visible_to(actor).filter(Exists(undone), status__in=NOT_STARTED)


def _agreements(actor: Actor, status: AgreementStatus) -> AgreementQuerySet:
    return Agreement.objects.visible_to(actor).open_at(status)


def _of_agreements(rows: QuerySet[Agreement], verb: str, day: str | Coalesce, page: str = "agreement-detail") -> Lines:
    return Lines(rows, page, "%(student)s", {"student": full_name("placement__student")}, verb=verb, day=day)


def _of_placements(rows: QuerySet[Placement], verb: str) -> Lines:
    fill = {"student": full_name("student")}
    return Lines(rows, "placement-detail", "%(student)s", fill, verb=verb, day="starts_on")
