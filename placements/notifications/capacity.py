"""Messages about places on offer."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from marketplace.notifications.texts import register

register(
    {
        "capacity.asked": _(
            "Een school wil een leerling %(programme)s bij jullie registreren. Publiceer plaatsen voor %(site)s."
        ),
        "capacity.hidden": _(
            "Er is een nieuwe ethische code. Scholen zien jullie plaatsen niet meer tot jullie ze ondertekenen."
        ),
        "capacity.reconfirm": ngettext_lazy(
            "Klopt jullie plaats nog? Kijk ze na: %(count)s staat nog open.",
            "Kloppen jullie plaatsen nog? Kijk ze na: %(count)s staan nog open.",
            "count",
        ),
    }
)
