"""Matches rounds again in the background, every week where the city set it so, and computes what-if variants."""

from celery import shared_task

from marketplace.actor import SYSTEM
from marketplace.jobs.actions import handles
from placements.actions import rematch, round_repeat, what_if

handles(rematch.JOB)(rematch.run_rematch)
handles(what_if.JOB)(what_if.run_variants)


@shared_task
def run_weekly() -> int:
    """Match again the rounds whose weekly day has come."""
    return round_repeat.run_weekly(by=SYSTEM)
