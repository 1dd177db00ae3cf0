"""Messages about a representative who has a tie to the host; none of them names a person."""

from django.utils.translation import gettext_lazy as _

from marketplace.notifications.texts import register

register(
    {
        "host_tie.said": _(
            "Een ouder heeft een band met %(company)s (%(programme)s). Beslis of die ouder mag tekenen."
        ),
        "host_tie.other_signs": _(
            "Voor %(company)s (%(programme)s) tekent een andere ouder of voogd. Kijk wie dat is."
        ),
    }
)
