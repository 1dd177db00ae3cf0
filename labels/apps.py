"""The quality label."""

from django.apps import AppConfig

from marketplace.rooms import open_rooms


class LabelsConfig(AppConfig):
    name = "labels"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from labels import data
        from labels.actions import fee as _fee  # noqa: F401 -- registers what a paid fee changes
        from marketplace.reference.loaders import register as register_loader

        open_rooms("labels", "notifications", "panels", "tasks")
        register_loader("schemes", data.load_schemes)
        register_loader("help_lines", data.load_help_lines)
