"""Warns each morning of cases whose term has passed."""

from celery import shared_task

from labels.actions import case as actions
from labels.actions import reconsideration
from marketplace.actor import SYSTEM


@shared_task
def escalate_late() -> int:
    """The number of cases and reconsiderations of which somebody was warned."""
    return actions.escalate_late(by=SYSTEM) + reconsideration.escalate_late(by=SYSTEM)
