"""The statuses of capacity: from draft to published and closed."""

from django.utils.translation import gettext_lazy as _

from marketplace.actor import Role
from marketplace.workflow import Transition, Workflow
from placements.enums import CapacityStatus
from placements.rules import capacity as rules

DRAFT, PUBLISHED, CLOSED = CapacityStatus.DRAFT, CapacityStatus.PUBLISHED, CapacityStatus.CLOSED

capacities = Workflow(
    name="capacity",
    owners={DRAFT: (Role.HR,), PUBLISHED: (), CLOSED: ()},
    transitions=(
        Transition("publish", (DRAFT,), PUBLISHED, (Role.HR,), _("Publiceer deze plaatsen"), rules.PUBLISH),
        Transition("reopen", (CLOSED,), PUBLISHED, (Role.HR,), _("Zet opnieuw open"), rules.PUBLISH),
        Transition(
            "close", (PUBLISHED,), CLOSED, (Role.HR, Role.SYSTEM), _("Sluit deze plaatsen af"), (rules.own_company,)
        ),
    ),
    wrong_status=_("Dat kan nu niet: kijk eerst of de plaatsen een ontwerp, gepubliceerd of afgesloten zijn."),
    stamps={PUBLISHED: "published_at"},
)
