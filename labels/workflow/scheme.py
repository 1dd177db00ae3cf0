"""The life of a version of the rules: it is drafted, then published; a published version never changes."""

from django.utils.translation import gettext_lazy as _

from labels.enums import SchemeStatus
from labels.rules import scheme as rules
from marketplace.actor import Role
from marketplace.workflow import Transition, Workflow

schemes = Workflow(
    name="scheme",
    owners={SchemeStatus.DRAFT: (Role.ADMINISTRATOR,), SchemeStatus.PUBLISHED: ()},
    transitions=(
        Transition(
            "publish",
            (SchemeStatus.DRAFT,),
            SchemeStatus.PUBLISHED,
            (Role.ADMINISTRATOR,),
            _("Publiceer deze versie"),
            (rules.weights_sum, rules.knows_both_languages),
        ),
    ),
    wrong_status=_("Deze versie is al gepubliceerd. Maak een nieuwe versie om iets te veranderen."),
)
