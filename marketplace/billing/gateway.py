"""Talks to Stripe; the only file that imports stripe."""

from dataclasses import dataclass
from typing import Any

import stripe
from django.conf import settings

PATIENCE_SECONDS = 8


class GatewayAway(Exception):  # noqa: N818 -- it is an answer, not a fault
    """Stripe does not answer, or says no; a person pays by transfer or tries later."""


class Forged(Exception):  # noqa: N818 -- it is an answer, not a fault
    """A message that was not signed by Stripe with our secret, or is too old."""


@dataclass(frozen=True)
class Session:
    """A checkout page as Stripe knows it; `payment` is the number of the payment when there is one."""

    number: str
    reference: str
    url: str
    status: str
    is_paid: bool
    payment: str
    amount_cents: int
    currency: str
    is_live: bool


def is_configured() -> bool:
    """Whether online payment is offered here."""
    return bool(settings.STRIPE_API_KEY)


def is_live() -> bool:
    """Whether the key moves real money."""
    return "_live_" in settings.STRIPE_API_KEY


def open_session(*, reference: str, amount_cents: int, words: str, back: str, attempt: str) -> Session:
    """Open a hosted checkout page for an amount in euro; the same `attempt` gives the same page. Raises GatewayAway."""
    line = {"price_data": _price(amount_cents, words), "quantity": 1}
    params: Any = {
        "mode": "payment",
        "client_reference_id": reference,
        "line_items": [line],
        "success_url": back,
        "cancel_url": back,
    }
    return _asked(lambda: _client().v1.checkout.sessions.create(params, {"idempotency_key": attempt}))


def session(number: str) -> Session:
    """What became of a checkout page. Raises GatewayAway."""
    return _asked(lambda: _client().v1.checkout.sessions.retrieve(number))


def refund(*, payment: str, amount_cents: int, attempt: str) -> None:
    """Pay back a part of a payment; the same `attempt` pays back once. Raises GatewayAway."""
    params: Any = {"payment_intent": payment, "amount": amount_cents}
    try:
        _client().v1.refunds.create(params, {"idempotency_key": attempt})
    except stripe.StripeError as error:
        raise GatewayAway(str(error)) from error


def read_event(body: bytes, signature: str) -> dict[str, Any]:
    """A message of the webhook, from its raw bytes. Raises Forged."""
    try:
        event = stripe.Webhook.construct_event(body, signature, settings.STRIPE_WEBHOOK_SECRET)
    except (ValueError, stripe.SignatureVerificationError) as error:
        raise Forged from error
    plain: dict[str, Any] = event.to_dict()
    return plain


def session_of(facts: dict[str, Any]) -> Session:
    """A checkout page from Stripe's own words; what is missing is empty and so matches nothing."""
    return Session(
        number=str(facts.get("id") or ""),
        reference=str(facts.get("client_reference_id") or ""),
        url=str(facts.get("url") or ""),
        status=str(facts.get("status") or ""),
        is_paid=facts.get("payment_status") == "paid",
        payment=str(facts.get("payment_intent") or ""),
        amount_cents=int(facts.get("amount_total") or 0),
        currency=str(facts.get("currency") or ""),
        is_live=bool(facts.get("livemode")),
    )


def _price(amount_cents: int, words: str) -> dict[str, Any]:
    return {"currency": "eur", "unit_amount": amount_cents, "product_data": {"name": words}}


def _asked(call: Any) -> Session:
    try:
        return session_of(call().to_dict())
    except stripe.StripeError as error:
        raise GatewayAway(str(error)) from error


def _client() -> stripe.StripeClient:
    addresses: Any = {"api": settings.STRIPE_API_BASE} if settings.STRIPE_API_BASE else {}
    http = stripe.RequestsClient(timeout=PATIENCE_SECONDS)
    return stripe.StripeClient(settings.STRIPE_API_KEY, base_addresses=addresses, http_client=http)
