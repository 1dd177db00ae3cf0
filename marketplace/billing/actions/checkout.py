"""Online payment: open a page of Stripe, take its messages, ask after what never came back, and pay back."""

from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.actor import SYSTEM, Actor
from marketplace.audit.actions import record
from marketplace.billing import gateway
from marketplace.billing.actions.charge import balance_of, ensure_due, lock, settle
from marketplace.billing.models import Charge, Checkout, GatewayEvent, Method, Payment, Refund, RefundKind
from marketplace.workflow import refuse

ASK_AFTER = timedelta(minutes=15)
ASK_NO_MORE = timedelta(days=3)  # Stripe closes a page after a day
CURRENCY = "eur"
PAID = ("checkout.session.completed", "checkout.session.async_payment_succeeded")


def open_checkout(*, charge: Charge, back: str, by: Actor) -> Checkout:
    """A page of Stripe for what is still to pay; while one is open for the same amount it is given again.

    Refused: `charge.nothing_due`, `payment.not_online`, `payment.service_away`.
    """
    if not gateway.is_configured():
        refuse("payment.not_online", _("Online betalen kan hier niet. Schrijf het bedrag over."))
    charge = Charge.objects.visible_to(by).get(pk=charge.pk)
    amount = ensure_due(charge).remainder
    fresh = charge.checkouts.filter(
        closed_at=None, amount_cents=amount, opened_at__gt=timezone.now() - timedelta(hours=20)
    )
    if known := fresh.order_by("-pk").first():
        return known
    number = charge.checkouts.count() + 1
    attempt = f"charge-{charge.communication}-{amount}-{number}"
    try:
        session = gateway.open_session(
            reference=charge.reference,
            amount_cents=amount,
            words=str(charge.price.get_code_display()),
            back=back,
            attempt=attempt,
        )
    except gateway.GatewayAway:
        refuse(
            "payment.service_away",
            _("De betaaldienst antwoordt niet. Probeer het later, of schrijf het bedrag over."),
            charge,
        )
    facts = {"charge": charge, "url": session.url, "amount_cents": amount, "opened_at": timezone.now()}
    return Checkout.objects.get_or_create(session=session.number, defaults=facts)[0]


def take_event(event: dict[str, Any]) -> str:
    """Do what a signed message says, once whatever the number of times it comes; what was done, in a word."""
    facts = {"kind": str(event["type"])[:60], "received_at": timezone.now(), "outcome": "taken"}
    try:
        with transaction.atomic():
            row = GatewayEvent.objects.create(number=event["id"], **facts)
            row.outcome = _outcome(event)
            row.save()
            return _keep(row, row.outcome)
    except IntegrityError:
        known = GatewayEvent.objects.filter(number=event["id"]).first()
        if known is None:
            raise
        return _keep(known, "before")


@transaction.atomic
def refuse_forged() -> str:
    """Keep that a message came which Stripe did not sign: once a minute, so that nobody fills the log with them."""
    at = timezone.now()
    facts = {"kind": "unsigned", "received_at": at, "outcome": "forged"}
    row, made = GatewayEvent.objects.get_or_create(number=f"forged_{at:%Y%m%d_%H%M}", defaults=facts)
    return _keep(row, row.outcome) if made else row.outcome


@transaction.atomic
def _keep(row: GatewayEvent, outcome: str) -> str:
    """Each message stands in the audit log with what was done, also when it came before."""
    record("gateway.message", subject=row, by=SYSTEM, data={"outcome": outcome})
    return outcome


def _outcome(event: dict[str, Any]) -> str:
    about, kind = event["data"]["object"], event["type"]
    if bool(event.get("livemode")) != gateway.is_live():
        return "other_mode"
    if kind in PAID:
        return _take_session(gateway.session_of(about))
    if kind == "checkout.session.expired":
        return _close(str(about["id"]))
    if kind == "charge.refunded":
        return _take_back(
            str(about.get("payment_intent")), RefundKind.REFUND, about["amount_refunded"], about["currency"]
        )
    if kind == "charge.dispute.closed" and about.get("status") == "lost":
        return _take_back(str(about.get("payment_intent")), RefundKind.DISPUTE, about["amount"], about["currency"])
    return "not_needed"


def _take_session(session: gateway.Session) -> str:
    """Book a paid page under the charge for which we opened it, whatever the message says it is for."""
    checkout = Checkout.objects.select_related("charge").filter(session=session.number).first()
    if checkout is None:
        return "unknown_session"
    if session.reference != checkout.charge.reference:
        return "other_file"
    if not session.is_paid or not session.payment:
        return "not_paid"
    if session.currency != CURRENCY:
        return "other_currency"
    if session.amount_cents != checkout.amount_cents:
        return "other_amount"
    charge = lock(checkout.charge_id)
    facts = {
        "charge": charge,
        "method": Method.STRIPE,
        "amount_cents": session.amount_cents,
        "received_at": timezone.now(),
    }
    payment, made = Payment.objects.get_or_create(number=session.payment, defaults=facts)
    _close(session.number)
    if made:
        record("payment.received", subject=payment, by=SYSTEM, data={"amount_cents": payment.amount_cents})
        settle(charge)
    return "booked" if made else "booked_before"


def _take_back(payment_number: str, kind: str, amount_cents: int, currency: str) -> str:
    """Keep the total that went back of a payment; it only grows, so that the order of messages does not matter."""
    if currency != CURRENCY:
        return "other_currency"
    facts = {"amount_cents": 0, "told_at": timezone.now()}
    payment = Payment.objects.filter(number=payment_number).first()
    charge = lock(payment.charge_id) if payment else None
    refund, _made = Refund.objects.select_for_update().get_or_create(
        payment_number=payment_number, kind=kind, defaults=facts
    )
    refund.amount_cents = max(refund.amount_cents, int(amount_cents))
    refund.save()
    record("refund.told", subject=refund, by=SYSTEM, data={"amount_cents": refund.amount_cents})
    if charge:
        settle(charge)
    return "taken_back"


def _close(session: str) -> str:
    Checkout.objects.filter(session=session, closed_at=None).update(closed_at=timezone.now())
    return "closed"


def reconcile() -> int:
    """Ask Stripe after pages whose end never came back, later again when it is away; how many are known now."""
    at = timezone.now()
    waiting = Checkout.objects.filter(closed_at=None, opened_at__range=(at - ASK_NO_MORE, at - ASK_AFTER))
    return sum(_ask_after(checkout) for checkout in waiting.order_by("pk")) if gateway.is_configured() else 0


def _ask_after(checkout: Checkout) -> bool:
    try:
        session = gateway.session(checkout.session)
    except gateway.GatewayAway:
        return False
    if session.is_live != gateway.is_live():
        return False
    with transaction.atomic():
        if session.is_paid:
            return _take_session(session) in ("booked", "booked_before")
        return session.status == "expired" and bool(_close(checkout.session))


def pay_back(*, charge_id: int) -> int:
    """Give back by Stripe what was overpaid by Stripe, in cents; a transfer waits for staff. Raises GatewayAway."""
    with transaction.atomic():
        charge = lock(charge_id)
        rest = given = balance_of(charge).overpaid
        for payment in charge.payments.filter(method=Method.STRIPE).order_by("-pk"):
            rest -= _pay_back_of(payment, rest)
    return given - rest


def _pay_back_of(payment: Payment, most: int) -> int:
    back = dict(Refund.objects.filter(payment_number=payment.number).values_list("kind", "amount_cents"))
    amount = min(most, payment.amount_cents - sum(back.values()))
    if amount <= 0:
        return 0
    total = back.get(RefundKind.REFUND, 0) + amount
    gateway.refund(payment=payment.number, amount_cents=amount, attempt=f"refund-{payment.number}-{total}")
    _take_back(payment.number, RefundKind.REFUND, total, CURRENCY)
    return amount
