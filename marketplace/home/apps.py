"""The pages above accounts: public home, dashboard, health, generated docs."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from marketplace.actor import Role
from marketplace.web.panels import add_link


class HomeConfig(AppConfig):
    name = "marketplace.home"

    def ready(self) -> None:
        add_link(_("Cijfers"), "figure-list", Role.ADMINISTRATOR, rank=95)
