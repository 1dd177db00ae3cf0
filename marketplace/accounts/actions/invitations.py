"""Invite somebody by a single-use link, and take such a link."""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.accounts import rules
from marketplace.accounts.actions.memberships import add_member
from marketplace.accounts.models import Invitation, Membership, Organisation, User
from marketplace.actor import Actor, Role
from marketplace.audit.actions import record
from marketplace.mail.actions import queue
from marketplace.workflow import refuse, refuse_if

VALID_FOR = timedelta(days=14)

# By role: links the student or mentor whose account an invitation was; called with subject_id, user and by.
on_subject_accepted: dict[str, Callable[..., None]] = {}


@transaction.atomic
def invite(
    *,
    organisation: Organisation,
    email: str,
    role: str,
    may_sign: bool,
    by: Actor,
    subject_id: int | None = None,
) -> tuple[Invitation, str]:
    """Mail a link that makes its reader a member; a new invitation replaces an open one for the same role and address.

    The secret token is returned once, only its SHA-256 is stored. Raises PermissionDenied for a role that `by` may
    not give. Refused: `membership.wrong_capacity`, `membership.no_power_to_give`, `membership.own_grant`,
    `membership.exists`.
    """
    at, email, token = timezone.now(), email.strip().lower(), secrets.token_urlsafe(32)
    _ensure_may_invite(organisation, email, role, may_sign, by)
    Invitation.objects.open(at).filter(organisation=organisation, email=email, role=role, subject_id=subject_id).update(
        withdrawn_at=at
    )
    invitation = Invitation.objects.create(
        organisation=organisation,
        email=email,
        role=role,
        may_sign=may_sign,
        subject_id=subject_id,
        token_hash=_hash(token),
        invited_by_id=by.user_id,
        created_at=at,
        expires_at=at + VALID_FOR,
    )
    record("invitation.sent", subject=invitation, by=by, at=at, data={"role": role, "may_sign": may_sign})
    _mail(invitation, token)
    return invitation, token


@transaction.atomic
def accept_invitation(*, token: str, user: User, at: datetime) -> Membership:
    """Use the link, once, for a user whose verified address is the invited one.

    Refused: `invitation.unknown`, `.used`, `.withdrawn`, `.expired`, `.foreign_address`, `membership.own_grant` for
    one's own invitation to a role of the city, and those of `add_member`.
    """
    invitation = find_invitation(token=token, at=at)
    if not EmailAddress.objects.filter(user=user, email__iexact=invitation.email, verified=True).exists():
        refuse(
            "invitation.foreign_address",
            _("Deze uitnodiging is voor een ander mailadres. Log in met het adres waarop je de uitnodiging kreeg."),
        )
    sender = Actor(user_id=invitation.invited_by_id)
    refuse_if(rules.given_by_another(user.pk, invitation.role, sender))
    _take(invitation, user, at)
    by = Actor(user_id=user.pk, organisation_id=invitation.organisation_id)
    membership = add_member(
        user=user,
        organisation=invitation.organisation,
        role=invitation.role,
        may_sign=invitation.may_sign,
        granted_by_id=invitation.invited_by_id,
        by=by,
    )
    record("invitation.accepted", subject=invitation, by=by, at=at, data={"membership": membership.pk})
    if invitation.subject_id is not None:
        on_subject_accepted[invitation.role](subject_id=invitation.subject_id, user=user, by=by)
    return membership


@transaction.atomic
def sign_up_with_invitation(*, token: str, name: str, password: str, language: str, at: datetime) -> User:
    """Make an account for the invited address, which the secret link proves, and accept the invitation with it.

    Refused: as `accept_invitation`, and `invitation.has_account` when the address has an account.
    """
    invitation = find_invitation(token=token, at=at)
    if User.objects.filter(email__iexact=invitation.email).exists():
        refuse(
            "invitation.has_account",
            _("Er is al een account met dit mailadres. Log in om de uitnodiging te aanvaarden."),
        )
    user = User.objects.create_user(invitation.email, password, name=name, language=language)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    accept_invitation(token=token, user=user, at=at)
    return user


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, by: Actor) -> None:
    """Make an unused link worthless. Refused: `invitation.used`."""
    rules.ensure_may_grant(invitation.organisation_id, invitation.role, by)
    at = timezone.now()
    if not Invitation.objects.filter(pk=invitation.pk, used_at=None).update(withdrawn_at=at):
        refuse("invitation.used", _("Deze uitnodiging is al gebruikt."))
    record("invitation.withdrawn", subject=invitation, by=by, at=at)


def withdraw_open_invitations(*, organisation: Organisation, by: Actor, at: datetime) -> None:
    """No unused link of an organisation works any more; called where the claim on it is refused."""
    for invitation in Invitation.objects.open(at).filter(organisation=organisation).order_by("pk"):
        Invitation.objects.filter(pk=invitation.pk, used_at=None).update(withdrawn_at=at)
        record("invitation.withdrawn", subject=invitation, by=by, at=at)


def find_invitation(*, token: str, at: datetime) -> Invitation:
    """The open invitation of a link, changing nothing; refused as told at `accept_invitation`."""
    invitation = Invitation.objects.select_related("organisation").filter(token_hash=_hash(token)).first()
    if invitation is None:
        refuse("invitation.unknown", _("Deze link kennen we niet. Controleer of je hem volledig hebt overgenomen."))
    if invitation.used_at:
        refuse("invitation.used", _("Deze uitnodiging is al gebruikt."))
    if invitation.withdrawn_at:
        refuse("invitation.withdrawn", _("Deze uitnodiging is ingetrokken. Vraag een nieuwe aan wie je uitnodigde."))
    if invitation.expires_at <= at:
        refuse("invitation.expired", _("Deze uitnodiging is verlopen. Vraag een nieuwe aan wie je uitnodigde."))
    return invitation


def _take(invitation: Invitation, user: User, at: datetime) -> None:
    if not Invitation.objects.open(at).filter(pk=invitation.pk).update(used_at=at, used_by=user):
        refuse("invitation.used", _("Deze uitnodiging is al gebruikt."))


def _ensure_may_invite(organisation: Organisation, email: str, role: str, may_sign: bool, by: Actor) -> None:
    rules.ensure_may_grant(organisation.pk, role, by)
    refuse_if(rules.capacity_fits(organisation.pk, role))
    refuse_if(rules.may_give_signature(may_sign, by))
    if known := User.objects.filter(email=email).first():
        refuse_if(rules.given_by_another(known.pk, role, by))
        refuse_if(rules.not_held_yet(known.pk, organisation.pk, role, timezone.localdate()))


def _mail(invitation: Invitation, token: str) -> None:
    known = User.objects.filter(email=invitation.email).first()
    context = {
        "organisation": invitation.organisation.name,
        "role": Role(invitation.role).label,
        "url": settings.PUBLIC_URL + reverse("invitation-detail", args=[token]),
        "expires_at": invitation.expires_at,
    }
    language = known.language if known else settings.LANGUAGE_CODE
    queue("accounts/mail/invitation", to=invitation.email, language=language, context=context)


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
