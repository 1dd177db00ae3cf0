"""The outbox for mail."""

from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "marketplace.mail"

    def ready(self) -> None:
        from marketplace.mail import sms, tasks  # noqa: F401 -- registers the job kinds
