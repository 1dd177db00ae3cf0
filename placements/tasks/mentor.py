"""Looks at the mentors of all standing placements every night."""

from celery import shared_task

from marketplace.actor import SYSTEM
from placements.actions import mentor


@shared_task
def check_mentors() -> int:
    """The number of problems that HR and coach heard of."""
    return mentor.check_mentors(by=SYSTEM)
