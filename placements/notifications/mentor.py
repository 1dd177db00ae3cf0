"""Messages about mentors; none of them names a person."""

from django.utils.translation import gettext_lazy as _

from marketplace.notifications.texts import register

register(
    {
        "placement.mentor_problem": _(
            "De mentor van de plaats bij %(company)s voor %(programme)s kan niet de hele periode begeleiden zoals het"
            " hoort. Kijk wat er nodig is."
        ),
        "placement.mentor_replaced": _("Een andere mentor neemt de plaats bij %(company)s voor %(programme)s over."),
    }
)
