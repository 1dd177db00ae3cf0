"""What came in, what went back, and what the payment service told."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.billing.models.charge import Charge


class Method(models.TextChoices):
    BANK = "bank", _("overschrijving")
    STRIPE = "stripe", _("online betaling")


class RefundKind(models.TextChoices):
    REFUND = "refund", _("terugbetaald")
    DISPUTE = "dispute", _("teruggehaald na een betwisting")


class Payment(models.Model):
    """Money that came in for a charge; `number` is the bank's or Stripe's own, so nothing is booked twice."""

    charge = models.ForeignKey(Charge, on_delete=models.RESTRICT, related_name="payments")
    method = models.CharField(max_length=6, choices=Method)
    number = models.CharField(max_length=100, unique=True)
    amount_cents = models.PositiveIntegerField()
    received_at = models.DateTimeField()
    booked_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(method__in=Method.values), name="payment_method_known"),
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="payment_above_nothing"),
            models.CheckConstraint(
                condition=Q(method="stripe") | Q(booked_by__isnull=False), name="payment_by_bank_booked_by_somebody"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Refund(models.Model):
    """What of a payment went back so far, in total for each kind; it may be told before the payment is."""

    payment_number = models.CharField(max_length=100)
    kind = models.CharField(max_length=8, choices=RefundKind)
    amount_cents = models.PositiveIntegerField()
    told_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["payment_number", "kind"], name="refund_one_total_a_kind"),
            models.CheckConstraint(condition=Q(kind__in=RefundKind.values), name="refund_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.payment_number}"


class Checkout(models.Model):
    """A page of Stripe that was opened for a charge; `closed_at` when its end is known here."""

    charge = models.ForeignKey(Charge, on_delete=models.RESTRICT, related_name="checkouts")
    session = models.CharField(max_length=100, unique=True)
    url = models.URLField(max_length=2000)
    amount_cents = models.PositiveIntegerField()
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.session


class GatewayEvent(models.Model):
    """A message of Stripe, taken once; `outcome` is what was done with it. Unsigned ones are one row a minute."""

    number = models.CharField(max_length=100, unique=True)
    kind = models.CharField(max_length=60)
    received_at = models.DateTimeField()
    outcome = models.CharField(max_length=30)

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"
