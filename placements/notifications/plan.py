"""Messages about the negotiation of a training plan; none of them names a person."""

from django.utils.translation import gettext_lazy as _

from marketplace.notifications.texts import register

register(
    {
        "plan.proposed": _("Er is een voorstel voor het opleidingsplan met %(company)s voor %(programme)s."),
        "plan.accepted": _("Je voorstel voor het opleidingsplan met %(company)s voor %(programme)s is aanvaard."),
    }
)
