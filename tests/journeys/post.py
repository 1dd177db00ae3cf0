"""The post: runs what waits in the outbox and finds what a mail says."""

import re
from importlib import import_module

from django.conf import settings
from django.core import mail
from django.utils import timezone

from marketplace.jobs import actions
from marketplace.jobs.models import Job, JobState


def run_jobs():
    """Do every job that is due, also those that jobs make, as the worker does."""
    while due := list(Job.objects.filter(state=JobState.WAITING, due_at__lte=timezone.now()).order_by("pk")):
        for job in due:
            actions.run(job.pk)


def mails_to(address):
    """Subject and body of every mail that somebody got, the oldest first."""
    run_jobs()
    return [f"{message.subject}\n{message.body}" for message in mail.outbox if message.to == [address]]


def last_mail_to(address):
    """The newest mail that somebody got."""
    mails = mails_to(address)
    assert mails, f"No mail for {address}; there is mail for {sorted({m.to[0] for m in mail.outbox})}"
    return mails[-1]


def link_for(address, part):
    """The address on our own site, with this part in its path, in the newest mail that has one."""
    for text in reversed(mails_to(address)):
        if found := re.search(rf"https?://[^/\s]+(\S*{part}\S*)", text):
            return found[1]
    raise AssertionError(f"No link with {part} for {address}: {mails_to(address)}")


def code_for(address):
    """The six digits in the newest mail with a code."""
    for text in reversed(mails_to(address)):
        if text.startswith("Je code"):
            return re.search(r"\b\d{6}\b", text)[0]
    raise AssertionError(f"No code for {address}: {mails_to(address)}")


def run_timetable():
    """Do once what the worker's timetable does during a night, then the jobs that came of it."""
    for entry in settings.CELERY_BEAT_SCHEDULE.values():
        module, name = entry["task"].rsplit(".", 1)
        getattr(import_module(module), name)()
    run_jobs()
