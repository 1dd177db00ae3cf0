"""Matches rounds again in the background, every week where the city set it so."""

from celery import shared_task

from marketplace.actor import SYSTEM
from marketplace.jobs.actions import handles
from placements.actions import rematch, round_repeat

handles("rematch")(rematch.run_rematch)


@shared_task
def run_weekly() -> int:
    """Match again the rounds whose weekly day has come."""
    return round_repeat.run_weekly(by=SYSTEM)
