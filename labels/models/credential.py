"""The keys that sign badges, and the badges that were signed."""

from collections.abc import Iterable

from django.db import models
from django.db.models import F, Q

from labels.enums import LabelStatus
from labels.models.label import Label
from labels.proof import Document


class SigningKey(models.Model):
    """A public key of the platform; a retired one still proves old badges, a compromised one proves nothing."""

    issuer = models.CharField(max_length=300)  # the did:web under which it is published
    multikey = models.CharField(max_length=60, unique=True)
    added_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)
    compromised_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["issuer"], condition=Q(retired_at__isnull=True), name="signing_key_one_current"
            ),
            models.CheckConstraint(
                condition=Q(compromised_at__isnull=True) | Q(retired_at__isnull=False),
                name="signing_key_compromised_is_retired",
            ),
        ]

    def __str__(self) -> str:
        return self.multikey

    @property
    def method(self) -> str:
        """The address by which a proof names this key."""
        return f"{self.issuer}#{self.multikey}"


class CredentialQuerySet(models.QuerySet["Credential"]):
    def current(self) -> "CredentialQuerySet":
        """The latest badge of each label."""
        return self.filter(replaced_at__isnull=True)

    def revoked(self) -> "CredentialQuerySet":
        """Badges that are worth nothing any more: replaced by a newer one, of a withdrawn label, by a stolen key."""
        over = Q(label__status__in=[LabelStatus.WITHDRAWN, LabelStatus.REPLACED])
        return self.filter(over | Q(replaced_at__isnull=False) | Q(key__compromised_at__isnull=False))

    def suspended(self) -> "CredentialQuerySet":
        """Badges of suspended labels."""
        return self.filter(label__status=LabelStatus.SUSPENDED)

    def at_positions(self, positions: Iterable[int]) -> "CredentialQuerySet":
        """Those at the positions of one status list."""
        held = list(positions)
        return self.filter(position__gte=held[0], position__lte=held[-1])


class Credential(models.Model):
    """One signed badge of a label as it was issued, with its position in the status lists; never changed."""

    label = models.ForeignKey(Label, on_delete=models.RESTRICT, related_name="credentials")
    key = models.ForeignKey(SigningKey, on_delete=models.RESTRICT, related_name="+")
    number = models.CharField(max_length=45, unique=True)
    position = models.PositiveIntegerField(unique=True)
    document = models.JSONField()
    issued_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)

    objects = CredentialQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["label"], condition=Q(replaced_at__isnull=True), name="credential_one_current_per_label"
            ),
            models.CheckConstraint(
                condition=Q(replaced_at__isnull=True) | Q(replaced_at__gte=F("issued_at")),
                name="credential_replaced_after_issue",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def unsecured(self) -> Document:
        """What the badge says, without its proof."""
        return {name: value for name, value in self.document.items() if name != "proof"}
