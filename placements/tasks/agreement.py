"""Sweeps agreements and starts: what the day has decided, and what is missing shortly before the first day."""

from celery import shared_task
from django.utils.translation import gettext_lazy as _

from marketplace.actor import SYSTEM
from marketplace.documents import kinds
from marketplace.jobs.actions import handles
from placements.actions import certificate, document, signature, start, take_over_paper

handles(document.JOB)(document.make_document)
kinds.register(document.KIND, _("overeenkomst"))


@shared_task
def seal_complete() -> int:
    """Seal what needs nobody any more."""
    return signature.seal_complete(by=SYSTEM)


@shared_task
def ask_for_missing_documents() -> int:
    """Have the papers made that are not there yet."""
    return document.ask_for_missing() + take_over_paper.ask_for_missing() + certificate.ask_for_missing()


@shared_task
def warn_not_ready() -> int:
    """Tell both sides that a student must not be sent yet."""
    return start.warn_not_ready(by=SYSTEM)
