"""Money that the city gives back of its own will, on the word of two people."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.actor import Actor
from marketplace.billing.models.charge import Charge


class RepaymentQuerySet(models.QuerySet["Repayment"]):
    def visible_to(self, actor: Actor) -> "RepaymentQuerySet":
        """Those of charges that the actor sees."""
        return self.filter(charge__in=Charge.objects.visible_to(actor))

    def waiting(self) -> "RepaymentQuerySet":
        """Proposed and not agreed or dropped yet."""
        return self.filter(agreed_at=None, dropped_at=None)


class Repayment(models.Model):
    """A part of a charge that one person of the city proposes to give back, and another agrees to."""

    charge = models.ForeignKey(Charge, on_delete=models.RESTRICT, related_name="repayments")
    amount_cents = models.PositiveIntegerField()
    reason = models.CharField(_("reden"), max_length=300)
    proposed_by = models.ForeignKey(User, on_delete=models.RESTRICT, related_name="+")
    proposed_at = models.DateTimeField()
    agreed_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")
    agreed_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)

    objects = RepaymentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="repayment_above_nothing"),
            models.CheckConstraint(condition=~Q(reason=""), name="repayment_has_reason"),
            models.CheckConstraint(
                condition=Q(agreed_by__isnull=True, agreed_at__isnull=True)
                | (Q(agreed_by__isnull=False, agreed_at__isnull=False) & ~Q(agreed_by=F("proposed_by"))),
                name="repayment_agreed_by_somebody_else",
            ),
            models.CheckConstraint(
                condition=Q(agreed_at__isnull=True) | Q(dropped_at__isnull=True), name="repayment_agreed_or_dropped"
            ),
            models.UniqueConstraint(
                fields=["charge"],
                condition=Q(agreed_at__isnull=True, dropped_at__isnull=True),
                name="repayment_one_waiting_a_charge",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.charge_id} {self.amount_cents}"
