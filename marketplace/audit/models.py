"""Audit events, append-only by trigger, and the hash chain that seals them."""

from django.db import models


class AuditEvent(models.Model):
    """Who did what to which row; holds ids and codes only, so that a person can be forgotten without breaking it."""

    at = models.DateTimeField()
    verb = models.CharField(max_length=80)
    subject_type = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    user_id = models.BigIntegerField(null=True)
    organisation_id = models.BigIntegerField(null=True)
    roles = models.CharField(max_length=120)
    student_id = models.BigIntegerField(null=True)
    representative_id = models.BigIntegerField(null=True)
    data = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["subject_type", "subject_id"], name="audit_event_subject")]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_type} {self.subject_id}"


class AuditSeal(models.Model):
    """One link of the chain: the hash of the event together with the hash of the link before it."""

    event = models.OneToOneField(AuditEvent, on_delete=models.RESTRICT, related_name="seal")
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        constraints = [
            # Two sealers at once would otherwise fork the chain: the second one is refused and tries again later.
            models.UniqueConstraint(fields=["previous_hash"], name="audit_seal_follows_once"),
        ]

    def __str__(self) -> str:
        return self.hash
