"""Messages about matching rounds and their matches; none of them names a student."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from marketplace.notifications.texts import register

register(
    {
        "round.open": _("De stad opent de matchingronde ‘%(round)s’. Zet je aanvragen klaar vóór de sluitingsdag."),
        "round.review": _(
            "Ronde ‘%(round)s’ is berekend. Je leerlingen met een match: %(placed)s van %(students)s. Kijk ze na."
        ),
        "round.released": ngettext_lazy(
            "Ronde ‘%(round)s’: %(count)s match is vrijgegeven op de nakijkdatum.",
            "Ronde ‘%(round)s’: %(count)s matches zijn vrijgegeven op de nakijkdatum.",
            "count",
        ),
    }
)
