"""Follows each morning what holders and auditors do in the campaigns that run."""

from celery import shared_task

from labels.actions import spot_check as actions
from marketplace.actor import SYSTEM


@shared_task
def follow_checks() -> int:
    """The number of steps and warnings."""
    return actions.follow(by=SYSTEM)
