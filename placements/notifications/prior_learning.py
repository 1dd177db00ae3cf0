"""Messages about competences acquired elsewhere; none of them names a person."""

from django.utils.translation import gettext_lazy as _

from marketplace.notifications.texts import register

register(
    {
        "prior_learning.left_out": _(
            "De klassenraad erkende een competentie. De uren zijn uit het plan met %(company)s voor %(programme)s"
            " gehaald."
        ),
        "prior_learning.new_version": _(
            "De klassenraad erkende een competentie. Maak een nieuwe versie van de overeenkomst met %(company)s voor"
            " %(programme)s: dan vallen die uren weg."
        ),
        "prior_learning.amend": _(
            "De klassenraad erkende een competentie. Maak een bijlage bij de overeenkomst met %(company)s voor"
            " %(programme)s: vanaf die dag vallen de uren weg."
        ),
    }
)
