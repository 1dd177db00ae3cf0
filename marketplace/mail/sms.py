"""SMS through the gateway of the installation: a job posts number and text as JSON to SMS_URL."""

import json
from typing import Any
from urllib.request import Request, urlopen

from django.conf import settings
from django.template.loader import render_to_string

from marketplace.jobs.actions import enqueue, handles
from marketplace.jobs.models import Job

TIMEOUT_SECONDS = 10


def queue_sms(template: str, *, to: str, context: dict[str, Any]) -> Job:
    """Render `<template>.txt` in Dutch and store the SMS as a job, so that a gateway that is away loses nothing."""
    return enqueue("sms", to=to, text=" ".join(render_to_string(f"{template}.txt", context).split()))


@handles("sms")
def send_sms(*, to: str, text: str) -> None:
    """Hand one SMS to the gateway; one that is away or answers an error raises, and the job is tried again."""
    headers = {"Content-Type": "application/json"}
    if settings.SMS_TOKEN:
        headers["Authorization"] = f"Bearer {settings.SMS_TOKEN}"
    body = json.dumps({"to": to, "text": text}).encode()
    with urlopen(Request(settings.SMS_URL, data=body, headers=headers), timeout=TIMEOUT_SECONDS):  # noqa: S310 -- http(s) only, marketplace/environment.py
        pass
