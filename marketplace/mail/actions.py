"""Queue a mail; it leaves through the job outbox, so a mail server that is away loses nothing."""

from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from marketplace.jobs.actions import enqueue
from marketplace.jobs.models import Job


def queue(template: str, *, to: str, language: str, context: dict[str, Any] | None = None) -> Job:
    """Render `<template>.txt` (first line: the subject) in a language and store the mail as a job.

    A text in the context fills one line: a name with line ends would otherwise write its own subject and body.
    """
    lines = {name: _on_one_line(value) for name, value in (context or {}).items()}
    with translation.override(language):
        subject, _, body = render_to_string(f"{template}.txt", lines).strip().partition("\n")
    return queue_text(to=to, subject=subject, body=body.strip())


def _on_one_line(value: Any) -> Any:
    return " ".join(value.split()) if isinstance(value, str) else value


def queue_text(*, to: str, subject: str, body: str) -> Job:
    """Store a mail that is written already."""
    return enqueue("mail", to=to, subject=subject, body=body)
