"""Lets placements follow the coach of their student every night."""

from celery import shared_task

from marketplace.actor import SYSTEM
from placements.actions import coach


@shared_task
def follow_coaches() -> int:
    """The number of placements that got another coach."""
    return coach.follow_coaches(by=SYSTEM)
