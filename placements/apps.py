"""Capacity, requests, matching, offers, agreements and placements."""

from django.apps import AppConfig


class PlacementsConfig(AppConfig):
    name = "placements"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from placements.notifications import capacity, offer, placement  # noqa: F401 -- registers sentences
        from placements.tasks import offer as _offer_tasks  # noqa: F401 -- registers tasks
        from placements.tasks import placement as _placement_tasks  # noqa: F401
