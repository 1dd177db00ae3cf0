"""Messages about agreements and the start; none of them names a person."""

from django.utils.translation import gettext_lazy as _

from marketplace.notifications.texts import ByReason, register
from placements.rules import mentor, seat

WHY = {  # what everybody signed waits for, by the code of the refusal
    "agreement.not_recognised": _("De vestiging is niet op elke dag erkend voor deze opleiding."),
    "agreement.no_mentor": _("De onderneming kiest eerst een mentor."),
    **{
        row.code: row.sentence
        for row in (seat.STUDENT_PLACED, seat.MENTOR_FULL, mentor.ELSEWHERE, *mentor.REFUSALS.values())
    },
    "": _("Kijk bij de overeenkomst wat er nog moet gebeuren."),
}
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
        "agreement.not_sealed": ByReason(
            _("Iedereen tekende de overeenkomst met %(company)s voor %(programme)s, maar ze geldt nog niet. %(why)s"),
            WHY,
        ),
        "amendment.not_sealed": ByReason(
            _(
                "Iedereen tekende de bijlage bij de overeenkomst met %(company)s voor %(programme)s, maar ze geldt nog"
                " niet. %(why)s"
            ),
            WHY,
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
