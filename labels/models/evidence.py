"""Evidence with the answers of a label file."""

from datetime import date
from pathlib import PurePath
from typing import Any
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from labels.models.answer import Answer
from marketplace.accounts.models import User
from marketplace.actor import Actor


def evidence_path(evidence: Any, filename: str) -> str:
    """A random name: what was uploaded is never found by its own name."""
    return f"evidence/{uuid4().hex}{PurePath(filename).suffix}"


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def visible_to(self, actor: Actor) -> "EvidenceQuerySet":
        """That of files that the actor sees."""
        return self.filter(answer__in=Answer.objects.visible_to(actor))

    def expired(self, on: date) -> "EvidenceQuerySet":
        """What holds no longer on a day."""
        return self.filter(expires_on__lt=on)


class Evidence(models.Model):
    """A file with an answer, or a paper that was seen on a day by somebody and not kept."""

    answer = models.ForeignKey(Answer, on_delete=models.RESTRICT, related_name="evidence")
    title = models.CharField(_("wat is het"), max_length=120)
    file = models.FileField(upload_to=evidence_path, blank=True)
    media_type = models.CharField(max_length=60, blank=True)
    digest = models.CharField(max_length=64, blank=True)  # SHA-256 of what is stored
    seen_on = models.DateField(_("gezien op"), null=True, blank=True)
    seen_by = models.CharField(_("gezien door"), max_length=120, blank=True)
    expires_on = models.DateField(_("geldig tot en met"), null=True, blank=True)
    added_by = models.ForeignKey(User, on_delete=models.RESTRICT, related_name="+")
    added_at = models.DateTimeField()

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(~Q(file="") & ~Q(media_type="") & ~Q(digest="") & Q(seen_on__isnull=True, seen_by=""))
                | (Q(file="", seen_on__isnull=False) & ~Q(seen_by="")),
                name="evidence_file_or_seen_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.title
