"""Dated memberships: who may act for which organisation in which role, from when until when."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models.organisation import Organisation
from marketplace.accounts.models.user import User
from marketplace.actor import STAFF_ROLES, Actor, Role


class MembershipQuerySet(models.QuerySet["Membership"]):
    def visible_to(self, actor: Actor) -> "MembershipQuerySet":
        """Staff see those of their own organisation, anybody sees their own; the system sees all."""
        if actor.is_system:
            return self
        own = Q(user=actor.user_id)
        return self.filter(own | Q(organisation=actor.organisation_id) if actor.has(*STAFF_ROLES) else own)

    def colleagues(self, organisation_id: int | None, on: date) -> "MembershipQuerySet":
        """Staff that is or will be in an organisation on a day, by name; students are no colleagues."""
        staff = self.not_ended(on).filter(organisation=organisation_id).exclude(role=Role.STUDENT)
        return staff.select_related("user", "stands_in_for__user").order_by("user__name", "role", "starts_on")

    def in_force(self, on: date) -> "MembershipQuerySet":
        """Begun, not ended (the last day counts) and not waiting for a second pair of eyes.

        A stand-in's also ends with the one stood in for, and is nothing while that one waits or was taken back.
        """
        lasts = Q(stands_in_for__ends_on__isnull=True) | Q(stands_in_for__ends_on__gte=on)
        held = lasts & Q(stands_in_for__revoked_at=None, stands_in_for__awaits_confirmation=False)
        confirmed = self.not_ended(on).filter(awaits_confirmation=False)
        return confirmed.filter(Q(stands_in_for__isnull=True) | held, starts_on__lte=on)

    def to_confirm(self, actor: Actor) -> "MembershipQuerySet":
        """Roles of city and partners that wait for this administrator: given to somebody else by another one.

        By a colleague, or by who is no administrator anywhere (a decider who named an own stand-in).
        """
        if not actor.has(Role.ADMINISTRATOR):
            return self.none()
        givers = Membership.objects.filter(role=Role.ADMINISTRATOR)
        near = Q(granted_by__in=givers.filter(organisation=actor.organisation_id).values("user"))
        waiting = self.filter(
            near | ~Q(granted_by__in=givers.values("user")), awaits_confirmation=True, revoked_at=None
        )
        return waiting.exclude(granted_by=actor.user_id).exclude(user=actor.user_id)

    def not_ended(self, on: date) -> "MembershipQuerySet":
        """In force on this day, or beginning later; never what was taken back."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on), revoked_at=None)


class Membership(models.Model):
    """One role of one person in one organisation; a stand-in's membership names the one it stands in for."""

    user = models.ForeignKey(User, on_delete=models.RESTRICT)
    organisation = models.ForeignKey(Organisation, on_delete=models.RESTRICT)
    role = models.CharField(_("rol"), max_length=20, choices=Role)
    may_sign = models.BooleanField(_("mag tekenen voor de organisatie"), default=False)
    starts_on = models.DateField(_("van"))
    ends_on = models.DateField(_("tot en met"), null=True, blank=True)
    revoked_at = models.DateTimeField(null=True)  # taken back at once, whatever its days: the row stays
    granted_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, blank=True, related_name="+")
    awaits_confirmation = models.BooleanField(default=False)  # by another administrator than who gave it
    confirmed_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, blank=True, related_name="+")
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
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True)
                | (Q(granted_by__isnull=False, awaits_confirmation=False) & ~Q(confirmed_by=F("granted_by"))),
                name="membership_confirmed_by_another",
            ),
            models.UniqueConstraint(
                fields=["user", "organisation", "role", "starts_on"],
                condition=Q(stands_in_for__isnull=True, revoked_at__isnull=True),
                name="membership_once_per_start",
            ),
            models.UniqueConstraint(
                fields=["user", "stands_in_for", "starts_on"],
                condition=Q(stands_in_for__isnull=False),
                name="membership_stand_in_once_per_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} {self.organisation_id}"
