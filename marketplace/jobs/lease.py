"""The lease of a running job: extended while its worker lives, so that the job of a lost worker is soon free."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import Event, Thread

from django.db import DatabaseError, connection
from django.utils import timezone

from marketplace.jobs.models import Job, JobState

log = logging.getLogger(__name__)
LEASE = timedelta(seconds=40)  # with a sweep every 15 seconds, a lost worker's job is taken up within a minute
BEAT = timedelta(seconds=10)


def until(now: datetime) -> datetime:
    """When a lease that is given now ends."""
    return now + LEASE


@contextmanager
def kept(job: Job) -> Iterator[None]:
    """Extend the lease of a claimed job for as long as the block runs."""
    over = Event()
    heart = Thread(target=_beat, args=(job, over), name=f"lease of job {job.pk}", daemon=True)
    heart.start()
    try:
        yield
    finally:
        over.set()
        heart.join()


def extend(job: Job) -> bool:
    """Extend the lease of this attempt; False when somebody else has the job by now."""
    mine = Job.objects.filter(pk=job.pk, state=JobState.RUNNING, attempts=job.attempts)
    return bool(mine.update(lease_until_at=until(timezone.now())))


def _beat(job: Job, over: Event) -> None:
    try:
        while not over.wait(BEAT.total_seconds()):
            _try_to_extend(job)
    finally:
        connection.close()  # a thread has one of its own


def _try_to_extend(job: Job) -> None:
    try:
        extend(job)
    except DatabaseError:
        log.warning("the lease of job %s was not extended, the next beat tries again", job.pk)
