"""Messages about reviews; none of them names a person."""

from django.utils.translation import gettext_lazy as _

from marketplace.notifications.texts import register

register(
    {
        "review.opened": _("Het label van een werkplek voor %(programme)s is geschorst. Bekijk of de plaats doorgaat."),
    }
)
