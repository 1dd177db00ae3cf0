"""Messages about matching rounds and their matches; none of them names a student."""

from django.utils.translation import gettext_lazy as _

from marketplace.notifications.texts import register

register(
    {
        "round.open": _("De stad opent de matchingronde ‘%(round)s’. Zet je aanvragen klaar vóór de sluitingsdag."),
        "round.review": _("Ronde ‘%(round)s’: %(placed)s van je %(students)s leerlingen kregen een match. Kijk ze na."),
        "round.released": _("Ronde ‘%(round)s’: %(count)s matches zijn vrijgegeven op de nakijkdatum."),
    }
)
