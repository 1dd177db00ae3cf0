"""Users, organisations, memberships and invitations."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "marketplace.accounts"

    def ready(self) -> None:
        from marketplace.accounts.panels import people_at_the_door, roles_to_confirm
        from marketplace.accounts.rules import MANAGERS
        from marketplace.actor import Role
        from marketplace.web.panels import add_link, add_waiting

        add_link(_("Collega's"), "colleague-list", *MANAGERS, rank=90)
        add_link(_("Partners"), "partner-list", Role.ADMINISTRATOR, rank=92)
        add_waiting(*MANAGERS)(people_at_the_door)
        add_waiting(Role.ADMINISTRATOR)(roles_to_confirm)
