"""Looks at the mentors of all standing placements every night, and makes the amendments of those who follow another."""

from celery import shared_task
from django.utils.translation import gettext_lazy as _

from marketplace.actor import SYSTEM
from marketplace.documents import kinds
from marketplace.jobs.actions import handles
from placements.actions import amendment, mentor

handles(amendment.JOB)(amendment.make_amendment)
kinds.register(amendment.KIND, _("wijziging van de mentor"))


@shared_task
def check_mentors() -> int:
    """The number of problems that HR and coach heard of."""
    return mentor.check_mentors(by=SYSTEM)
