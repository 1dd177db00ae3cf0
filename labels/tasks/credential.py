"""Keeps the badges of labels up to date."""

from celery import shared_task

from labels.actions import credential as actions


@shared_task
def issue_missing() -> int:
    """The number of badges issued."""
    return actions.issue_missing()
