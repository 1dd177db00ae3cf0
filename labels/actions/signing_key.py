"""The key that signs badges: which one is current, rotate it, distrust it."""

from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from labels.credential import did_web
from labels.models import SigningKey
from labels.proof import multikey
from marketplace.actor import Actor
from marketplace.audit.actions import record
from marketplace.workflow import refuse


def issuer() -> str:
    """The did:web of this installation."""
    return did_web(settings.PUBLIC_URL)


def can_sign() -> bool:
    """Whether this installation was given a key."""
    return settings.LABEL_SIGNING_KEY is not None


def private_key() -> Ed25519PrivateKey:
    """The key of LABEL_SIGNING_KEY. Refused: `badge.no_key`."""
    if settings.LABEL_SIGNING_KEY is None:
        refuse("badge.no_key", _("Deze installatie heeft geen LABEL_SIGNING_KEY en kan geen bewijzen tekenen."))
    return Ed25519PrivateKey.from_private_bytes(settings.LABEL_SIGNING_KEY)


def own_key() -> SigningKey:
    """The row of LABEL_SIGNING_KEY, current or retired. Refused: `badge.no_key`, `badge.key_unknown`."""
    own = SigningKey.objects.filter(issuer=issuer(), multikey=_own_multikey(), compromised_at__isnull=True).first()
    if own is None:
        refuse("badge.key_unknown", _("LABEL_SIGNING_KEY is hier niet bekend. Voer rotate_label_key uit."))
    return own


def lock_current_key(at: datetime) -> SigningKey:
    """The row of LABEL_SIGNING_KEY, locked in the caller's transaction; the very first key is made current here.

    Refused: `badge.no_key`, `badge.key_not_current`.
    """
    if not SigningKey.objects.filter(issuer=issuer()).exists():
        SigningKey.objects.get_or_create(multikey=_own_multikey(), defaults={"issuer": issuer(), "added_at": at})
    current = SigningKey.objects.filter(issuer=issuer(), multikey=_own_multikey(), retired_at__isnull=True)
    key = current.select_for_update().first()
    if key is None:
        refuse("badge.key_not_current", _("LABEL_SIGNING_KEY is niet de huidige sleutel. Voer rotate_label_key uit."))
    return key


@transaction.atomic
def rotate_key(*, by: Actor) -> SigningKey:
    """Make LABEL_SIGNING_KEY the current key; the one before it is retired and keeps proving its badges.

    Refused: `badge.no_key`, `badge.key_not_current` for a key that was retired before.
    """
    at = timezone.now()
    if not SigningKey.objects.filter(multikey=_own_multikey()).exists():
        SigningKey.objects.filter(issuer=issuer(), retired_at__isnull=True).update(retired_at=at)
        SigningKey.objects.create(issuer=issuer(), multikey=_own_multikey(), added_at=at)
    key = lock_current_key(at)
    record("signing_key.current", subject=key, by=by, at=at)
    return key


@transaction.atomic
def distrust_key(*, key: SigningKey, by: Actor) -> SigningKey:
    """Declare a stolen key worthless: its badges are revoked at once. Refused: `badge.key_in_use` for the current."""
    locked = SigningKey.objects.select_for_update().get(pk=key.pk)
    if locked.retired_at is None:
        refuse("badge.key_in_use", _("Dit is de huidige sleutel. Zet eerst een nieuwe in gebruik."))
    locked.compromised_at = timezone.now()
    locked.save(update_fields=["compromised_at"])
    record("signing_key.distrusted", subject=locked, by=by)
    return locked


def _own_multikey() -> str:
    return multikey(private_key().public_key())
