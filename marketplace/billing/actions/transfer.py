"""Transfers by bank, booked by staff of the city: what came in and what went back."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.actor import Actor, Role
from marketplace.audit.actions import record
from marketplace.billing.actions.charge import balance_of, lock, settle
from marketplace.billing.models import Charge, Method, Payment, Refund, RefundKind
from marketplace.identifiers import parse_structured_communication
from marketplace.workflow import refuse


@transaction.atomic
def book_transfer(*, communication: str, amount_cents: int, number: str, by: Actor) -> Charge:
    """Book money that came in under a structured reference; `number` is that of the line on the bank statement.

    Short leaves a remainder, too much goes back. Refused: `payment.unknown_reference`, `payment.booked_before`.
    """
    _ensure_officer(by)
    digits = parse_structured_communication(communication)
    found = Charge.objects.filter(communication=digits).first()
    if found is None:
        refuse("payment.unknown_reference", _("Geen dossier heeft deze mededeling. Kijk ze na op het uittreksel."))
    if Payment.objects.filter(number=number).exists():
        refuse("payment.booked_before", _("Deze lijn van het uittreksel is al geboekt."), found)
    charge = lock(found.pk)
    facts = {"method": Method.BANK, "amount_cents": amount_cents, "booked_by_id": by.user_id}
    payment = Payment.objects.create(charge=charge, number=number, received_at=timezone.now(), **facts)
    record("payment.booked", subject=payment, by=by, data={"amount_cents": amount_cents})
    return settle(charge)


@transaction.atomic
def book_refund(*, charge: Charge, amount_cents: int, by: Actor) -> Charge:
    """Book what the city has paid back by transfer, at most what was overpaid by bank. Refused: `refund.too_much`."""
    _ensure_officer(by)
    locked = lock(charge.pk)
    payment = Payment.objects.filter(charge=locked, method=Method.BANK).order_by("-pk").first()
    if payment is None or not 0 < amount_cents <= balance_of(locked).overpaid:
        refuse("refund.too_much", _("Er is minder te veel betaald dan dit bedrag."))
    refund, _made = Refund.objects.get_or_create(
        payment_number=payment.number,
        kind=RefundKind.REFUND,
        defaults={"amount_cents": 0, "told_at": timezone.now()},
    )
    refund.amount_cents += amount_cents
    refund.save()
    record("refund.booked", subject=refund, by=by, data={"amount_cents": amount_cents})
    return settle(locked)


def _ensure_officer(by: Actor) -> None:
    if not by.has(Role.LABEL_OFFICER, Role.ADMINISTRATOR):
        raise PermissionDenied
