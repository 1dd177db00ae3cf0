"""Forgets what may hold names: the answers to repeated requests, and what jobs held that were given up."""

from datetime import datetime, timedelta

from celery import shared_task
from django.utils import timezone

from marketplace.api.models import StoredAnswer
from marketplace.jobs.actions import forget_dead
from marketplace.reference.models import Figure


@shared_task
def forget_answers() -> int:
    """Delete answers older than the figure `stored_answer_days`; how many."""
    return StoredAnswer.objects.filter(stored_at__lt=_ago("stored_answer_days")).delete()[0]


@shared_task
def forget_dead_jobs() -> int:
    """Empty jobs that were given up longer ago than the figure `dead_job_days`; how many."""
    return forget_dead(_ago("dead_job_days"))


def _ago(figure: str) -> datetime:
    now = timezone.now()
    return now - timedelta(days=int(Figure.objects.value(figure, timezone.localdate(now))))
