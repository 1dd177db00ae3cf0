"""Forgets each night the sessions that nobody can use any more; they hold who was logged in, and what a page kept."""

from celery import shared_task
from django.contrib.sessions.models import Session
from django.utils import timezone


@shared_task
def forget_sessions() -> int:
    """Delete the sessions whose last day is over; how many."""
    return Session.objects.filter(expire_date__lt=timezone.now()).delete()[0]
