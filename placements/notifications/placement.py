"""Messages about placements; none of them names a person."""

from django.utils.translation import gettext_lazy as _

from marketplace.notifications.texts import register

register(
    {
        "placement.meeting_planned": _("De kennismaking bij %(company)s voor %(programme)s is gepland."),
        "placement.agreed": _("Iedereen is akkoord met de plaats bij %(company)s voor %(programme)s."),
        "placement.stopped": _("De plaats bij %(company)s voor %(programme)s gaat niet door."),
        "placement.ended_early": _("De plaats bij %(company)s voor %(programme)s stopte vroeger."),
        "placement.ended": _("De plaats bij %(company)s voor %(programme)s is afgerond."),
        "placement.question": _("Een leerling of ouder stelt een vraag over de plaats voor %(programme)s."),
        "placement.question.teacher": _("Een leraar stelt een vraag over de plaats voor %(programme)s."),
    }
)
