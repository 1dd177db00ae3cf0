"""Asks each morning who is half way or at the end, and pools the answers once a month."""

from celery import shared_task

from marketplace.actor import SYSTEM
from placements.actions import survey


@shared_task
def ask() -> int:
    """The number of mails."""
    return survey.ask(by=SYSTEM)


@shared_task
def pool() -> int:
    """The number of sites with enough answers."""
    return survey.pool(by=SYSTEM)
