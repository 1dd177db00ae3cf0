"""Tells everybody who signs for a holder of a text that there is a new version, and reminds who did not sign it."""

from celery import shared_task

from marketplace.commitments import actions
from marketplace.jobs.actions import handles


@handles("commitment_new_version")
def new_version(*, text_id: int) -> None:
    """All or none, so that a second attempt tells nobody twice."""
    actions.tell_holders(text_id=text_id)


@shared_task
def remind_to_sign() -> int:
    """The number of organisations that were reminded."""
    return actions.remind_to_sign()
