"""The life of a version of the rules: drafted, proposed by one administrator, published for good by another."""

from django.utils.translation import gettext_lazy as _

from labels.enums import SchemeStatus
from labels.rules import scheme as rules
from marketplace.actor import Role
from marketplace.workflow import Transition, Workflow

DRAFT, PROPOSED, PUBLISHED = SchemeStatus.DRAFT, SchemeStatus.PROPOSED, SchemeStatus.PUBLISHED
ADMINISTRATOR = (Role.ADMINISTRATOR,)
WHOLE = (rules.weights_sum, rules.knows_both_languages)

schemes = Workflow(
    name="scheme",
    owners={DRAFT: ADMINISTRATOR, PROPOSED: ADMINISTRATOR, PUBLISHED: ()},
    transitions=(
        Transition("propose", (DRAFT,), PROPOSED, ADMINISTRATOR, _("Stel deze versie voor"), WHOLE),
        Transition(
            "publish",
            (PROPOSED,),
            PUBLISHED,
            ADMINISTRATOR,
            _("Publiceer deze versie"),
            (rules.not_the_proposer, rules.day_still_fits, *WHOLE),
        ),
        Transition("send_back", (PROPOSED,), DRAFT, ADMINISTRATOR, _("Zet terug in opmaak")),
    ),
    wrong_status=_("Deze versie staat niet meer op die stap. Herlaad de bladzijde."),
    stamps={PROPOSED: "proposed_at", PUBLISHED: "published_at"},
)
