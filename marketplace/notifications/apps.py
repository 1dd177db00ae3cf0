"""Messages in the app and by mail."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "marketplace.notifications"

    def ready(self) -> None:
        from marketplace.notifications import tasks  # noqa: F401 -- registers the job kind
