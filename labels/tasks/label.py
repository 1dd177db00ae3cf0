"""Records each night which labels have expired."""

from celery import shared_task

from labels.actions import label as actions


@shared_task
def expire_labels() -> int:
    """The number of labels that expired."""
    return actions.expire_labels()
