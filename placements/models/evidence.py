"""The evidence bundle of a sealed agreement; written once, read through its agreement."""

from django.db import models
from django.db.models import Q

from placements.models.agreement import Agreement


class Evidence(models.Model):
    """One signed bundle as a file (docs/reference/evidence.md); `digest` is its SHA-256."""

    agreement = models.OneToOneField(Agreement, on_delete=models.RESTRICT, related_name="evidence")
    file = models.FileField(upload_to="evidence/", max_length=120)
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(file="") & Q(digest__regex=r"^[0-9a-f]{64}$"), name="evidence_is_whole")
        ]

    def __str__(self) -> str:
        return self.digest
