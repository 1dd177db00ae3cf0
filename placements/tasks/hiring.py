"""Asks schools every night about students who left without diploma."""

from celery import shared_task

from marketplace.actor import SYSTEM
from placements.actions import hiring


@shared_task
def ask_about_leavers() -> int:
    """The number of questions."""
    return hiring.ask_about_leavers(by=SYSTEM)
