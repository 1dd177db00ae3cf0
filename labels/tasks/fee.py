"""Suspends each night what was not paid after a notice."""

from celery import shared_task

from labels.actions import fee


@shared_task
def suspend_unpaid() -> int:
    """The number of labels suspended."""
    return fee.suspend_unpaid()
