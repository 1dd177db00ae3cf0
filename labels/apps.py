"""The quality label."""

from django.apps import AppConfig


class LabelsConfig(AppConfig):
    name = "labels"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from labels import data, panels, tasks  # noqa: F401 -- panels and tasks register themselves
        from labels.notifications import TEXTS
        from marketplace.notifications.texts import register as register_texts
        from marketplace.reference.loaders import register as register_loader

        register_texts(TEXTS)
        register_loader("schemes", data.load_schemes)
