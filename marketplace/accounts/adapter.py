"""Lets allauth's mails leave through the outbox, so that signing up works while the mail server is away."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter

from marketplace.mail.actions import queue_text


class AccountAdapter(DefaultAccountAdapter):
    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue instead of send."""
        message = self.render_mail(template_prefix, email, context | {"request": self.request})
        queue_text(to=email, subject=message.subject, body=message.body)
