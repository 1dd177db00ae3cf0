"""Partner organisations, which audit, decide and hear appeals beside the city."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from marketplace.accounts.actions.invitations import invite
from marketplace.accounts.models import Organisation
from marketplace.actor import Actor, Role
from marketplace.audit.actions import record


@transaction.atomic
def invite_partner(*, name: str, email: str, role: str, by: Actor) -> Organisation:
    """Invite somebody of a partner organisation, which is made when no partner has this name yet.

    Refused: what `invite` refuses. Raises PermissionDenied for anybody but the city administrator.
    """
    if not by.has(Role.ADMINISTRATOR):
        raise PermissionDenied
    partner, is_new = Organisation.objects.get_or_create(name=name, is_partner=True, defaults={"source": "invitation"})
    if is_new:
        record("organisation.partner_added", subject=partner, by=by)
    invite(organisation=partner, email=email, role=role, may_sign=False, by=by)
    return partner
