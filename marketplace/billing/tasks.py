"""Asks after payments that never came back, and pays back what was overpaid."""

from celery import shared_task

from marketplace.billing.actions import checkout
from marketplace.jobs.actions import handles


@shared_task
def reconcile() -> int:
    """How many checkout pages are known now."""
    return checkout.reconcile()


@handles("billing_pay_back")
def pay_back(*, charge_id: int) -> None:
    """A service that is away makes the job wait for its next attempt."""
    checkout.pay_back(charge_id=charge_id)
