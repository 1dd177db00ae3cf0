"""Sweeps placements whose first or last day has come."""

from celery import shared_task

from marketplace.actor import SYSTEM
from placements.actions import placement


@shared_task
def start_due() -> int:
    """Start what is signed and has reached its first day."""
    return placement.start_due(by=SYSTEM)


@shared_task
def end_due() -> int:
    """End what runs and has passed its last day."""
    return placement.end_due(by=SYSTEM)
