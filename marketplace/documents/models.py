"""Sealed documents and the certificates that sealed them; a document is never changed, and read through its subject."""

from django.db import models
from django.db.models import Q

from marketplace.actor import Actor


class SealCertificate(models.Model):
    """A certificate of the platform in DER; those of earlier keys stay, so that old documents stay provable."""

    fingerprint = models.CharField(max_length=64, unique=True)  # SHA-256 of `der`
    der = models.BinaryField()
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.fingerprint


class SealedDocumentQuerySet(models.QuerySet["SealedDocument"]):
    def visible_to(self, actor: Actor) -> "SealedDocumentQuerySet":
        """The platform alone: whoever may read a document gets it from the page of its subject."""
        return self if actor.is_system else self.none()

    def about(self, kind: str, reference: str) -> "SealedDocumentQuerySet":
        """Those of one subject, the newest first."""
        return self.filter(kind=kind, reference=reference).order_by("-sealed_at", "-pk")


class SealedDocument(models.Model):
    """One PDF as it was sealed; `number` is printed on it and too long to guess, `reference` names its subject."""

    number = models.CharField(max_length=19, unique=True)
    kind = models.CharField(max_length=40)
    reference = models.CharField(max_length=80)  # "agreement:12"
    digest = models.CharField(max_length=64, unique=True)  # SHA-256 of the file
    file = models.FileField(upload_to="documents/", max_length=120)
    certificate = models.ForeignKey(SealCertificate, on_delete=models.RESTRICT, related_name="+")
    sealed_at = models.DateTimeField()

    objects = SealedDocumentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(number="") & ~Q(kind="") & ~Q(reference="") & ~Q(digest="") & ~Q(file=""),
                name="sealed_document_is_whole",
            )
        ]
        indexes = [models.Index(fields=["kind", "reference"], name="sealed_document_subject")]

    def __str__(self) -> str:
        return self.number
