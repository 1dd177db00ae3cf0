"""Make and revoke API keys."""

import hashlib
import secrets

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.actor import Actor
from marketplace.api.models import KEY_ROLES, ApiKey
from marketplace.audit.actions import record
from marketplace.workflow import refuse


def digest(key: str) -> str:
    """The SHA-256 (hex) under which a key is kept."""
    return hashlib.sha256(key.encode()).hexdigest()


@transaction.atomic
def make_key(*, name: str, role: str, by: Actor) -> tuple[ApiKey, str]:
    """A new key for the actor's organisation and the secret, which is shown once.

    Refused: `api_key.foreign_role` for a role that the actor does not hold, or that no key may have.
    """
    if not by.has(role) or role not in KEY_ROLES or by.user_id is None or by.organisation_id is None:
        refuse("api_key.foreign_role", _("Je kunt alleen een sleutel maken voor een rol die je zelf hebt."))
    secret = secrets.token_urlsafe(32)
    key = ApiKey.objects.create(
        organisation_id=by.organisation_id,
        name=name,
        role=role,
        key_hash=digest(secret),
        made_by_id=by.user_id,
        made_at=timezone.now(),
    )
    record("api_key.made", subject=key, by=by, data={"role": role})
    return key, secret


@transaction.atomic
def revoke_key(*, key: ApiKey, by: Actor) -> None:
    """From now on the key opens nothing; a second time changes nothing.

    Raises PermissionDenied for who may make no keys.
    """
    if not by.has(*KEY_ROLES):
        raise PermissionDenied
    open_keys = ApiKey.objects.visible_to(by).filter(pk=key.pk, revoked_at=None)
    if open_keys.update(revoked_at=timezone.now()):
        record("api_key.revoked", subject=key, by=by)
