"""API keys of organisations, and the answers that a repeated request gets again."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import Organisation, User
from marketplace.actor import Actor, Role

KEY_ROLES = (Role.HR, Role.COORDINATOR, Role.LABEL_OFFICER, Role.ADMINISTRATOR)
LONGEST_KEY = 100


class ApiKeyQuerySet(models.QuerySet["ApiKey"]):
    def visible_to(self, actor: Actor) -> "ApiKeyQuerySet":
        """The keys of one's own organisation; the system sees all."""
        return self if actor.is_system else self.filter(organisation=actor.organisation_id)


class ApiKey(models.Model):
    """A key with one role of its organisation; only the SHA-256 of the key is kept, it never signs."""

    organisation = models.ForeignKey(Organisation, on_delete=models.RESTRICT, related_name="+")
    name = models.CharField(_("naam"), max_length=80)
    role = models.CharField(_("rol"), max_length=20, choices=Role)
    key_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(User, on_delete=models.RESTRICT, related_name="+")
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    objects = ApiKeyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=["hr", "coordinator", "label_officer", "administrator"]),
                name="api_key_role_of_an_organisation",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class StoredAnswer(models.Model):
    """The answer to a request with an Idempotency-Key; `status` is null while the first request is under way."""

    owner = models.CharField(max_length=60)
    key = models.CharField(max_length=LONGEST_KEY)
    digest = models.CharField(max_length=64)  # of method, address and body
    status = models.PositiveSmallIntegerField(null=True)
    body = models.TextField(blank=True)  # the very bytes: a JSON column may put the fields in another order
    etag = models.CharField(max_length=40, blank=True)
    stored_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "key"], name="stored_answer_key_once_per_owner"),
        ]

    def __str__(self) -> str:
        return f"{self.owner} {self.key}"
