"""Lets measures hold from their day, and ends each night what nobody confirmed."""

from celery import shared_task

from labels.actions import measure as actions
from marketplace.actor import SYSTEM


@shared_task
def follow_measures() -> int:
    """The number of measures that began to hold or lapsed."""
    return actions.follow(by=SYSTEM)
