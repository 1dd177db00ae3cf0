"""Begin and end memberships, and name stand-ins."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.accounts import rules
from marketplace.accounts.models import Membership, Organisation, User
from marketplace.actor import CITY_ROLES, PARTNER_ROLES, Actor
from marketplace.audit.actions import record
from marketplace.workflow import refuse, refuse_if


@transaction.atomic
def add_member(
    *,
    user: User,
    organisation: Organisation,
    role: str,
    may_sign: bool,
    by: Actor,
    granted_by_id: int | None = None,
    starts_on: date | None = None,
) -> Membership:
    """Give a person a role from a day on (today by default); whether `by` may decide that, the caller has asked.

    A role of the city or of a partner, given by `granted_by_id`, waits for another administrator. Where there is no
    other one it begins at once, and the log says so.

    Refused: `membership.wrong_capacity` for a role of a capacity that the organisation lacks, `membership.exists`
    for a role that the person holds already.
    """
    starts_on = starts_on or timezone.localdate()
    refuse_if(rules.capacity_fits(organisation.pk, role))
    refuse_if(rules.not_held_yet(user.pk, organisation.pk, role, starts_on))
    waits = rules.second_eyes(user.pk, role, granted_by_id, starts_on).exists()
    membership = Membership.objects.create(
        user=user,
        organisation=organisation,
        role=role,
        may_sign=may_sign,
        starts_on=starts_on,
        granted_by_id=granted_by_id,
        awaits_confirmation=waits,
    )
    data = {"role": role, "may_sign": may_sign, "awaits_confirmation": waits}
    record("membership.begun", subject=membership, by=by, data=data)
    _note_alone(membership, by)
    return membership


@transaction.atomic
def confirm_membership(*, membership: Membership, by: Actor) -> Membership:
    """A second administrator lets a role of the city or of a partner begin.

    Refused: `membership.answered`, `membership.own_grant`.
    """
    locked = _to_answer(membership, by)
    locked.awaits_confirmation, locked.confirmed_by_id = False, by.user_id
    locked.save(update_fields=["awaits_confirmation", "confirmed_by"])
    record("membership.confirmed", subject=locked, by=by)
    return locked


@transaction.atomic
def refuse_membership(*, membership: Membership, by: Actor) -> Membership:
    """A second administrator takes back a role that waits. Refused: as `confirm_membership`."""
    locked = _to_answer(membership, by)
    locked.revoked_at = timezone.now()
    locked.save(update_fields=["revoked_at"])
    record("membership.refused", subject=locked, by=by)
    return locked


def _to_answer(membership: Membership, by: Actor) -> Membership:
    locked = Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
    refuse_if(rules.may_confirm(locked, by, timezone.localdate()))
    return locked


@transaction.atomic
def end_membership(*, membership: Membership, ends_on: date, by: Actor) -> Membership:
    """Set the last day of a membership; its stand-ins end with it. Yesterday takes the role away at once.

    Refused: `membership.ends_before_start`, `membership.prolonged` for a day after one that is over or one's own,
    `membership.last_manager` when nobody would be left who can invite.
    """
    _ensure_own_or_manager(membership, by)
    if ends_on < membership.starts_on:
        refuse("membership.ends_before_start", _("De laatste dag kan niet voor de eerste dag liggen."))
    # All of the organisation, in key order: two managers who end each other's membership must not both succeed.
    rows = Membership.objects.select_for_update(of=("self",)).filter(organisation=membership.organisation_id)
    locked = {row.pk: row for row in rows.order_by("pk")}[membership.pk]
    refuse_if(rules.not_prolonged(locked, ends_on, by, timezone.localdate()))
    refuse_if(rules.somebody_stays(locked, ends_on))
    locked.ends_on = ends_on
    locked.save(update_fields=["ends_on"])
    record("membership.ended", subject=locked, by=by, data={"ends_on": ends_on.isoformat()})
    return locked


@transaction.atomic
def name_stand_in(*, membership: Membership, user: User, starts_on: date, ends_on: date, by: Actor) -> Membership:
    """Let a colleague hold a membership's role and power to sign for some days, both ends included.

    For a role of the city or of a partner this waits for another administrator, as `add_member` does.

    Refused: `stand_in.not_in_force`, `stand_in.not_a_colleague`, `stand_in.dates`, `stand_in.long`,
    `stand_in.of_stand_in`, `stand_in.exists`, `membership.own_grant`.
    """
    _ensure_own_or_manager(membership, by)
    membership = Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
    if by.user_id != membership.user_id:
        refuse_if(rules.may_give_signature(membership.may_sign, by))
    refuse_if(rules.given_by_another(user.pk, membership.role, by))
    refuse_if(rules.may_stand_in(membership, user, starts_on, ends_on))
    waits = rules.second_eyes(user.pk, membership.role, by.user_id, timezone.localdate()).exists()
    stand_in = Membership.objects.create(
        user=user,
        granted_by_id=by.user_id,
        awaits_confirmation=waits,
        organisation_id=membership.organisation_id,
        role=membership.role,
        may_sign=membership.may_sign,
        starts_on=starts_on,
        ends_on=ends_on,
        stands_in_for=membership,
    )
    data = {"stands_in_for": membership.pk, "awaits_confirmation": waits}
    record("membership.stand_in_named", subject=stand_in, by=by, data=data)
    _note_alone(stand_in, by)
    return stand_in


def _note_alone(membership: Membership, by: Actor) -> None:
    """A role of the city or of a partner that began on one person's word: there was nobody else to confirm it."""
    given = membership.granted_by_id and not membership.awaits_confirmation
    if given and membership.role in CITY_ROLES | PARTNER_ROLES:
        data = {"granted_by": membership.granted_by_id}
        record("membership.granted_alone", subject=membership, by=by, data=data)


def holders(organisation_id: int | None, role: str, on: date) -> QuerySet[User]:
    """The people who hold a role in an organisation on a day, stand-ins included."""
    held = Membership.objects.in_force(on).filter(organisation=organisation_id, role=role)
    return User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("pk")


def _ensure_own_or_manager(membership: Membership, by: Actor) -> None:
    own = by.user_id is not None and by.user_id == membership.user_id
    if not own and membership.role not in rules.grantable(membership.organisation_id, by):
        raise PermissionDenied
