"""The sentences that measures on a label tell."""

from django.utils.translation import gettext_lazy as _

from marketplace.notifications.texts import register

register(
    {
        "measure.proposed": _("Er is een voorstel over het label van %(holder)s. Lees het na."),
        "measure.reviewed": _("Een voorstel over het label van %(holder)s is nagelezen. Beslis mee."),
        "measure.returned": _(
            "Je voorstel over het label van %(holder)s komt terug. Lees waarom en stel opnieuw voor."
        ),
        "measure.provisional": _("Het label van %(holder)s is voorlopig geschorst, tot %(day)s: %(ground)s."),
        "measure.superseded": _(
            "Je voorstel over het label van %(holder)s vervalt: het label is dringend geschorst. "
            "Stel het daarna opnieuw voor als het nog nodig is."
        ),
        "measure.decided": _(
            "Over het label van %(holder)s is beslist: %(matter)s vanaf %(day)s. Je kan bezwaar maken tot %(until)s."
        ),
        "measure.rejected": _("De stad besliste over het label van %(holder)s: geen %(matter)s."),
        "measure.lapsed": _("De voorlopige schorsing van het label van %(holder)s is voorbij."),
        "measure.lapses": _(
            "De voorlopige schorsing van %(holder)s vervalt na %(day)s als jullie niet beslissen. "
            "Het label geldt dan weer."
        ),
        "measure.not_confirmed_grave": _(
            "De voorlopige schorsing van %(holder)s is vervallen: niemand besliste op tijd. Het label geldt weer, "
            "en een ernstig dossier loopt nog. Stel een schorsing voor als ze nodig blijft."
        ),
        "measure.not_confirmed": _("De voorlopige schorsing van %(holder)s is niet op tijd bevestigd en is vervallen."),
    }
)
