"""Lists placements for review after a suspension of a label."""

from celery import shared_task

from marketplace.actor import SYSTEM
from placements.actions import review


@shared_task
def list_for_review() -> int:
    """The number of reviews that opened."""
    return review.list_for_review(by=SYSTEM)
