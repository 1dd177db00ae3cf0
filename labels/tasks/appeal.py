"""Warns each morning of appeals whose term has passed."""

from celery import shared_task

from labels.actions import appeal as actions
from marketplace.actor import SYSTEM


@shared_task
def escalate_late() -> int:
    """The number of appeals of which somebody was warned."""
    return actions.escalate_late(by=SYSTEM)
