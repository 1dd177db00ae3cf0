"""Reference facts."""

from django.apps import AppConfig


class ReferenceConfig(AppConfig):
    name = "marketplace.reference"

    def ready(self) -> None:
        from marketplace.reference import data
        from marketplace.reference.loaders import register

        register("postcodes", data.load_postcodes)
        register("figures", data.load_figures)
