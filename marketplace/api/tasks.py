"""Forgets the answers to repeated requests: they may hold names."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from marketplace.api.models import StoredAnswer

KEPT_FOR = timedelta(days=1)


@shared_task
def forget_answers() -> int:
    """Delete answers older than a day; how many."""
    return StoredAnswer.objects.filter(stored_at__lt=timezone.now() - KEPT_FOR).delete()[0]
