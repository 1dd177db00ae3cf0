"""The pages above accounts: public home, dashboard, health, generated docs."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "marketplace.home"
