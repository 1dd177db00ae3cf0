"""Capacity, requests, matching, offers, agreements and placements."""

from django.apps import AppConfig


class PlacementsConfig(AppConfig):
    name = "placements"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from placements.notifications import agreement, capacity, offer, placement, rematch, review, round  # noqa: A004, F401 -- registers sentences
        from placements.panels import agreement as _agreement_panels  # noqa: F401 -- hangs panels
        from placements.panels import capacity as _capacity_panels  # noqa: F401 -- hangs panels
        from placements.panels import match as _match_panels  # noqa: F401
        from placements.panels import numbers as _numbers  # noqa: F401
        from placements.panels import offer as _offer_panels  # noqa: F401
        from placements.panels import placement as _placement_panels  # noqa: F401
        from placements.panels import request as _request_panels  # noqa: F401
        from placements.panels import review as _review_panels  # noqa: F401
        from placements.tasks import agreement as _agreement_tasks  # noqa: F401 -- registers tasks
        from placements.tasks import capacity as _capacity_tasks  # noqa: F401 -- registers tasks
        from placements.tasks import offer as _offer_tasks  # noqa: F401 -- registers tasks
        from placements.tasks import placement as _placement_tasks  # noqa: F401
        from placements.tasks import rematch as _rematch_tasks  # noqa: F401
        from placements.tasks import review as _review_tasks  # noqa: F401
        from placements.tasks import round as _round_tasks  # noqa: F401
