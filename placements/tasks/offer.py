"""Sweeps offers whose answer date has passed."""

from celery import shared_task

from marketplace.actor import SYSTEM
from placements.actions import offer


@shared_task
def lapse_overdue() -> int:
    """Record what the day has decided already."""
    return offer.lapse_overdue(by=SYSTEM)
