"""The sentences that visits tell."""

from django.utils.translation import gettext_lazy as _

from marketplace.notifications.texts import register

register(
    {
        "visit.planned": _("Er komt een bezoek voor het label op %(day)s. Kijk naar de uren en zet het in je agenda."),
        "visit.changed": _("Het bezoek voor het label is veranderd: %(day)s. Zet het opnieuw in je agenda."),
        "visit.cancelled": _("Het bezoek voor het label op %(day)s gaat niet door."),
    }
)
