"""Messages about work that a company may have offered; none of them names a person."""

from django.utils.translation import gettext_lazy as _

from marketplace.notifications.texts import register

register({"hiring.asked": _("Kreeg een leerling werk aangeboden voor het diploma? Zeg in een zin wat er was.")})
