"""The sentences that appeals tell."""

from django.utils.translation import gettext_lazy as _

from marketplace.notifications.texts import register

register(
    {
        "appeal.lodged": _("%(about)s betwist een beslissing. Stel het panel samen."),
        "appeal.withdrawn": _("%(about)s trok de vraag aan het panel in. Je hoeft niets meer te doen."),
        "appeal.late": _("De termijn voor het beroep van %(about)s is voorbij. Beslis nu."),
        "appeal.keep": _("Het panel besliste over %(about)s: de beslissing blijft. Lees de brief."),
        "appeal.change": _("Het panel besliste over %(about)s: de beslissing verandert. Lees de brief."),
        "appeal.send_back": _("Het panel besliste over %(about)s: er wordt opnieuw beslist. Lees de brief."),
        "panel.left": _("Iemand anders neemt je plaats in het panel over %(about)s. Je hoeft niets meer te doen."),
        "panel.named": _("Je zit in het panel over %(about)s. Zeg eerst of je een band hebt."),
    }
)
