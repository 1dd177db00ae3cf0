"""Versioned texts and who committed to them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

TEXTS = {
    "commitment.sign_again": _("Teken de nieuwe versie van de %(text)s voor %(day)s. Daarna geldt de oude niet meer."),
    "commitment.new_ethics_code": _(
        "Vanaf %(day)s geldt een nieuwe versie van de ethische code. Teken ze binnen 30 dagen na die dag."
    ),
    "commitment.new_data_arrangement": _(
        "Vanaf %(day)s gelden nieuwe afspraken over gegevens. Teken ze binnen 30 dagen na die dag."
    ),
}


class CommitmentsConfig(AppConfig):
    name = "marketplace.commitments"

    def ready(self) -> None:
        from marketplace.actor import Role
        from marketplace.commitments import tasks  # noqa: F401 -- registers the job kind
        from marketplace.commitments.panels import texts_to_sign
        from marketplace.commitments.reference import load_texts
        from marketplace.notifications.texts import register as register_texts
        from marketplace.reference.loaders import register as register_loader
        from marketplace.web.panels import add_link, add_waiting

        register_loader("texts", load_texts)
        register_texts(TEXTS)
        add_waiting(Role.HR, Role.DIRECTOR, Role.COORDINATOR)(texts_to_sign)
        add_link(_("Afspraken"), "commitment-list", Role.HR, Role.DIRECTOR, Role.ADMINISTRATOR, rank=85)
