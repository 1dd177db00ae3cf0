"""Dated memberships: who may act for which organisation in which role, from when until when."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models.organisation import Organisation
from marketplace.accounts.models.user import User
from marketplace.actor import Actor, Role


class MembershipQuerySet(models.QuerySet["Membership"]):
    def visible_to(self, actor: Actor) -> "MembershipQuerySet":
        """The memberships of one's own organisation; the system sees all."""
        return self if actor.is_system else self.filter(organisation=actor.organisation_id)

    def in_force(self, on: date) -> "MembershipQuerySet":
        """Memberships that have begun and have not ended on this day (the last day counts)."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on), starts_on__lte=on)


class Membership(models.Model):
    """One role of one person in one organisation; a stand-in's membership names the one it stands in for."""

    user = models.ForeignKey(User, on_delete=models.RESTRICT)
    organisation = models.ForeignKey(Organisation, on_delete=models.RESTRICT)
    role = models.CharField(_("rol"), max_length=20, choices=Role)
    may_sign = models.BooleanField(_("mag tekenen voor de organisatie"), default=False)
    starts_on = models.DateField(_("van"))
    ends_on = models.DateField(_("tot en met"), null=True, blank=True)
    stands_in_for = models.ForeignKey(
        "self", on_delete=models.RESTRICT, null=True, blank=True, related_name="stand_ins"
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="membership_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(stands_in_for__isnull=True) | Q(ends_on__isnull=False), name="membership_stand_in_has_end"
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="membership_role_known"),
            models.UniqueConstraint(
                fields=["user", "organisation", "role", "starts_on"], name="membership_once_per_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} {self.organisation_id}"
