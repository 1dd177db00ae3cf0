"""Looks at the mentors of all standing placements every night, and makes the papers of those who take over."""

from celery import shared_task
from django.utils.translation import gettext_lazy as _

from marketplace.actor import SYSTEM
from marketplace.documents import kinds
from marketplace.jobs.actions import handles
from placements.actions import mentor, take_over_paper

handles(take_over_paper.JOB)(take_over_paper.make_paper)
kinds.register(take_over_paper.KIND, _("wijziging van de mentor"))


@shared_task
def check_mentors() -> int:
    """The number of problems that HR and coach heard of."""
    return mentor.check_mentors(by=SYSTEM)
