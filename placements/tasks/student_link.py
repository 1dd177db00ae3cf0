"""Gives students without an account a fresh link each morning on which the one they have is about to end."""

from celery import shared_task

from marketplace.actor import SYSTEM
from placements.actions import student_link


@shared_task
def renew_links() -> int:
    """The number of mails."""
    return student_link.renew_links(by=SYSTEM)
