"""Tells labels every night what placements show."""

from celery import shared_task

from marketplace.actor import SYSTEM
from placements.actions import label_facts


@shared_task
def tell_labels() -> int:
    """The number of facts that changed."""
    return label_facts.tell_labels(by=SYSTEM)
