"""The sentences that fees tell."""

from django.utils.translation import gettext_lazy as _

from marketplace.notifications.texts import register

register(
    {
        "fee.due": _(
            "Je labeldossier is volledig. Betaal de kosten ten laatste op %(day)s; het onderzoek gaat intussen door."
        ),
        "fee.reversed": _("Het geld voor je label is teruggegaan. Betaal voor %(day)s, anders schorsen we het label."),
    }
)
