"""Does the mail jobs."""

from django.core.mail import send_mail

from marketplace.jobs.actions import handles


@handles("mail")
def send(*, to: str, subject: str, body: str) -> None:
    """Hand one mail to the mail server; a server that is away raises, and the job is tried again."""
    send_mail(subject, body, None, [to])
