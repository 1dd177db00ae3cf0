"""What the day does to places and requests: close what is over, and tell HR what schools no longer see."""

from celery import shared_task

from marketplace.actor import SYSTEM
from placements.actions.capacity import ask_reconfirm, close_expired, tell_hidden
from placements.actions.request import end_expired


@shared_task
def close_what_is_over() -> int:
    """Record what the day has decided already; the number of rows."""
    return close_expired(by=SYSTEM) + end_expired()


@shared_task
def tell_companies() -> int:
    """Tell HR of hidden places, and on 1 March and 1 June ask whether places still hold; the number of messages."""
    return tell_hidden() + ask_reconfirm()
