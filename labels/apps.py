"""The quality label."""

from django.apps import AppConfig


class LabelsConfig(AppConfig):
    name = "labels"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from labels import data
        from labels.actions import fee as _fee  # noqa: F401 -- registers what a paid fee changes
        from labels.notifications.case import TEXTS as CASE_TEXTS
        from labels.notifications.fee import TEXTS as FEE_TEXTS
        from labels.notifications.label import TEXTS
        from labels.panels import case, label  # noqa: F401 -- hangs panels
        from labels.panels import pledge as _pledge_panels  # noqa: F401 -- hangs panels
        from labels.tasks import case as _case_tasks  # noqa: F401 -- registers tasks
        from labels.tasks import credential as _credential_tasks  # noqa: F401 -- registers tasks
        from labels.tasks import fee as _fee_tasks  # noqa: F401 -- registers tasks
        from labels.tasks import label as _label_tasks  # noqa: F401 -- registers tasks
        from labels.tasks import pledge as _pledge_tasks  # noqa: F401 -- registers tasks
        from marketplace.notifications.texts import register as register_texts
        from marketplace.reference.loaders import register as register_loader

        register_texts(TEXTS)
        register_texts(CASE_TEXTS)
        register_texts(FEE_TEXTS)
        register_loader("schemes", data.load_schemes)
        register_loader("help_lines", data.load_help_lines)
