"""What an organisation owes for one thing."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from marketplace.actor import Actor, Role
from marketplace.billing.models.customer import Customer
from marketplace.billing.models.price import PriceItem, VatTreatment

CITY = (Role.LABEL_OFFICER, Role.ADMINISTRATOR)
PAYERS = (Role.HR, Role.DIRECTOR, Role.COORDINATOR)


class ChargeStatus(models.TextChoices):
    DUE = "due", _("te betalen")
    SETTLED = "settled", _("betaald")
    WAIVED = "waived", _("kwijtgescholden")
    REVERSED = "reversed", _("weer te betalen")


class ChargeQuerySet(models.QuerySet["Charge"]):
    def visible_to(self, actor: Actor) -> "ChargeQuerySet":
        """The city sees all; who signs or decides for an organisation sees its own."""
        if actor.is_system or actor.has(*CITY):
            return self
        return self.filter(customer__organisation=actor.organisation_id) if actor.has(*PAYERS) else self.none()


class Charge(models.Model):
    """An amount owed for what `reference` names (kind:key, of a higher floor), with one payment reference for ever.

    `credited_cents` is what is no longer owed by the rules of refund; `communication` are the 12 digits of the
    structured reference. The status follows from what came in and went back: marketplace.billing.balance.
    """

    customer = models.ForeignKey(Customer, on_delete=models.RESTRICT, related_name="charges")
    price = models.ForeignKey(PriceItem, on_delete=models.RESTRICT, related_name="+")
    reference = models.CharField(max_length=60, unique=True)
    amount_cents = models.PositiveIntegerField()
    credited_cents = models.PositiveIntegerField(default=0)
    vat_treatment = models.CharField(max_length=20, choices=VatTreatment)
    communication = models.CharField(max_length=12, unique=True)
    status = models.CharField(max_length=10, choices=ChargeStatus, default=ChargeStatus.DUE)
    made_at = models.DateTimeField()
    due_on = models.DateField()
    settled_at = models.DateTimeField(null=True)
    waived_reason = models.CharField(max_length=300, blank=True)
    notice_until_on = models.DateField(null=True)

    objects = ChargeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(status__in=ChargeStatus.values), name="charge_status_known"),
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="charge_above_nothing"),
            models.CheckConstraint(condition=Q(credited_cents__lte=F("amount_cents")), name="charge_credit_within"),
            models.CheckConstraint(
                condition=~Q(status="waived") | ~Q(waived_reason=""), name="charge_waived_with_reason"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["settled", "reversed"]) | Q(settled_at__isnull=False),
                name="charge_settled_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(status="reversed", notice_until_on__isnull=False)
                | (~Q(status="reversed") & Q(notice_until_on__isnull=True)),
                name="charge_reversed_has_notice",
            ),
            models.CheckConstraint(condition=Q(communication__regex=r"^[0-9]{12}$"), name="charge_communication_shape"),
        ]

    def __str__(self) -> str:
        return self.reference
