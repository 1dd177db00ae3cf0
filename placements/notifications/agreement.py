"""Messages about agreements and the start; none of them names a person."""

from django.utils.translation import gettext_lazy as _

from marketplace.notifications.texts import register

register(
    {
        "agreement.drafted": _("De overeenkomst met %(company)s voor %(programme)s staat klaar. Kijk de gegevens na."),
        "agreement.signing": _("De overeenkomst met %(company)s voor %(programme)s kan getekend worden."),
        "agreement.opened_outside": _(
            "De gegevens voor %(programme)s bij %(company)s kloppen. Teken de overeenkomst buiten het platform."
        ),
        "agreement.refused": _(
            "Iemand tekent de overeenkomst met %(company)s voor %(programme)s niet. Kijk wat er nu kan."
        ),
        "agreement.revised": _("De overeenkomst met %(company)s voor %(programme)s krijgt een nieuwe versie."),
        "agreement.sealed": _("Iedereen tekende de overeenkomst met %(company)s voor %(programme)s."),
        "agreement.not_sealed": _(
            "Iedereen tekende de overeenkomst met %(company)s voor %(programme)s, maar ze geldt nog niet. %(why)s"
        ),
        "amendment.not_sealed": _(
            "Iedereen tekende de bijlage bij de overeenkomst met %(company)s voor %(programme)s, maar ze geldt nog"
            " niet. %(why)s"
        ),
        "amendment.drafted": _(
            "Er komt een bijlage bij de overeenkomst met %(company)s voor %(programme)s. Kijk de gegevens na."
        ),
        "amendment.signing": _(
            "De bijlage bij de overeenkomst met %(company)s voor %(programme)s kan getekend worden."
        ),
        "amendment.opened_outside": _(
            "De gegevens van de bijlage voor %(programme)s bij %(company)s kloppen. Teken ze buiten het platform."
        ),
        "amendment.refused": _(
            "Iemand tekent de bijlage bij de overeenkomst met %(company)s voor %(programme)s niet. Kijk wat er nu kan."
        ),
        "amendment.revised": _(
            "De bijlage bij de overeenkomst met %(company)s voor %(programme)s krijgt een nieuwe versie."
        ),
        "amendment.sealed_from": _(
            "Iedereen tekende de bijlage bij de overeenkomst met %(company)s voor %(programme)s. Ze geldt vanaf"
            " %(day)s."
        ),
        # told before messages kept the day
        "amendment.sealed": _("Iedereen tekende de bijlage bij de overeenkomst met %(company)s voor %(programme)s."),
        "amendment.dropped": _(
            "De bijlage bij de overeenkomst met %(company)s voor %(programme)s gaat niet door. De vorige"
            " afspraken blijven."
        ),
        "placement.not_ready": _(
            "De plaats bij %(company)s voor %(programme)s is niet klaar: stuur de leerling nog niet."
        ),
        "placement.not_ready.teacher": _(
            "De plaats bij %(company)s voor %(programme)s is niet klaar: laat de leraar nog niet komen."
        ),
    }
)
