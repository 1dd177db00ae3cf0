"""The statuses of a hand-over: open until it is complete."""

from django.utils.translation import gettext_lazy as _

from marketplace.actor import Role
from marketplace.workflow import Transition, Workflow
from placements.enums import HandOverStatus as Status
from placements.rules import hand_over as rules
from placements.rules.side import sides_of

GUIDES = (Role.COACH, Role.COORDINATOR)

hand_overs = Workflow(
    name="hand_over",
    owners={Status.OPEN: GUIDES, Status.CLOSED: ()},
    transitions=(
        Transition("close", (Status.OPEN,), Status.CLOSED, GUIDES, _("Sluit het dossier"), (rules.both_said,)),
    ),
    wrong_status=_("Dit dossier is al gesloten."),
    stamps={Status.CLOSED: "closed_at"},
    side=lambda row, by: sides_of(row.placement, by),
)
