"""Messages about a placement that ended early; none of them names a person."""

from django.utils.translation import gettext_lazy as _

from marketplace.notifications.texts import register

register(
    {
        "hand_over.opened": _("Een plaats stopte vroeger. Zeg in een zin wat er was: daarna sluit het dossier."),
        "hand_over.yours": _("Een plaats stopte vroeger. Jij gaat verder met wie er leerde: lees wat er nu gebeurt."),
    }
)
