"""Messages about what a student reached; none of them names a person."""

from django.utils.translation import gettext_lazy as _

from marketplace.notifications.texts import register

register({"evaluation.reached": _("De klassenraad besliste dat een leerling een competentie bereikte.")})
