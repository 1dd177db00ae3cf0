"""What is written down about representatives: a tie to the host, and what an adult student lets them read on."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.actor import SCHOOL_ROLES, Actor, Role
from placements.enums import HostTie
from placements.models.placement import Placement
from schools.models import LegalRepresentative


class HostTieAnswerQuerySet(models.QuerySet["HostTieAnswer"]):
    def visible_to(self, actor: Actor) -> "HostTieAnswerQuerySet":
        """The school's staff, and the representative who answered; the company never."""
        if actor.is_system:
            return self
        if actor.has(*(SCHOOL_ROLES - {Role.STUDENT})):
            return self.filter(placement__school=actor.organisation_id)
        return self.filter(representative=actor.representative_id) if actor.representative_id else self.none()


class HostTieAnswer(models.Model):
    """Whether a representative works for or owns the host; where they do, the school decides whether they may sign."""

    placement = models.ForeignKey(Placement, on_delete=models.RESTRICT, related_name="host_ties")
    representative = models.ForeignKey(LegalRepresentative, on_delete=models.RESTRICT, related_name="+")
    tie = models.CharField(max_length=5, choices=HostTie)
    said_at = models.DateTimeField()
    may_sign = models.BooleanField(null=True)
    reason = models.CharField(_("waarom"), max_length=300, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")

    objects = HostTieAnswerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["placement", "representative"], name="host_tie_once"),
            models.CheckConstraint(condition=Q(tie__in=HostTie.values), name="host_tie_known"),
            models.CheckConstraint(
                condition=Q(may_sign__isnull=True, decided_at__isnull=True, decided_by__isnull=True)
                | Q(may_sign__isnull=False, decided_at__isnull=False, decided_by__isnull=False) & ~Q(reason=""),
                name="host_tie_decided_by_somebody_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.tie


class ReadingPermission(models.Model):
    """An adult student lets a representative read along with one placement, until it is taken back."""

    placement = models.ForeignKey(Placement, on_delete=models.RESTRICT, related_name="reading_permissions")
    representative = models.ForeignKey(LegalRepresentative, on_delete=models.RESTRICT, related_name="+")
    given_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["placement", "representative"],
                condition=Q(revoked_at=None),
                name="reading_permission_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None) | Q(revoked_at__gte=models.F("given_at")),
                name="reading_permission_revoked_after_given",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.representative_id} {self.given_at:%Y-%m-%d}"
