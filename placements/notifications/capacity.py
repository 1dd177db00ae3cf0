"""Messages about places on offer."""

from django.utils.translation import gettext_lazy as _

from marketplace.notifications.texts import register

register(
    {
        "capacity.asked": _(
            "Een school wil een leerling %(programme)s bij jullie registreren. Publiceer plaatsen voor %(site)s."
        ),
        "capacity.hidden": _(
            "Er is een nieuwe ethische code. Scholen zien jullie plaatsen niet meer tot jullie ze ondertekenen."
        ),
        "capacity.reconfirm": _("Kloppen jullie plaatsen nog? Kijk ze na: %(count)s staan nog open."),
    }
)
