"""Capacity, requests, matching, offers, agreements and placements."""

from django.apps import AppConfig

from marketplace.rooms import open_rooms


class PlacementsConfig(AppConfig):
    name = "placements"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        open_rooms("placements", "notifications", "panels", "tasks")
        self._load_reference()

    def _load_reference(self) -> None:
        from marketplace.reference.loaders import register
        from placements import data

        register("form terms", data.load_form_terms)
        register("form documents", data.load_form_documents)
        register("tips", data.load_tips)
