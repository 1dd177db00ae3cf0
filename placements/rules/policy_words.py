"""The methods and policies of a round in words that everybody can follow."""

from django.utils.translation import gettext_lazy as _

from placements.enums import Method, Policy

METHOD_WORDS = {
    Method.STABLE: _("Niemand ziet een plaats die hij liever had, naar iemand met minder voorrang gaan."),
    Method.OPTIMAL: _(
        "Zo veel mogelijk leerlingen krijgen een plaats, en samen een zo goed mogelijke. Iemand met meer voorrang kan "
        "daarvoor een plaats mislopen."
    ),
}
POLICY_WORDS = {
    Policy.LOTTERY: _("Iedereen is gelijk. Willen twee leerlingen dezelfde plaats, dan beslist een loting."),
    Policy.DAYS_LEFT: _(
        "Een leerling in een duale opleiding heeft twintig opleidingsdagen om een overeenkomst te vinden. Wie er het "
        "minst over heeft, gaat voor. Bij evenveel dagen beslist een loting."
    ),
    Policy.SCHOOLS_IN_TURN: _(
        "De scholen komen om de beurt: eerst één leerling van elke school, dan een tweede van elke school, enzovoort. "
        "Een loting bepaalt de volgorde van de scholen en van de leerlingen in een school."
    ),
}
