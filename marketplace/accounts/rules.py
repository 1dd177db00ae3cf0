"""Why somebody may not be let into an organisation, or not leave it."""

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.access import has_capacity_for
from marketplace.accounts.models import JoinRequest, Membership, User
from marketplace.actor import CITY_ROLES, COMPANY_ROLES, PARTNER_ROLES, SCHOOL_ROLES, Actor, Role
from marketplace.reference.models import Figure
from marketplace.workflow import Refusal

MANAGERS = (Role.HR, Role.COORDINATOR, Role.DIRECTOR, Role.ADMINISTRATOR)
GRANTS = {
    Role.HR: COMPANY_ROLES,
    Role.COORDINATOR: SCHOOL_ROLES,
    Role.DIRECTOR: SCHOOL_ROLES,
    Role.ADMINISTRATOR: CITY_ROLES | PARTNER_ROLES,
}
# The city invites schools and partners; companies register or are claimed.
GRANTS_ELSEWHERE = frozenset({Role.DIRECTOR, Role.COORDINATOR}) | PARTNER_ROLES


def grantable(organisation_id: int | None, by: Actor) -> frozenset[str]:
    """The roles that an actor may give in an organisation."""
    if by.is_system:
        return frozenset(Role)
    if organisation_id != by.organisation_id:
        return GRANTS_ELSEWHERE if by.has(Role.ADMINISTRATOR) else frozenset()
    return frozenset().union(*(roles for manager, roles in GRANTS.items() if by.has(manager)))


def ensure_may_grant(organisation_id: int, role: str, by: Actor) -> None:
    """Raise PermissionDenied unless the actor may give this role in this organisation."""
    if role not in grantable(organisation_id, by):
        raise PermissionDenied


def capacity_fits(organisation_id: int, role: str) -> Refusal | None:
    """A role belongs to one capacity, which the organisation must have."""
    if has_capacity_for(organisation_id, role):
        return None
    return Refusal("membership.wrong_capacity", _("Deze rol bestaat niet in deze organisatie."))


def may_give_signature(may_sign: bool, by: Actor) -> Refusal | None:
    """Nobody gives away a power to sign that they do not have; city and system may."""
    if not may_sign or by.may_sign or by.is_system or by.has(Role.ADMINISTRATOR):
        return None
    return Refusal("membership.no_power_to_give", _("Alleen iemand die zelf mag tekenen, kan een ander laten tekenen."))


def given_by_another(user_id: int, role: str, by: Actor) -> Refusal | None:
    """Four eyes: nobody gives themselves a role of the city or of a partner."""
    if role not in CITY_ROLES | PARTNER_ROLES or by.user_id != user_id:
        return None
    return Refusal(
        "membership.own_grant", _("Deze rol geef je niet aan jezelf. Een andere stadsbeheerder nodigt je daarvoor uit.")
    )


def second_eyes(user_id: int, role: str, granted_by_id: int | None, on: date) -> QuerySet[User]:
    """The administrators who may confirm a role of the city or of a partner: not who gave it, not who gets it.

    Of the cities of which the giver is or was administrator, of every city for another giver (a decider who names an
    own stand-in); nobody when no other administrator is there.
    """
    if role not in CITY_ROLES | PARTNER_ROLES or granted_by_id is None:
        return User.objects.none()
    held = Membership.objects.in_force(on).filter(role=Role.ADMINISTRATOR)
    cities = Membership.objects.filter(user=granted_by_id, role=Role.ADMINISTRATOR)
    if cities.exists():
        held = held.filter(organisation__in=cities.values("organisation"))
    return User.objects.filter(pk__in=held.values("user"), is_active=True).exclude(pk__in=[granted_by_id, user_id])


def may_confirm(membership: Membership, by: Actor, on: date) -> Refusal | None:
    """A second administrator answers, once."""
    if not membership.awaits_confirmation or membership.revoked_at:
        return Refusal("membership.answered", _("Over deze rol is al beslist."))
    eyes = second_eyes(membership.user_id, membership.role, membership.granted_by_id, on)
    if not eyes.filter(pk=by.user_id or 0).exists():
        return Refusal("membership.own_grant", _("Een andere stadsbeheerder bevestigt deze rol."))
    return None


def not_held_yet(user_id: int, organisation_id: int, role: str, on: date) -> Refusal | None:
    """A person holds a role in an organisation once."""
    held = Membership.objects.filter(user=user_id, organisation=organisation_id, role=role, stands_in_for=None)
    if not held.not_ended(on).exists():
        return None
    return Refusal("membership.exists", _("Deze persoon heeft deze rol al."))


def somebody_stays(membership: Membership, ends_on: date) -> Refusal | None:
    """Somebody who can invite colleagues must be left on the day after."""
    left = Membership.objects.in_force(ends_on + timedelta(days=1)).filter(
        organisation=membership.organisation_id, role__in=MANAGERS, stands_in_for=None
    )
    if membership.role not in MANAGERS or left.exclude(pk=membership.pk).exists():
        return None
    return Refusal(
        "membership.last_manager",
        _("Er moet iemand overblijven die collega's kan uitnodigen. Nodig eerst iemand anders uit."),
    )


def not_prolonged(membership: Membership, ends_on: date, by: Actor, on: date) -> Refusal | None:
    """A last day moves back; later only for a colleague who still has the role, by somebody who could give it."""
    if membership.ends_on is None or ends_on <= membership.ends_on:
        return None
    gives = membership.role in grantable(membership.organisation_id, by) and not may_give_signature(
        membership.may_sign, by
    )
    if gives and membership.user_id != by.user_id and membership.ends_on >= on:
        return None
    return Refusal(
        "membership.prolonged",
        _("Een laatste dag die voorbij is of van jezelf is, zet je niet later. Nodig de persoon opnieuw uit."),
    )


def may_stand_in(membership: Membership, user: User, starts_on: date, ends_on: date) -> Refusal | None:
    """A stand-in is a colleague, for days inside a membership that holds, and not for a stand-in."""
    if membership.revoked_at or membership.awaits_confirmation:
        return Refusal("stand_in.not_in_force", _("Deze rol geldt niet. Er is dus niets te vervangen."))
    if membership.stands_in_for_id or user.pk == membership.user_id:
        return Refusal("stand_in.of_stand_in", _("Kies iemand anders: een vervanger vervangt de collega zelf."))
    if not _inside(membership, starts_on, ends_on):
        return Refusal("stand_in.dates", _("Kies een eerste en laatste dag waarop de collega deze rol heeft."))
    most = int(Figure.objects.value("stand_in_most_days", starts_on))
    if (ends_on - starts_on).days >= most:
        sentence = _("Een vervanging duurt hoogstens %(most)s dagen. Duid daarna opnieuw iemand aan.")
        return Refusal("stand_in.long", sentence % {"most": most})
    if not Membership.objects.colleagues(membership.organisation_id, starts_on).in_force(starts_on).filter(user=user):
        return Refusal("stand_in.not_a_colleague", _("Alleen een collega kan vervangen. Nodig deze persoon eerst uit."))
    if membership.stand_ins.filter(user=user, starts_on__lte=ends_on, ends_on__gte=starts_on).exists():
        return Refusal("stand_in.exists", _("Deze collega vervangt in deze periode al."))
    return None


def _inside(membership: Membership, starts_on: date, ends_on: date) -> bool:
    last = membership.ends_on or ends_on
    return membership.starts_on <= starts_on <= ends_on <= last


def decided_by_colleague(join_request: JoinRequest, by: Actor, on: date) -> Refusal | None:
    """The organisation that was asked decides, within what this colleague may give."""
    if join_request.role in grantable(join_request.organisation_id, by):
        return given_by_another(join_request.user_id, join_request.role, by)
    return Refusal("join_request.foreign", _("Alleen een collega die mensen mag uitnodigen, kan hierover beslissen."))
