"""Lets allauth's mails leave through the outbox, so that signing up works while the mail server is away."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.utils.encoding import force_str
from django.utils.translation import gettext_lazy as _

from marketplace.mail.actions import queue_text


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("Dit mailadres of dit wachtwoord klopt niet."),
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue instead of send."""
        facts = {"request": self.request, "email": email, "public_url": settings.PUBLIC_URL}
        message = self.render_mail(template_prefix, email, facts | context)
        queue_text(to=email, subject=message.subject, body=message.body)

    def format_email_subject(self, subject: str) -> str:
        """As written, without the address of the site before it."""
        return force_str(subject)
