"""Looks at the hours of all signed and running placements every night."""

from celery import shared_task

from marketplace.actor import SYSTEM
from placements.actions import schedule_check


@shared_task
def check_schedules() -> int:
    """The number of broken rules that HR and coach heard of."""
    return schedule_check.check_schedules(by=SYSTEM)
