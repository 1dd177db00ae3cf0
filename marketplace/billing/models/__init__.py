"""Prices, charges, and what came in or went back."""

from marketplace.billing.models.charge import Charge, ChargeStatus
from marketplace.billing.models.customer import Customer
from marketplace.billing.models.money import Checkout, GatewayEvent, Method, Payment, Refund, RefundKind
from marketplace.billing.models.price import PriceItem, VatTreatment
from marketplace.billing.models.repayment import Repayment

__all__ = [
    "Charge",
    "ChargeStatus",
    "Checkout",
    "Customer",
    "GatewayEvent",
    "Method",
    "Payment",
    "PriceItem",
    "Refund",
    "RefundKind",
    "Repayment",
    "VatTreatment",
]
