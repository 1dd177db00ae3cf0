"""Asks companies each working day, from spring on, what they promise for the next school year."""

from celery import shared_task

from labels.actions import pledge as actions
from marketplace.actor import SYSTEM


@shared_task
def ask_companies() -> int:
    """The number of companies that were asked."""
    return actions.ask_companies(by=SYSTEM)
