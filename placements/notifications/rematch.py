"""Messages about refused matches and re-matchings; none of them names a student."""

from django.utils.translation import gettext_lazy as _

from marketplace.notifications.texts import register

register(
    {
        "match.to_look_at": _("Ronde ‘%(round)s’ stelt leerlingen voor bij jullie plaatsen. Kijk of het past."),
        "match.refused": _("Ronde ‘%(round)s’: een onderneming weigerde een match. We zoeken meteen opnieuw."),
        "round.rematched": _("Ronde ‘%(round)s’ is herberekend: voor %(count)s van je leerlingen verandert de match."),
    }
)
