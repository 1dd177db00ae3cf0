"""Lets measures hold from their day, ends each night what nobody confirmed, and warns the deciders before."""

from celery import shared_task

from labels.actions import measure as actions
from marketplace.actor import SYSTEM


@shared_task
def follow_measures() -> int:
    """The number of measures that began to hold or lapsed."""
    return actions.follow(by=SYSTEM)


@shared_task
def warn_of_lapse() -> int:
    """The number of provisional suspensions of which the deciders were warned."""
    return actions.warn_of_lapse(by=SYSTEM)
