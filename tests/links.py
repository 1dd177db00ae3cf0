"""Opens personal links in tests: asks the code, reads it in the outbox and types it, as its person does."""

import re
from hashlib import sha256

from django.test import Client

from marketplace.jobs.models import Job
from placements.actions.signature_link import tell_code
from placements.models import PersonalLink


def mail_to(address):
    """The body of the last mail that is queued for an address."""
    mails = [job.arguments for job in Job.objects.filter(kind="mail").order_by("pk")]
    return next(mail["body"] for mail in reversed(mails) if mail["to"] == address)


def link_of(address):
    """The address of the newest link in a mail, of the mails that are not codes."""
    bodies = (
        Job.objects.filter(kind="mail", arguments__to=address).order_by("-pk").values_list("arguments__body", flat=True)
    )
    return next(found[0] for body in bodies if (found := re.search(r"/link/[\w-]+/", body)))


def code_of(address):
    """The six digits in the last mail to an address."""
    return re.search(r"\b\d{6}\b", mail_to(address))[0]


def opened(link, address, client=None):
    """A browser in which the link is open."""
    guest = client or Client()
    assert guest.post(f"{link}code/").status_code == 200
    assert guest.post(f"{link}open/", {"code": code_of(address)}).status_code == 302
    return guest


def unlock(client, link, by):
    """Open a link with a code that the school tells."""
    token = link.strip("/").rpartition("/")[2]
    code = tell_code(link=PersonalLink.objects.get(token_hash=sha256(token.encode()).hexdigest()), by=by)
    assert client.post(f"/link/{token}/open/", {"code": code}).status_code == 302
    return client
