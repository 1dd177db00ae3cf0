"""Messages about offers; none of them names a student."""

from django.utils.translation import gettext_lazy as _

from marketplace.notifications.texts import register

register(
    {
        "offer.sent": _("Een school vraagt een plaats voor een leerling %(programme)s. Geef je antwoord op tijd."),
        "offer.agreed": _("Een school registreerde een plaats die jullie afspraken voor %(programme)s. Bevestig ze."),
        "offer.superseded": _("De leerling %(programme)s vond een andere plaats. Je hoeft niet meer te antwoorden."),
        "offer.withdrawn": _("De school trok de vraag voor een leerling %(programme)s in."),
        "offer.accepted": _("%(company)s zei ja voor een leerling %(programme)s."),
        "offer.declined": _("%(company)s zei nee voor een leerling %(programme)s. Zoek verder."),
        "offer.lapsed": _("%(company)s antwoordde niet op tijd voor een leerling %(programme)s. Zoek verder."),
        "offer.question": _("%(company)s stelt een vraag over een leerling %(programme)s."),
        "offer.answer": _("De school antwoordde op je vraag over een leerling %(programme)s."),
        "offer.sent.teacher": _(
            "Een school vraagt een plaats voor een leraar %(programme)s. Geef je antwoord op tijd."
        ),
        "offer.superseded.teacher": _(
            "De leraar %(programme)s vond een andere plaats. Je hoeft niet meer te antwoorden."
        ),
        "offer.withdrawn.teacher": _("De school trok de vraag voor een leraar %(programme)s in."),
        "offer.accepted.teacher": _("%(company)s zei ja voor een leraar %(programme)s."),
        "offer.declined.teacher": _("%(company)s zei nee voor een leraar %(programme)s. Zoek verder."),
        "offer.lapsed.teacher": _("%(company)s antwoordde niet op tijd voor een leraar %(programme)s. Zoek verder."),
        "offer.question.teacher": _("%(company)s stelt een vraag over een leraar %(programme)s."),
        "offer.answer.teacher": _("De school antwoordde op je vraag over een leraar %(programme)s."),
    }
)
