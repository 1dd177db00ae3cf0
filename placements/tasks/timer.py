"""Every timer, once a day."""

from celery import shared_task

from marketplace.actor import SYSTEM
from placements.actions import timer


@shared_task
def run_timers() -> int:
    """The number of timers that somebody was reminded of."""
    return timer.run_timers(by=SYSTEM)
