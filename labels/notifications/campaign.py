"""The sentences that campaigns and checks tell."""

from django.utils.translation import gettext_lazy as _

from marketplace.notifications.texts import register

register(
    {
        "campaign.announced": _("Er komt een loting voor controles: %(name)s. Lees je eigen nummer en je lootjes."),
        "spot_check.asked": _("%(holder)s is geloot voor een controle. Zeg wie de auditor ontvangt, en wanneer."),
        "spot_check.reminder": _("We wachten nog op jullie antwoord over de controle van %(holder)s."),
        "spot_check.silent": _("Er kwam geen antwoord over de controle van %(holder)s. De stad beslist wat volgt."),
        "spot_check.failed": _("%(holder)s antwoordde niet, ook niet na de herinneringen. Beslis wat volgt."),
        "spot_check.assigned": _("Je kreeg controles. Bekijk wie wanneer."),
        "spot_check.answered": _("%(holder)s antwoordde. Plan je controle."),
        "spot_check.reported": _("De uitkomst van de controle van %(holder)s staat klaar."),
        "spot_check.short": _("Een controle van %(holder)s is niet in orde. Beslis wat volgt."),
        "spot_check.late": _("De controle van %(holder)s is te laat. Bel de auditor, of kies een andere."),
    }
)
