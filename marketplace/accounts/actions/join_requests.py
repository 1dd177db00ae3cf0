"""Ask the colleagues of an organisation to be let in, and decide about it."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.accounts import rules
from marketplace.accounts.access import has_capacity_for
from marketplace.accounts.actions.memberships import add_member, holders
from marketplace.accounts.models import JoinRequest, Organisation, User
from marketplace.accounts.models.invitation import JoinStatus
from marketplace.accounts.workflow import join_requests
from marketplace.actor import Actor, Role
from marketplace.audit.actions import record
from marketplace.mail.actions import queue
from marketplace.workflow import refuse, refuse_if

FIRST_ROLES = (Role.HR, Role.COORDINATOR, Role.LABEL_OFFICER)  # what a newcomer of each capacity asks for


@transaction.atomic
def ask_to_join(*, organisation: Organisation, user: User, role: str | None = None) -> JoinRequest:
    """Ask for a role (by default HR of a company, coordinator of a school); those who may decide get a mail.

    Refused: `membership.wrong_capacity`, `membership.exists`, `join_request.asked` when a question is open.
    """
    role = role or next((first for first in FIRST_ROLES if has_capacity_for(organisation.pk, first)), Role.HR)
    refuse_if(rules.capacity_fits(organisation.pk, role))
    refuse_if(rules.not_held_yet(user.pk, organisation.pk, role, timezone.localdate()))
    asked, made = JoinRequest.objects.get_or_create(
        user=user, organisation=organisation, status=JoinStatus.ASKED, defaults={"role": role}
    )
    if not made:
        refuse("join_request.asked", _("Je hebt dit al gevraagd. Een collega beslist erover."))
    record("join_request.asked", subject=asked, by=Actor(user_id=user.pk), data={"role": role})
    for manager in _deciders(asked):
        _mail("asked", manager, asked)
    return asked


@transaction.atomic
def decide_join_request(*, join_request: JoinRequest, accept: bool, by: Actor) -> JoinRequest:
    """Let the person in, without power to sign, or not; the person gets a mail.

    Refused: `join_request.foreign`, `join_request.<step>.wrong_status`, and those of `add_member`.
    """
    decided = join_requests.take(join_request, "accept" if accept else "refuse", by=by)
    if accept:
        about = {"organisation": decided.organisation, "role": decided.role, "granted_by_id": by.user_id}
        add_member(user=decided.user, may_sign=False, by=by, **about)
    _mail("accepted" if accept else "refused", decided.user, decided)
    return decided


def _deciders(asked: JoinRequest) -> set[User]:
    today = timezone.localdate()
    managers = [manager for manager, roles in rules.GRANTS.items() if asked.role in roles]
    return {user for manager in managers for user in holders(asked.organisation_id, manager, today)}


def _mail(name: str, to: User, asked: JoinRequest) -> None:
    context: dict[str, Any] = {
        "person": asked.user.name,
        "email": asked.user.email,
        "organisation": asked.organisation.name,
        "role": Role(asked.role).label,
        "url": settings.PUBLIC_URL + reverse("colleague-list"),
    }
    queue(f"accounts/mail/join_{name}", to=to.email, language=to.language, context=context)
