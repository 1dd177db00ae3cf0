"""Ways into an organisation: a single-use link by mail, or a question to a colleague."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models.organisation import Organisation
from marketplace.accounts.models.user import User
from marketplace.actor import STAFF_ROLES, Actor, Role


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def visible_to(self, actor: Actor) -> "InvitationQuerySet":
        """Staff see those of their own organisation and those that they sent; the system sees all."""
        if actor.is_system:
            return self
        if not actor.has(*STAFF_ROLES):
            return self.none()
        return self.filter(Q(organisation=actor.organisation_id) | Q(invited_by=actor.user_id))

    def for_colleagues(self) -> "InvitationQuerySet":
        """Those for staff: students are invited from their own page."""
        return self.exclude(role=Role.STUDENT)

    def open(self, at: datetime) -> "InvitationQuerySet":
        """Neither used nor withdrawn nor expired."""
        return self.filter(used_at=None, withdrawn_at=None, expires_at__gt=at)


class Invitation(models.Model):
    """A single-use link for one mail address, role and organisation; only the token's SHA-256 is kept."""

    organisation = models.ForeignKey(Organisation, on_delete=models.RESTRICT)
    email = models.EmailField(_("mailadres"))
    role = models.CharField(_("rol"), max_length=20, choices=Role)
    may_sign = models.BooleanField(default=False)
    subject_id = models.BigIntegerField(null=True)  # the student or mentor whose account this becomes
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="invitations_sent")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    used_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="invitations_used")
    withdrawn_at = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(used_at__isnull=True, used_by__isnull=True)
                | Q(used_at__isnull=False, used_by__isnull=False),
                name="invitation_used_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.organisation_id}"


class JoinStatus(models.TextChoices):
    ASKED = "asked", _("gevraagd")
    ACCEPTED = "accepted", _("aanvaard")
    REFUSED = "refused", _("geweigerd")


class JoinRequestQuerySet(models.QuerySet["JoinRequest"]):
    def visible_to(self, actor: Actor) -> "JoinRequestQuerySet":
        """Those to one's own organisation, and one's own."""
        if actor.is_system:
            return self
        return self.filter(Q(organisation=actor.organisation_id) | Q(user=actor.user_id))

    def asked_of(self, organisation_id: int | None) -> "JoinRequestQuerySet":
        """Open questions to one organisation, the oldest first."""
        return self.filter(organisation=organisation_id, status=JoinStatus.ASKED).order_by("created_at")

    def asked_by(self, user_id: int | None) -> "JoinRequestQuerySet":
        """Open questions of one person, the oldest first."""
        return self.filter(user=user_id, status=JoinStatus.ASKED).order_by("created_at")


class JoinRequest(models.Model):
    """A person asks the colleagues of an organisation that has members already to let them in."""

    user = models.ForeignKey(User, on_delete=models.RESTRICT)
    organisation = models.ForeignKey(Organisation, on_delete=models.RESTRICT)
    role = models.CharField(max_length=20, choices=Role)
    status = models.CharField(max_length=10, choices=JoinStatus, default=JoinStatus.ASKED)
    created_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True)

    objects = JoinRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(status__in=JoinStatus.values), name="join_request_status_known"),
            models.UniqueConstraint(
                fields=["user", "organisation"], condition=Q(status="asked"), name="join_request_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} -> {self.organisation_id} {self.status}"
