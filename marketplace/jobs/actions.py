"""Enqueue, claim and run jobs; a lost message or a killed worker loses nothing."""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from celery import current_app
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from kombu.exceptions import OperationalError

from marketplace.jobs import lease
from marketplace.jobs.models import Job, JobState

log = logging.getLogger(__name__)
MOST_ATTEMPTS = 5
handlers: dict[str, Callable[..., None]] = {}


def handles(kind: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Register the function that does jobs of this kind; it gets the job's arguments by name."""

    def register(function: Callable[..., None]) -> Callable[..., None]:
        handlers[kind] = function
        return function

    return register


def enqueue(kind: str, *, due_at: datetime | None = None, **arguments: Any) -> Job:
    """Store a job in the transaction of the change that asks for it, and wake a worker after its commit."""
    now = timezone.now()
    job = Job.objects.create(kind=kind, arguments=arguments, created_at=now, due_at=due_at or now)
    if job.due_at <= now:
        transaction.on_commit(lambda: wake(job.pk))
    return job


def enqueue_many(kind: str, arguments: Iterable[dict[str, Any]]) -> int:
    """Store a job for each of these arguments at once; the sweeper wakes the workers. How many."""
    now = timezone.now()
    rows = [Job(kind=kind, arguments=each, created_at=now, due_at=now) for each in arguments]
    return len(Job.objects.bulk_create(rows, batch_size=1000))


def wake(job_id: int) -> None:
    """Send the message that wakes a worker; when the broker is away the sweeper sends it again later."""
    try:
        current_app.send_task("marketplace.jobs.tasks.run_job", args=[job_id], retry=False)
    except (OSError, OperationalError):
        log.warning("broker away, job %s waits for the sweeper", job_id)


def claim(job_id: int) -> Job | None:
    """Take the job for this worker by compare-and-set, or None when it is not due or somebody else has it."""
    now = timezone.now()
    free = Q(state=JobState.WAITING, due_at__lte=now) | Q(state=JobState.RUNNING, lease_until_at__lt=now)
    claimed = Job.objects.filter(free, pk=job_id, attempts__lt=MOST_ATTEMPTS).update(
        state=JobState.RUNNING, attempts=F("attempts") + 1, lease_until_at=lease.until(now)
    )
    return Job.objects.get(pk=job_id) if claimed else None


def run(job_id: int, **also: Any) -> None:
    """Claim the job and do it; a fault is stored on the row and tried again later, at most five times.

    `also` are arguments that only who runs it here has, as where to show the progress.
    """
    if (job := claim(job_id)) is None:
        return
    try:
        with lease.kept(job):
            handlers[job.kind](**job.arguments, **also)
    except Exception as fault:
        log.exception("job %s failed", job.pk)
        put_back(job, repr(fault))
    else:
        # A done job keeps no arguments: a mail's hold addresses, and secret links that are stored as hashes elsewhere.
        Job.objects.filter(pk=job.pk).update(state=JobState.DONE, done_at=timezone.now(), fault="", arguments={})


def put_back(job: Job, fault: str) -> None:
    """Let the job wait for its next attempt (1, 2, 4, 8 minutes), or give it up after the fifth."""
    state = JobState.DEAD if job.attempts >= MOST_ATTEMPTS else JobState.WAITING
    due_at = timezone.now() + timedelta(minutes=2 ** (job.attempts - 1))
    Job.objects.filter(pk=job.pk).update(state=state, due_at=due_at, fault=fault[:2000])


def work_of(*kinds: str) -> list[dict[str, Any]]:
    """The arguments of the jobs of these kinds that wait or run; what none of them does was lost."""
    return list(Job.objects.alive(*kinds).values_list("arguments", flat=True))


def forget_dead(before: datetime) -> int:
    """Empty the arguments of jobs given up before a moment, for they may hold names; kind and fault stay. How many."""
    dead = Job.objects.filter(state=JobState.DEAD, due_at__lt=before).exclude(arguments={})
    return dead.update(arguments={})


def sweep() -> int:
    """Wake a worker for each job that is due or whose lease ran out; the number of jobs woken."""
    now = timezone.now()
    Job.objects.filter(state=JobState.RUNNING, lease_until_at__lt=now, attempts__gte=MOST_ATTEMPTS).update(
        state=JobState.DEAD, fault="The worker was lost five times."
    )
    due = Job.objects.filter(
        Q(state=JobState.WAITING, due_at__lte=now) | Q(state=JobState.RUNNING, lease_until_at__lt=now)
    )
    ids = list(due.order_by("due_at").values_list("pk", flat=True)[:500])
    for job_id in ids:
        wake(job_id)
    return len(ids)
