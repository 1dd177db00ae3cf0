"""The sealer: chains new audit events within seconds, so that writers do not queue."""

from celery import shared_task

from marketplace.audit.chain import seal_new_events


@shared_task
def seal() -> int:
    """Seal what is not sealed yet; the number of events sealed."""
    total = 0
    while sealed := seal_new_events():
        total += sealed
    return total
