"""Messages about hours; none of them names a person."""

from django.utils.translation import gettext_lazy as _

from marketplace.notifications.texts import register

register(
    {
        "placement.hours_problem": _(
            "Het uurrooster van de plaats bij %(company)s voor %(programme)s past niet meer bij de regels. Kijk na wat"
            " er moet veranderen."
        ),
    }
)
