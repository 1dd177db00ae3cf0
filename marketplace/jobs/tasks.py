"""Celery's side of the jobs: a message carries one job id."""

from celery import shared_task

from marketplace.jobs import actions


@shared_task
def run_job(job_id: int) -> None:
    """Do one job."""
    actions.run(job_id)


@shared_task
def sweep() -> int:
    """Wake what is due or was lost."""
    return actions.sweep()
