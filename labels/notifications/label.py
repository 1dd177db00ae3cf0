"""The sentences that labels tell."""

from django.utils.translation import gettext_lazy as _

from marketplace.notifications.texts import register

register(
    {
        "label.promised": _("%(holder)s belooft het label en wacht op je bevestiging."),
        "label.confirm": _("%(holder)s heeft een voorlopig label."),
        "label.refuse": _("De stad kan het label van %(holder)s niet bevestigen: %(reason)s"),
        "label.suspend": _("Het label van %(holder)s is geschorst: %(reason)s"),
        "label.reinstate": _("De schorsing van het label van %(holder)s is voorbij."),
        "renewal.opened": _("Het label van %(holder)s loopt tot %(day)s. Je dossier om te verlengen staat klaar."),
        "renewal.reminder": _(
            "Het label van %(holder)s loopt tot %(day)s. Dien je dossier op tijd in om te verlengen."
        ),
        "label.withdraw": _("Het label van %(holder)s is ingetrokken: %(reason)s"),
    }
)
