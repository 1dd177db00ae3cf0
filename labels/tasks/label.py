"""Each night: which labels have expired, which files to renew open, and who is reminded."""

from celery import shared_task

from labels.actions import label as actions
from labels.actions import renewal


@shared_task
def expire_labels() -> int:
    """The number of labels that expired."""
    return actions.expire_labels()


@shared_task
def open_renewals() -> int:
    """The number of files that were opened."""
    return renewal.open_renewals()


@shared_task
def remind_to_renew() -> int:
    """The number of reminders."""
    return renewal.remind()
